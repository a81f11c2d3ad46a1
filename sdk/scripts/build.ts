/**
 * Builds the package into dist/: one ESM bundle per entry with shared chunks, and the declarations that can be reached
 * from the entries. Peer dependencies stay imports; whatever else is used is inside. The page that every error names goes
 * along as docs/errors.md.
 */
import { build } from 'esbuild'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDeclarations } from '../../devnet/scripts/declarations'
import { here } from './lib/generated'
import { PEERS } from './lib/peers'

const ENTRIES = ['index', 'deploy', 'testing'] as const
const source = here('../src')
const dist = here('../dist')

async function bundle(): Promise<void> {
  await build({
    entryPoints: ENTRIES.map((entry) => join(source, `${entry}.ts`)),
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    // Neutral: an import of a Node built-in fails the build.
    platform: 'neutral',
    target: 'es2022',
    external: PEERS,
    legalComments: 'none',
    tsconfigRaw: {},
  })
}

/** The page of the errors; what it links to besides itself stays in the repository. */
function copyErrorsPage(): void {
  const page = readFileSync(here('../../docs/errors.md'), 'utf8')
  mkdirSync(here('../docs'), { recursive: true })
  writeFileSync(here('../docs/errors.md'), page.replace(/\[([^\]]+)]\((?!#)[^)]+\)/g, '$1'))
}

rmSync(dist, { recursive: true, force: true })
copyErrorsPage()
await bundle()
writeDeclarations(here('..'), ENTRIES)
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string }
console.log(`built @holdfast/sdk ${version}`)
