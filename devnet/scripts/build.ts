/**
 * Builds the package into dist/: ESM bundles with shared chunks, and the declarations that can be reached from them.
 * Dependencies stay imports. The core is bundled for no platform in particular: an import of a Node built-in fails.
 */
import type { Plugin } from 'esbuild'
import { build } from 'esbuild'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeDeclarations } from './declarations'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const source = here('../src')
const dist = here('../dist')
const external = ['algosdk', '@noble/curves/*', '@noble/hashes/*']

/** The server uses the module that applications import, not a second copy of the chain. */
const sameCore: Plugin = {
  name: 'same-core',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/devnet$/ }, () => ({ path: './index.js', external: true }))
  },
}

async function bundle(): Promise<void> {
  const common = {
    outdir: dist,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external,
    legalComments: 'none',
    tsconfigRaw: {},
  } as const
  await build({ ...common, entryPoints: [join(source, 'index.ts')], platform: 'neutral' })
  await build({
    ...common,
    entryPoints: ['server', 'cli'].map((entry) => join(source, `${entry}.ts`)),
    platform: 'node',
    splitting: true,
    chunkNames: 'node-[hash]',
    plugins: [sameCore],
  })
  chmodSync(join(dist, 'cli.js'), 0o755)
}

rmSync(dist, { recursive: true, force: true })
await bundle()
writeDeclarations(here('..'), ['index', 'server'])
console.log('built @holdfast/devnet')
