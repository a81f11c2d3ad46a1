/** Fails when the package outgrows its budgets: minified and gzipped, peer dependencies outside. */
import type { Plugin } from 'esbuild'
import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { here } from './lib/generated'
import { PEERS } from './lib/peers'

interface Budget {
  what: string
  /** bytes that the specification allows */
  limit: number
  /** the module whose size is measured */
  contents: string
  /** modules that are counted elsewhere */
  without?: RegExp
}

/**
 * Tables hold no code, and have budgets of their own: what was made from the contracts (codes, events, hashes, app specs,
 * programs), the settings of the networks, and the sentences of the errors, which are texts with placeholders. The
 * specification counts the app specs apart; these are data of the same kind: they grow with the contracts and with what a
 * person is told, not with what the SDK does. What a page loads in all is reported below.
 */
const TABLES = /\/generated\/.*\.ts$|\/errors\/(sentences|reasons)\.ts$|\/src\/networks\.ts$/

const BUDGETS: Budget[] = [
  {
    what: 'own code: the client with all its verbs, reads and quotes',
    limit: 20_000,
    contents: `export { createEscrowClient } from './src/index'`,
    without: TABLES,
  },
  {
    // An action alone brings everything that makes it safe: asking the node and reading its answers into our types, sending
    // and checking what came of it, typed errors and their decoding, the plan of the verb with its rules and its summary,
    // the forms of an action, the group with exact fees. Each further action adds its own rules and texts to that, under
    // 1,000 bytes gzip. None of it is loaded lazily: a chunk that is fetched after a failure is missing just when the
    // network is.
    what: 'one action (approve)',
    limit: 6_000,
    contents: `export { approve } from './src/index'`,
    without: TABLES,
  },
  {
    what: 'own code: every export of the SDK',
    limit: 20_000,
    contents: `export * from './src/index'`,
    without: TABLES,
  },
  {
    what: 'slim app specs, both',
    limit: 8_000,
    contents: `export { milestoneProjectSpec, protocolSpec } from './src/index'`,
  },
  {
    // No bar of the specification. Every sentence is an export, and a page loads those of the errors that it can raise; what
    // cannot be an address, an amount, a number, a hash or a signature has a sentence of its own.
    what: 'sentences of the errors: the codes of the contracts with their classes, and the errors of the SDK',
    limit: 5_300,
    contents: `export { ERRORS } from './src/generated/errors'; export * from './src/errors/sentences'; export * from './src/errors/reasons'`,
  },
  {
    what: 'tables: events, structs, names of states, hashes of the releases, networks',
    limit: 3_000,
    contents: `export * from './src/generated/abi'; export { NETWORKS, RELEASES } from './src/index'`,
  },
  {
    // No bar of the specification. 600 of it are the two errors with which `nextActions` refuses an account or a time that
    // cannot be one: they are in every page that acts, too.
    what: 'the pure model alone',
    limit: 6_700,
    contents: `export { transition } from './src/pure/model'; export { nextActions } from './src/index'`,
  },
]

/** What is measured without a budget, to be seen when it moves. */
const REPORTED: Omit<Budget, 'limit'>[] = [
  { what: 'own code to deploy with, by itself', contents: `export * from './src/deploy'`, without: TABLES },
  {
    // What one entry held before there were three: for whoever wants the sum.
    what: 'own code of the SDK, to deploy with, and the model for tests, together',
    contents: `export * from './src/index'; export * from './src/deploy'; export { transition } from './src/pure/model'`,
    without: TABLES,
  },
  { what: 'one action with its tables', contents: `export { approve } from './src/index'` },
  { what: 'the client with everything', contents: `export { createEscrowClient } from './src/index'` },
  { what: 'every export of the SDK with its tables', contents: `export * from './src/index'` },
]

/** Puts an empty table in the place of each, because in a bundle its import takes no bytes. */
function countedElsewhere(tables: RegExp): Plugin {
  return {
    name: 'counted-elsewhere',
    setup: ({ onLoad }) =>
      onLoad({ filter: tables }, ({ path }) => {
        const names = [...readFileSync(path, 'utf8').matchAll(/^export const (\w+)/gm)].map(([, name = '']) => name)
        return { contents: names.map((name) => `export const ${name} = {}`).join('\n') }
      }),
  }
}

async function sizeOf({ contents, without }: Omit<Budget, 'limit' | 'what'>): Promise<number> {
  const result = await build({
    stdin: { contents, resolveDir: here('..'), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    external: PEERS,
    write: false,
    plugins: without ? [countedElsewhere(without)] : [],
  })
  return gzipSync(result.outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length
}

for (const budget of BUDGETS) {
  const { what, limit } = budget
  const size = await sizeOf(budget)
  console.log(`${what}: ${size} of ${limit} bytes gzip, ${size <= limit ? 'ok' : 'TOO BIG'}`)
  if (size > limit) process.exitCode = 1
}
for (const entry of REPORTED) console.log(`${entry.what}: ${await sizeOf(entry)} bytes gzip`)
