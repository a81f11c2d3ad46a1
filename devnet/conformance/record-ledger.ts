import { writeVectors } from './vectors'
import { freshSalt, realNode } from './ledger/real'
import type { Recorded } from './ledger/scenarios'
import { play, scenariosFor } from './ledger/scenarios'

/** Plays every ledger scenario on the node the environment names, and keeps what it did. */
const node = await realNode()
const salt = freshSalt()
const recorded: Recorded[] = []
for (const scenario of scenariosFor(node.protocol)) recorded.push(await play(scenario, node, salt))
writeVectors(`ledger-${node.protocol}`, recorded)
console.log(`${recorded.length} scenarios, ${recorded.reduce((sum, r) => sum + r.steps.length, 0)} steps`)
