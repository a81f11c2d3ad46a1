import { mergeConfig } from 'vitest/config'
import base from './vitest.config'

/** The tests that decide about the money and state modules of the SDK, and need no more than seconds. */
export default mergeConfig(base, {
  test: { include: ['sdk/test/money.test.ts', 'sdk/test/next-actions.test.ts'] },
})
