import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Workspace packages are tested from source: the same paths as in tsconfig.json. */
const alias = [
  { find: /^@holdfast\/devnet$/, replacement: here('./devnet/src/index.ts') },
  { find: /^@holdfast\/devnet\/server$/, replacement: here('./devnet/src/server.ts') },
  { find: /^@holdfast\/sdk$/, replacement: here('./sdk/src/index.ts') },
  { find: /^@holdfast\/sdk\/deploy$/, replacement: here('./sdk/src/deploy.ts') },
  { find: /^@holdfast\/sdk\/testing$/, replacement: here('./sdk/src/testing.ts') },
  { find: /^@holdfast\/contracts\//, replacement: here('./contracts/') },
]

export default defineConfig({
  resolve: { alias },
  test: {
    // Two files that move the clock of one node would fight for it; on the embedded chain each file has its own.
    fileParallelism: process.env.CHAIN !== 'node',
    // Left alone, vitest keeps one core for itself: half of the two that the suite is made for.
    maxWorkers: '100%',
    // Files take turns in one process for each core: what they load and what V8 has learnt of it serves the next one, too,
    // which takes a fifth of the time off the suite. So no file mocks a module, and none leaves its environment behind.
    isolate: false,
    unstubEnvs: true,
    projects: [
      { extends: true, test: { name: 'holdfast', include: ['{devnet,sdk,scripts,tests,examples}/**/*.test.ts'] } },
      './contracts/vitest.config.ts',
    ],
    // Random accounts are the same in each run, SEED gives others; and what shows a threat is counted.
    setupFiles: ['each-file', 'steady', 'threats'].map((name) => here(`./tests/support/${name}.ts`)),
    testTimeout: 120_000,
    // vitest passes --testTimeout on to projects, and --hookTimeout not
    hookTimeout: Number(process.env.HOOK_TIMEOUT ?? 120_000),
  },
})
