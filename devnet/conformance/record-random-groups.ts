import { readVectors, writeVectors } from './vectors'
import type { Digests } from './ledger/digests'
import { digestsOf } from './ledger/digests'
import { embedded } from './ledger/embedded'
import { BATCH, BATCHES, randomBatch } from './ledger/random-groups'
import { freshSalt, realNode } from './ledger/real'
import { play } from './ledger/scenarios'

/**
 * Plays random groups on the node the environment names. The first argument is how many batches; with a second one,
 * `changed`, only those whose recording the embedded chain no longer reproduces.
 */
const node = await realNode()
const salt = freshSalt()
const batches = Number(process.argv[2] ?? BATCHES)
const file = `ledger-random-${node.protocol}`
const recorded: Digests[] = process.argv[3] === 'changed' ? readVectors<Digests>(file) : []

async function stillRight(batch: number): Promise<boolean> {
  const old = recorded[batch]
  if (!old) return false
  const replayed = digestsOf(batch, await play(randomBatch(batch), embedded(node.protocol), new Uint8Array(32)))
  return JSON.stringify(replayed) === JSON.stringify(old)
}

for (let batch = 0; batch < batches; batch++) {
  if (await stillRight(batch)) continue
  recorded[batch] = digestsOf(batch, await play(randomBatch(batch), node, salt))
  console.log(`batch ${batch}`)
}
writeVectors(file, recorded)
const succeeded = recorded.reduce((sum, r) => sum + r.succeeded, 0)
console.log(`${recorded.length * BATCH} groups in ${recorded.length} batches, ${succeeded} steps went through`)
