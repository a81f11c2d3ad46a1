/** Every link between the pages of this repository leads somewhere, anchors included. */
import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { conclude, proseOf, readPages, type Page } from './docs/pages'
import { repositoryFile } from './docs/repository'

const pages = new Map(readPages().map((page) => [page.path, page]))
let checked = 0
const problems: string[] = []

for (const page of pages.values()) {
  for (const [, target = ''] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
    checked++
    const problem = problemOf(page, target)
    if (problem) problems.push(`${page.path}: ${target} ${problem}`)
  }
}
conclude(`${checked} links on ${pages.size} pages`, problems)

function problemOf(from: Page, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return target.startsWith('https://') ? undefined : 'is not https'
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from.path : normalize(join(dirname(from.path), path))
  if (file.startsWith('..')) return 'leaves the repository'
  if (!existsSync(repositoryFile(file))) return 'does not exist'
  const page = pages.get(file)
  if (anchor === undefined || !page) return undefined
  return anchorsOf(page).has(anchor) ? undefined : 'has no such heading'
}

/** What GitHub makes of the headings of a page. */
function anchorsOf(page: Page): Set<string> {
  const headings = [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  )
}
