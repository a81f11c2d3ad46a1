/**
 * Writes the pages that follow from the code: errors, events, one page per verb, and llms.txt.
 * With --check it writes nothing and fails when a page is not what the code says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { renderErrors } from './docs/render-errors'
import { renderEvents } from './docs/render-events'
import { renderLlms } from './docs/render-llms'
import { renderVerb, renderVerbIndex } from './docs/render-verbs'
import { repositoryFile } from './docs/repository'
import { VERBS } from './docs/verbs'

const pages = new Map<string, string>([
  ['docs/errors.md', renderErrors()],
  ['docs/events.md', renderEvents()],
  ['docs/verbs/index.md', renderVerbIndex()],
  ...VERBS.map((verb) => [`docs/verbs/${verb.verb}.md`, renderVerb(verb)] as const),
  ['llms.txt', renderLlms()],
])

const check = process.argv.includes('--check')
const stale: string[] = []
for (const [path, content] of pages) {
  const file = repositoryFile(path)
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue
  stale.push(path)
  if (check) continue
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

if (check && stale.length > 0) {
  console.error(`Not what the code says: ${stale.join(', ')}\nRun \`npm run docs\` and commit the result.`)
  process.exitCode = 1
} else {
  console.log(`${pages.size} pages, ${stale.length} ${check ? 'stale' : 'written'}`)
}
