import { fileURLToPath } from 'node:url'
import { puyaTsTransformer } from '@algorandfoundation/algorand-typescript-testing/vitest-transformer'
import typescript from '@rollup/plugin-typescript'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The contracts' source in the emulator: only files named `*.algo.spec.ts`, which the transformer looks for. */
export default defineConfig({
  test: {
    name: 'contracts',
    root: here('.'),
    include: ['{milestone-project,protocol,shared}/**/*.algo.spec.ts'],
    setupFiles: [here('./vitest.setup.ts')],
    testTimeout: 60_000,
  },
  oxc: false,
  plugins: [
    typescript({
      tsconfig: here('./tsconfig.emulator.json'),
      transformers: { before: [puyaTsTransformer] },
    }),
  ],
})
