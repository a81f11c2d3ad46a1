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

/** The codes of each class of error. */
export const ERROR_FAMILIES = ${JSON.stringify(Object.fromEntries(families), undefined, 2)} as const

/** The classes of contract errors. */
export type ErrorFamily = keyof typeof ERROR_FAMILIES

/** The codes of one class. */
export type CodesOf<F extends ErrorFamily> = (typeof ERROR_FAMILIES)[F][number]
`,
)
