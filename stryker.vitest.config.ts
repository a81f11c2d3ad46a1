import { defineConfig } from 'vitest/config'
import base from './vitest.config'

/**
 * The tests that decide about the money and state modules of the SDK, all offline: thousands of mutants meet them, so
 * together they need no more than seconds. The chain is not asked: what it says is the matter of the other rows.
 */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    // They share nothing that one could leave behind, and loading the SDK once a mutant costs less than once a file.
    isolate: false,
    include: ['sdk/src/pure/*.test.ts', 'sdk/test/pure/*.test.ts'],
    // Every mutant would be met by its thousands of steps, and the tables kill the same ones in milliseconds.
    exclude: ['sdk/test/pure/lives.test.ts'],
  },
})
