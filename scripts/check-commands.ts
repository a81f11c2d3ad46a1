/** Every command in the pages exists: npm scripts, files that are run, and our own binaries. */
import { existsSync, readFileSync } from 'node:fs'
import { blocksOf, conclude, proseOf, readPages, type Page } from './docs/pages'
import { repositoryFile } from './docs/repository'

type Manifest = { scripts?: Record<string, string>; bin?: Record<string, string> | string; name: string }
const manifest = (folder: string) =>
  JSON.parse(readFileSync(repositoryFile(`${folder}/package.json`), 'utf8')) as Manifest

const scripts = new Set(Object.keys(manifest('.').scripts ?? {}))
let checked = 0
const problems: string[] = []

for (const page of readPages()) {
  const inline = [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  const lines = blocksOf(page, ['sh', 'bash', 'console']).flatMap(({ code }) => code.split('\n'))
  for (const command of [...inline, ...lines].flatMap((line) => line.split('&&')).map((part) => part.trim())) {
    const problem = problemOf(command, page)
    if (problem === undefined) continue
    checked++
    if (problem !== '') problems.push(`${page.path}: \`${command}\` ${problem}`)
  }
}
conclude(`${checked} commands`, problems)

/** '' when the command exists, undefined when this is not a command of ours. */
function problemOf(command: string, { text }: Page): string | undefined {
  const npm = /^npm run (?:--silent )?([\w:-]+)(?:.*(?:--workspace[ =]|-w )(\w+))?/.exec(command)
  if (npm) {
    const [, script = '', folder] = npm
    const known = folder ? new Set(Object.keys(manifest(folder).scripts ?? {})) : scripts
    return known.has(script) ? '' : `is no script of ${folder ?? 'the'} package.json`
  }
  if (/^npm (ci|test|install)\b/.test(command)) return ''
  const file = /^(?:npx tsx|bash|node) ([\w./-]+)/.exec(command)?.[1]
  // A page may have the reader write a file first: `Put this into ...`.
  if (file !== undefined && text.includes(`into \`${file}\``)) return ''
  if (file !== undefined) return existsSync(repositoryFile(file)) ? '' : 'runs a file that does not exist'
  if (/^npx @holdfast\/devnet\b/.test(command))
    return manifest('devnet').bin ? '' : 'needs a "bin" in devnet/package.json'
  const algokit = /^algokit project run (\w+)/.exec(command)?.[1]
  if (algokit === undefined) return undefined
  const toml = existsSync(repositoryFile('.algokit.toml')) ? readFileSync(repositoryFile('.algokit.toml'), 'utf8') : ''
  return new RegExp(`^${algokit} *=|\\[project\\.run\\.${algokit}\\]`, 'm').test(toml) ? '' : 'is not in .algokit.toml'
}
