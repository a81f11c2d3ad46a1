import { fail } from '../errors'
import type { Handler, Machine } from '../machine'

function scratchIndex(index: bigint): number {
  return index < 256n ? Number(index) : fail(`invalid Scratch index ${index}`)
}

function pushEarlierScratch(m: Machine, op: string, groupIndex: bigint, slot: bigint): void {
  const size = m.group.txns.length
  if (groupIndex >= BigInt(size)) fail(`${op} lookup TxnGroup[${groupIndex}] but it only has ${size}`)
  if (slot >= 256n) fail(`${op} scratch index >= 256 (${slot})`)
  const index = Number(groupIndex)
  if (m.group.txns[index]!.txn.type !== 'appl') {
    fail(`can't use ${op} on non-app call txn with index ${index}`)
  }
  if (index === m.groupIndex) fail(`can't use ${op} on self, use load instead`)
  if (index > m.groupIndex) fail(`${op} can't get future scratch space from txn with index ${index}`)
  // A clear state program that failed left none behind.
  m.push(m.group.scratches[index]?.[Number(slot)] ?? 0n)
}

function pushCreatedId(m: Machine, op: string, groupIndex: bigint): void {
  const size = m.group.txns.length
  if (groupIndex >= BigInt(size)) fail(`${op} lookup TxnGroup[${groupIndex}] but it only has ${size}`)
  const index = Number(groupIndex)
  if (index > m.groupIndex)
    fail(`${op} can't get creatable ID of txn ahead of the current one (index ${index}) in the transaction group`)
  if (index === m.groupIndex) {
    fail(
      `${op} is only for accessing creatable IDs of previous txns, ` +
        "use `global CurrentApplicationID` instead to access the current app's creatable ID",
    )
  }
  const { type } = m.group.txns[index]!.txn
  const applied = m.group.applied[index]
  if (type !== 'appl' && type !== 'acfg') {
    fail(`can't use ${op} on txn that is not an app call nor an asset config txn with index ${index}`)
  }
  const id = applied?.applicationId || applied?.configAsset
  if (!id) fail(`${op}: index ${index} did not create anything`)
  m.push(id)
}

export const scratchOps: Record<string, Handler> = {
  load: (m, { imm }) => m.push(m.scratch[imm[0]!]!),
  store: (m, { imm }) => {
    m.scratch[imm[0]!] = m.pop()
  },
  loads: (m) => m.push(m.scratch[scratchIndex(m.popInt())]!),
  stores: (m) => {
    const value = m.pop()
    m.scratch[scratchIndex(m.popInt())] = value
  },
  gload: (m, { imm }) => pushEarlierScratch(m, 'gload', BigInt(imm[0]!), BigInt(imm[1]!)),
  gloads: (m, { imm }) => pushEarlierScratch(m, 'gloads', m.popInt(), BigInt(imm[0]!)),
  gloadss: (m) => {
    const slot = m.popInt()
    pushEarlierScratch(m, 'gloadss', m.popInt(), slot)
  },
  gaid: (m, { imm }) => pushCreatedId(m, 'gaid', BigInt(imm[0]!)),
  gaids: (m) => pushCreatedId(m, 'gaids', m.popInt()),
}
