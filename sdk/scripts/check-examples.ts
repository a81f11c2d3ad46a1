/**
 * Every public symbol has a sentence, every public value an example (its own, or one that uses it), and every example
 * compiles against the sources with the compiler options of the repository.
 */
import { join } from 'node:path'
import ts from 'typescript'
import { here } from './lib/generated'

const repository = here('../..')
const entries = ['index.ts', 'deploy.ts', 'testing.ts'].map((file) => here(`../src/${file}`))
const config = ts.getParsedCommandLineOfConfigFile(
  join(repository, 'tsconfig.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  },
)
if (!config) throw new Error('tsconfig.json cannot be read')

interface Example {
  symbol: string
  code: string
}

const problems: string[] = []
const examples: Example[] = []
const values: string[] = []

function collect(): void {
  const program = ts.createProgram(entries, config?.options ?? {})
  const checker = program.getTypeChecker()
  for (const entry of entries) {
    const source = program.getSourceFile(entry)
    const module = source && checker.getSymbolAtLocation(source)
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      const name = exported.getName()
      if (ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() === '') {
        problems.push(`${name} has no sentence`)
      }
      if (symbol.flags & ts.SymbolFlags.Value) values.push(name)
      const tags = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'example')
      for (const tag of tags) {
        const code = /```ts\n([\s\S]*?)```/.exec(ts.displayPartsToString(tag.text))?.[1]
        if (code) examples.push({ symbol: name, code })
        else problems.push(`the example of ${name} is no ts block`)
      }
    }
  }
}

/** The examples as files that exist in memory only, where the imports of the repository resolve. */
function compile(): void {
  const files = new Map(examples.map(({ symbol, code }, i) => [here(`../src/example-${i}-${symbol}.ts`), code]))
  const host = ts.createCompilerHost(config?.options ?? {})
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.readFile = (file) => files.get(file) ?? readFile(file)
  host.getSourceFile = (file, target, ...rest) => {
    const code = files.get(file)
    return code === undefined ? getSourceFile(file, target, ...rest) : ts.createSourceFile(file, code, target)
  }
  const program = ts.createProgram([...files.keys()], { ...config?.options, noEmit: true }, host)
  for (const file of files.keys()) {
    const source = program.getSourceFile(file)
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    for (const { messageText } of diagnostics) {
      problems.push(`${file.split('/').at(-1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
    }
  }
}

collect()
compile()
const used = new Set(examples.flatMap(({ symbol, code }) => [symbol, ...(code.match(/\w+/g) ?? [])]))
for (const name of values) if (!used.has(name)) problems.push(`${name} is in no example`)
for (const problem of problems) console.error(problem)
console.log(`${examples.length} examples compiled, ${values.length} values and their types described`)
if (problems.length > 0) process.exitCode = 1
