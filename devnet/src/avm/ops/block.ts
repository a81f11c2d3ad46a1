import { fieldGroup } from '../../protocol/ops'
import { fail } from '../errors'
import type { BlockView, Value } from '../host'
import type { Handler, Machine } from '../machine'

const FIELDS = fieldGroup('block').byNumber

/** A header a program may look at: of the rounds before its first valid one, as far back as transactions live. */
export function pastBlock(m: Machine, round: bigint): BlockView {
  const { firstValid, lastValid } = m.txn
  const reach = m.group.shared.params.maxTxnLife + 1n
  const first = lastValid > reach ? lastValid - reach : 1n
  const last = firstValid > 0n ? firstValid - 1n : 0n
  if (round < first || round > last) fail(`round ${round} is not available. It's outside [${first}-${last}]`)
  return m.host.block(round) ?? fail(`no block ${round} in this chain's history`)
}

function blockField(block: BlockView, name: string): Value {
  if (name === 'BlkSeed') return block.seed
  if (name === 'BlkTimestamp') return block.timestamp
  return block.fields[name] ?? fail(`invalid block field ${name}`)
}

export const blockOps: Record<string, Handler> = {
  block: (m, { imm }) => {
    const round = m.popInt()
    const block = pastBlock(m, round)
    const field = FIELDS[imm[0]!]
    if (!field || field.since > m.version) fail(`invalid block field ${field?.name ?? imm[0]}`)
    m.push(blockField(block, field.name))
  },
}
