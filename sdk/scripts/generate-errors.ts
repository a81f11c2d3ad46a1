/** Writes src/generated/errors.ts from the codes and sentences of the contracts. `--check` only compares. */
import { readFileSync } from 'node:fs'
import { ERROR_SENTENCES } from '@holdfast/contracts/shared/errors'
import { emitGenerated, here } from './lib/generated'

/** The headings of contracts/shared/error-codes.ts, and the class each becomes. */
const FAMILIES: Record<string, string> = {
  'Who is calling': 'CallerError',
  'The project': 'ProjectError',
  'The engagement': 'EngagementError',
  'The milestone': 'MilestoneError',
  Time: 'TimeError',
  'Terms, amounts and evidence': 'TermsError',
  Settlements: 'SettlementError',
  'Credits and fees': 'CreditError',
  'The Protocol': 'ProtocolError',
}

function codesByFamily(source: string): Map<string, string[]> {
  const families = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of source.split('\n')) {
    const heading = /^\/\/ (.+)$/.exec(line)?.[1]
    const family = heading && FAMILIES[heading]
    if (heading && !family) throw new Error(`errors: no class is named for the heading "${heading}"`)
    if (family) families.set(family, (current = []))
    const code = /^export const ERR_\w+ = '(\w+)'/.exec(line)?.[1]
    if (code && !current) throw new Error(`errors: ${code} stands under no heading`)
    if (code) current?.push(code)
  }
  return families
}

const families = codesByFamily(readFileSync(here('../../contracts/shared/error-codes.ts'), 'utf8'))
const known = [...families.values()].flat()
const missing = [
  ...Object.keys(ERROR_SENTENCES).filter((code) => !known.includes(code)),
  ...known.filter((code) => !(code in ERROR_SENTENCES)),
]
if (missing.length > 0) throw new Error(`errors: codes and sentences differ: ${missing.join(', ')}`)

/** A sentence says what happened, then what to do: `What happened: what to do.` */
function split(sentence: string): [happened: string, remedy: string] {
  const [, happened, remedy = ''] = /^(.+?): (.+)/.exec(sentence) ?? []
  if (!happened) throw new Error(`errors: "${sentence}" does not say what to do, behind a colon`)
  return [`${happened}.`, remedy.charAt(0).toUpperCase() + remedy.slice(1)]
}

const rows = [...families.values()].flatMap((codes, family) =>
  codes.map((code) => [code, [family, ...split(ERROR_SENTENCES[code as keyof typeof ERROR_SENTENCES])]]),
)

emitGenerated(
  '../src/generated/errors.ts',
  `/**
 * What happened, why, and what to do next, by code.
 * @example
 * \`\`\`ts
 * import { ERROR_SENTENCES } from '@holdfast/sdk'
 * console.log(ERROR_SENTENCES.versionConflict)
 * \`\`\`
 */
export const ERROR_SENTENCES = ${JSON.stringify(ERROR_SENTENCES, undefined, 2)} as const

/** A code a call can fail with (ARC-65, logged as \`ERR:<code>\`). */
export type ErrorCode = keyof typeof ERROR_SENTENCES

/** The classes of the codes. */
export const ERROR_FAMILIES = ${JSON.stringify([...families.keys()])} as const

/** The class of each code by its place among them, what happened, and what to do next. */
export const ERRORS = ${JSON.stringify(Object.fromEntries(rows), undefined, 2)} as const

/** The classes of contract errors. */
export type ErrorFamily = (typeof ERROR_FAMILIES)[number]

/** The codes of one class. */
export type CodesOf<F extends ErrorFamily> = {
  [C in ErrorCode]: (typeof ERROR_FAMILIES)[(typeof ERRORS)[C][0]] extends F ? C : never
}[ErrorCode]
`,
)
