/**
 * Accounts that a test does not care about are random, and a run has to be the same each time: here chance is drawn
 * from SEED and the name of the test file. Another SEED gives other accounts, to look for tests that depend on them.
 * A node remembers the accounts of earlier runs, so on it they stay as random as they are.
 */
import { createHash } from 'node:crypto'
import crypto from 'node:crypto'
import { relative } from 'node:path'
import { expect } from 'vitest'
import { createRandom } from '../engine/random'
import { CHAIN, SEED } from '../engine/settings'

function seedOf(file: string): number {
  return createHash('sha256').update(`${SEED} ${file}`).digest().readUInt32BE()
}

function drawFrom(seed: number): void {
  const random = createRandom(seed)
  const fill = <T extends ArrayBufferView | null>(array: T): T => {
    if (array) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(random.bytes(array.byteLength))
    return array
  }
  // algosdk's keys come from the one, those of newer libraries from the other.
  crypto.randomBytes = ((size: number) => Buffer.from(random.bytes(size))) as typeof crypto.randomBytes
  globalThis.crypto.getRandomValues = fill
}

if (CHAIN === 'devnet') drawFrom(seedOf(relative(process.cwd(), expect.getState().testPath ?? '')))
