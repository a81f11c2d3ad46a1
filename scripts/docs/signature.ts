import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { repositoryFile } from './repository'

const SDK = repositoryFile('sdk/src')
const parsed = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(`${SDK}/${path}`, 'utf8'), ts.ScriptTarget.ESNext)

const sources = new Map(
  readdirSync(`${SDK}/actions`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => [name, parsed(`actions/${name}`)]),
)
/** What the options of several verbs have in common. Those of all verbs are a section of signing.md. */
const SHARED = new Map([
  ['FreelancerOptions', parsed('internal/rejoin.ts')],
  ['Statement', parsed('pure/statement.ts')],
])

function sourceOf(verb: string): ts.SourceFile {
  const source = sources.get(`${verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`)
  if (!source) throw new Error(`the SDK has no action ${verb}`)
  return source
}

/** The codes that the SDK's own documentation of a verb lists. */
export function codesOf(verb: string): string[] {
  const [, list = ''] = /Codes:([\s\S]*?)(?:\* @|\*\/)/.exec(sourceOf(verb).text) ?? []
  return list.match(/\b[a-z]+[A-Z]\w+\b/g) ?? []
}

/** The options of a verb, as the SDK declares them with their comments; undefined when it takes none of its own. */
export function optionsOf(verb: string): string | undefined {
  const source = sourceOf(verb)
  const own = interfacesIn(source).filter(({ name }) => /(Options|Parameters)$/.test(name.text))
  if (own.length === 0) return undefined
  const heritage = own.map((node) => (node.heritageClauses ?? []).map((clause) => clause.getText(source)).join(' '))
  const shared = [...SHARED].filter(([name]) => heritage.some((text) => text.includes(name)))
  return [
    ...own.map((node) => textOf(source, node)),
    ...shared.flatMap(([name, file]) =>
      interfacesIn(file)
        .filter((node) => node.name.text === name)
        .map((node) => textOf(file, node)),
    ),
  ].join('\n\n')
}

function interfacesIn(source: ts.SourceFile): ts.InterfaceDeclaration[] {
  return source.statements.filter(ts.isInterfaceDeclaration)
}

/** The declaration without `export` and the comment above it: the members keep theirs. */
function textOf(source: ts.SourceFile, node: ts.Node): string {
  return source.text.slice(node.getStart(source), node.end).replace(/^export /, '')
}
