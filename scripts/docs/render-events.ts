import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { GENERATED, page, table } from './markdown'
import { repositoryFile } from './repository'

type Arc56Event = { name: string; args: { type: string; name: string }[] }
type Arc56 = { events: Arc56Event[]; methods: { name: string; events?: Arc56Event[] }[] }

const APPS = [
  { app: 'MilestoneProject', source: 'contracts/milestone-project/events.algo.ts' },
  { app: 'Protocol', source: 'contracts/protocol/events.algo.ts' },
] as const

/** Every event with its selector, fields and the methods that log it, from the ARC-56 files. */
export function renderEvents(): string {
  return page(
    GENERATED,
    '# Events',
    'One event per change, in the past tense (ARC-28). Those of an engagement begin with `freelancer` and `version`. Amounts are USDC base units, times unix seconds. From the events alone the whole state can be rebuilt: `events.reduce` in the SDK does it.',
    ...APPS.flatMap(({ app, source }) => {
      const spec = JSON.parse(text(`contracts/artifacts/${app}/${app}.arc56.json`)) as Arc56
      const comments = commentsOf(text(source))
      const events = [...spec.events].sort((a, b) => a.name.localeCompare(b.name))
      return [`## Of the ${app}`, ...events.map((event) => renderEvent(spec, event, comments.get(event.name)))]
    }),
  )
}

function text(path: string): string {
  return readFileSync(repositoryFile(path), 'utf8')
}

function renderEvent(spec: Arc56, event: Arc56Event, comment: string | undefined): string {
  const signature = `${event.name}(${event.args.map(({ type }) => type).join(',')})`
  const selector = createHash('sha512-256').update(signature).digest('hex').slice(0, 8)
  const loggedBy = spec.methods.filter((method) => method.events?.some(({ name }) => name === event.name))
  const names = loggedBy.map(({ name }) => `\`${name}\``).sort()
  const parts = [
    `### ${event.name}`,
    comment,
    `Selector \`${selector}\`, logged by ${names.join(', ')}.`,
    table(
      ['Field', 'Type'],
      event.args.map(({ name, type }) => [`\`${name}\``, `\`${type}\``]),
    ),
  ]
  return parts.filter((part) => part !== undefined).join('\n\n')
}

/** The JSDoc sentence above each event type of a contract. */
function commentsOf(source: string): Map<string, string> {
  const found = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export type (\w+)/g)
  return new Map(
    [...found].map(([, comment = '', name = '']) => [
      name,
      comment
        .split('\n')
        .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
        .join(' ')
        .trim(),
    ]),
  )
}
