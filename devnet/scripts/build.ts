/**
 * Builds the package into dist/: ESM bundles with shared chunks, and the declarations that can be reached from them.
 * Dependencies stay imports. The core is bundled for no platform in particular: an import of a Node built-in fails.
 */
import type { Plugin } from 'esbuild'
import { build } from 'esbuild'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const source = here('../src')
const dist = here('../dist')
const repository = here('../..')
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

function declarations(): Map<string, string> {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(repository, 'tsconfig.json'),
    { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: dist, rootDir: source },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
  )
  if (!config) throw new Error('tsconfig.json cannot be read')
  const roots = ['index.ts', 'server.ts'].map((file) => join(source, file))
  const emitted = new Map<string, string>()
  const { diagnostics } = ts.createProgram(roots, config.options).emit(undefined, (file, text) => {
    emitted.set(relative(dist, file), text)
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

const RELATIVE = /((?:from|import)\s*\(?\s*)['"](\.[^'"]*)['"]/g

/** Node's resolution wants the extension that the sources leave out. */
function writeReachable(emitted: ReadonlyMap<string, string>): void {
  const waiting = ['index.d.ts', 'server.d.ts']
  const done = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue
    done.add(file)
    const text = emitted.get(file)
    if (text === undefined) throw new Error(`no declarations were made for ${file}`)
    const from = dirname(file)
    const rewritten = text.replace(RELATIVE, (_all, keyword: string, path: string) => {
      waiting.push(`${join(from, path)}.d.ts`)
      return `${keyword}'${path}.js'`
    })
    const target = join(dist, file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, rewritten)
  }
}

rmSync(dist, { recursive: true, force: true })
await bundle()
writeReachable(declarations())
console.log('built @holdfast/devnet')
