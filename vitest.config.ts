import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Workspace packages are tested from source: the same paths as in tsconfig.json. */
const alias = [
  { find: /^@holdfast\/devnet$/, replacement: here('./devnet/src/index.ts') },
  { find: /^@holdfast\/devnet\/server$/, replacement: here('./devnet/src/server.ts') },
  { find: /^@holdfast\/sdk$/, replacement: here('./sdk/src/index.ts') },
  { find: /^@holdfast\/sdk\/testing$/, replacement: here('./sdk/src/testing.ts') },
  { find: /^@holdfast\/contracts\//, replacement: here('./contracts/') },
]

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['{devnet,sdk,scripts,tests,examples}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
