import { readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'

/** Vector files: JSON with one record a line, so that a new recording shows as a readable difference. */

const fileOf = (name: string): URL => new URL(`./vectors/${name}.json`, import.meta.url)

export function readVectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as T[]
}

export function writeVectors(name: string, records: readonly unknown[]): void {
  writeFileSync(fileOf(name), `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`)
}

const LONGEST_KEPT = 2_000

/** Long texts are kept as their hash: enough to compare, and the source to look at is at hand. */
export function compact(text: string): string {
  if (text.length <= LONGEST_KEPT) return text
  return `#${createHash('sha256').update(text).digest('hex')}`
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
