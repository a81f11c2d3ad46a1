import { readdirSync, readFileSync } from 'node:fs'
import { repositoryFile } from './repository'

export type Page = { path: string; text: string }

/** Every Markdown page a reader can reach: those at the root, of the packages, and under docs/. */
export function readPages(): Page[] {
  const packages = ['sdk', 'devnet', 'contracts', 'tests', 'examples'].flatMap((folder) =>
    markdownIn(folder).map((name) => `${folder}/${name}`),
  )
  const docs = readdirSync(repositoryFile('docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
  const paths = [...markdownIn('.'), 'llms.txt', ...packages, ...docs].sort()
  return paths.map((path) => ({ path, text: readFileSync(repositoryFile(path), 'utf8') }))
}

function markdownIn(folder: string): string[] {
  return readdirSync(repositoryFile(folder)).filter((name) => name.endsWith('.md'))
}

/** The fenced blocks of a page in one of these languages, with the line each begins on. */
export function blocksOf({ text }: Page, languages: readonly string[]): { code: string; line: number }[] {
  return [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, language = '']) => languages.includes(language))
    .map((match) => ({ code: match[2] ?? '', line: text.slice(0, match.index).split('\n').length }))
}

/** The page without its fenced blocks. */
export function proseOf({ text }: Page): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '')
}

/** Prints what is wrong and fails, or says how much was checked. */
export function conclude(checked: string, problems: readonly string[]): void {
  for (const problem of problems) console.error(problem)
  console.log(`${checked}, ${problems.length} wrong`)
  if (problems.length > 0) process.exitCode = 1
}
