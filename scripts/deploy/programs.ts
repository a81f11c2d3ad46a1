import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { repositoryFile } from '../docs/repository'

type Schema = { ints: number; bytes: number }
type Arc56 = {
  byteCode?: { approval: string; clear: string }
  state: { schema: { global: Schema; local: Schema } }
}

/** The programs of a contract as they were compiled, and the hash its template is sealed with. */
export function programsOf(contract: 'Protocol' | 'MilestoneProject') {
  const path = repositoryFile(`contracts/artifacts/${contract}/${contract}.arc56.json`)
  const { byteCode, state } = JSON.parse(readFileSync(path, 'utf8')) as Arc56
  if (!byteCode) throw new Error(`${path} has no programs: run \`npm run build:contracts\``)
  const approval = new Uint8Array(Buffer.from(byteCode.approval, 'base64'))
  const clear = new Uint8Array(Buffer.from(byteCode.clear, 'base64'))
  return { approval, clear, schema: state.schema, templateHash: templateHashOf(approval, clear) }
}

/** An approval program in the pages of 4,096 bytes in which the Protocol keeps it. */
export const PAGE_SIZE = 4_096

/** SHA-256(SHA-256(first page) + SHA-256(second page) + SHA-256(clear program)), as `sealTemplate` computes it. */
export function templateHashOf(approval: Uint8Array, clear: Uint8Array): Uint8Array {
  const pages = [approval.subarray(0, PAGE_SIZE), approval.subarray(PAGE_SIZE), clear]
  return sha256(Buffer.concat(pages.map(sha256)))
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0
}
