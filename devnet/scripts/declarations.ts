/**
 * Writes the declarations of a package into its dist/: those that can be reached from its entries, with the extensions that
 * Node's resolution wants and the sources leave out.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** `folder` is the package's, with src/ and dist/; entries are names of modules in src/. */
export function writeDeclarations(folder: string, entries: readonly string[]): void {
  const [source, dist] = [join(folder, 'src'), join(folder, 'dist')]
  writeReachable(entries, declarationsOf(source, dist, entries), dist)
}

/** Of all modules that the entries come to, by their path in src/. */
function declarationsOf(source: string, dist: string, entries: readonly string[]): Map<string, string> {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(repository, 'tsconfig.json'),
    { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: dist, rootDir: repository },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
  )
  if (!config) throw new Error('tsconfig.json cannot be read')
  const roots = entries.map((entry) => join(source, `${entry}.ts`))
  const emitted = new Map<string, string>()
  const prefix = join(dist, relative(repository, source))
  const { diagnostics } = ts.createProgram(roots, config.options).emit(undefined, (file, text) => {
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

function writeReachable(entries: readonly string[], emitted: ReadonlyMap<string, string>, dist: string): void {
  const waiting = entries.map((entry) => `${entry}.d.ts`)
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
