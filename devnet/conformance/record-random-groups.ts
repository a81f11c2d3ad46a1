import { writeVectors } from './vectors'
import type { Digests } from './ledger/digests'
import { digestsOf } from './ledger/digests'
import { BATCH, BATCHES, randomBatch } from './ledger/random-groups'
import { freshSalt, realNode } from './ledger/real'
import { play } from './ledger/scenarios'

/** Plays random groups on the node the environment names; the first argument is how many batches. */
const node = await realNode()
const salt = freshSalt()
const recorded: Digests[] = []
const batches = Number(process.argv[2] ?? BATCHES)
for (let batch = 0; batch < batches; batch++) {
  recorded.push(digestsOf(batch, await play(randomBatch(batch), node, salt)))
  writeVectors(`ledger-random-${node.protocol}`, recorded)
}
const succeeded = recorded.reduce((sum, r) => sum + r.succeeded, 0)
console.log(`${batches * BATCH} groups in ${batches} batches, ${succeeded} transactions or groups went through`)
