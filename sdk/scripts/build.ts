/**
 * Builds the package into dist/: one ESM bundle per entry with shared chunks, and the declarations that can be reached
 * from the entries. Peer dependencies stay imports; whatever else is used is inside.
 */
import { build } from 'esbuild'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { here } from './lib/generated'
import { PEERS } from './lib/peers'

const ENTRIES = ['index', 'testing'] as const
const source = here('../src')
const dist = here('../dist')
const repository = here('../..')

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

function declarations(): Map<string, string> {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(repository, 'tsconfig.json'),
    { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: dist, rootDir: repository },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
  )
  if (!config) throw new Error('tsconfig.json cannot be read')
  const roots = ENTRIES.map((entry) => join(source, `${entry}.ts`))
  const program = ts.createProgram(roots, config.options)
  const emitted = new Map<string, string>()
  const prefix = join(dist, relative(repository, source))
  const { diagnostics } = program.emit(undefined, (file, text) => {
    if (file.startsWith(`${prefix}/`)) emitted.set(relative(prefix, file), text)
  })
  if (diagnostics.length > 0) fail(diagnostics)
  return emitted
}

function fail(diagnostics: readonly ts.Diagnostic[]): never {
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => repository,
    getNewLine: () => '\n',
  }
  throw new Error(ts.formatDiagnostics(diagnostics, host))
}

const RELATIVE = /((?:from|import)\s*\(?\s*)['"](\.{1,2}(?:\/[^'"]*)?)['"]/g

/** Node's resolution wants the extension that the sources leave out. */
function writeReachable(emitted: ReadonlyMap<string, string>): void {
  const waiting: string[] = ENTRIES.map((entry) => `${entry}.d.ts`)
  const done = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue
    done.add(file)
    const text = emitted.get(file)
    if (text === undefined) throw new Error(`no declarations were made for ${file}`)
    const from = dirname(file)
    const rewritten = text.replace(RELATIVE, (_all, keyword: string, path: string) => {
      // The compiler names types by the shortest way, which is often the root.
      const module = /(^|\/)\.{1,2}$/.test(path) ? `${path}/index` : path
      waiting.push(`${join(from, module)}.d.ts`)
      return `${keyword}'${module}.js'`
    })
    const target = join(dist, file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, rewritten)
  }
}

rmSync(dist, { recursive: true, force: true })
await bundle()
writeReachable(declarations())
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string }
console.log(`built @holdfast/sdk ${version}`)
