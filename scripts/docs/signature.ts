import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { repositoryFile } from './repository'

const ACTIONS = repositoryFile('sdk/src/actions')
const sources = new Map(
  readdirSync(ACTIONS)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => [
      name,
      ts.createSourceFile(name, readFileSync(`${ACTIONS}/${name}`, 'utf8'), ts.ScriptTarget.ESNext),
    ]),
)

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
  const declared = source.statements.filter(
    (node) => ts.isInterfaceDeclaration(node) && /(Options|Parameters)$/.test(node.name.text),
  )
  return declared.length === 0 ? undefined : declared.map((node) => textOf(source, node)).join('\n\n')
}

/** The declaration without `export` and the comment above it: the members keep theirs. */
function textOf(source: ts.SourceFile, node: ts.Node): string {
  return source.text.slice(node.getStart(source), node.end).replace(/^export /, '')
}
