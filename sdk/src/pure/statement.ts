import { InputError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { HASH_BYTES } from './constants'
import type { Hashable } from './hash'
import { hashOf } from './hash'

/** Evidence and a note, as several verbs take them. */
export interface Statement {
  /** what is delivered or claimed: text, bytes or a file, hashed for you; or the hash itself */
  evidence?: Hashable | { readonly hash: Uint8Array }
  /** up to 256 bytes: a note, or the address where the evidence is */
  note?: string
}

/** The 32 bytes that go on chain; zero where nothing was said. */
export async function evidenceHash(evidence: Statement['evidence']): Promise<Uint8Array> {
  if (evidence === undefined) return new Uint8Array(HASH_BYTES)
  if (typeof evidence === 'string' || evidence instanceof Uint8Array || evidence instanceof Blob)
    return hashOf(evidence)
  const { hash } = Object(evidence) as { hash?: Uint8Array }
  if (!(hash instanceof Uint8Array) || hash.length !== HASH_BYTES) {
    throw new InputError(REASONS.noHash, REASONS.hashInstead)
  }
  return hash
}

/** A statement as it goes on chain. */
export async function statementOf({ evidence, note = '' }: Statement = {}): Promise<{
  evidence: Uint8Array
  note: string
}> {
  return { evidence: await evidenceHash(evidence), note }
}
