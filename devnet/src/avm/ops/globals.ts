import { fieldGroup } from '../../protocol/ops'
import { ZERO_ADDRESS } from '../../protocol/txn'
import { fail } from '../errors'
import type { Value } from '../host'
import type { Handler, Machine } from '../machine'

const FIELDS = fieldGroup('global').byNumber

const ALGO = 1_000_000n
/** what a block of AVM 11's protocol pays its proposer for, as `global` shows it; the same in v41 and v42 */
const PAYOUTS = { goOnlineFee: 2n * ALGO, percent: 50n, minBalance: 30_000n * ALGO, maxBalance: 70_000_000n * ALGO }

const VALUES: Readonly<Record<string, (m: Machine) => Value>> = {
  MinTxnFee: (m) => m.group.shared.params.minTxnFee,
  MinBalance: (m) => m.group.shared.params.minBalance,
  MaxTxnLife: (m) => m.group.shared.params.maxTxnLife,
  ZeroAddress: () => ZERO_ADDRESS,
  GroupSize: (m) => BigInt(m.group.txns.length),
  LogicSigVersion: (m) => BigInt(m.group.shared.params.avmVersion),
  Round: (m) => m.host.round,
  LatestTimestamp: (m) => m.host.latestTimestamp,
  CurrentApplicationID: (m) => m.app.id,
  CreatorAddress: (m) => m.host.app(m.app.id)?.creator ?? ZERO_ADDRESS,
  CurrentApplicationAddress: (m) => m.app.address,
  GroupID: (m) => m.txn.group,
  OpcodeBudget: (m) => BigInt(m.budgetLeft),
  CallerApplicationID: (m) => m.group.caller?.app.id ?? 0n,
  CallerApplicationAddress: (m) => m.group.caller?.app.address ?? ZERO_ADDRESS,
  // An asset costs its creator, and its holder, one base minimum balance.
  AssetCreateMinBalance: (m) => m.group.shared.params.minBalance,
  AssetOptInMinBalance: (m) => m.group.shared.params.minBalance,
  GenesisHash: (m) => m.host.genesisHash,
  PayoutsEnabled: () => 1n,
  PayoutsGoOnlineFee: () => PAYOUTS.goOnlineFee,
  PayoutsPercent: () => PAYOUTS.percent,
  PayoutsMinBalance: () => PAYOUTS.minBalance,
  PayoutsMaxBalance: () => PAYOUTS.maxBalance,
}

export const globalOps: Record<string, Handler> = {
  global: (m, { imm }) => {
    const field = FIELDS[imm[0]!]
    if (!field || field.since > m.version) fail(`invalid global field ${field?.name ?? `GlobalField(${imm[0]})`}`)
    if (field.mode === 'app' && m.mode !== 'app') fail(`global[${field.name}] not allowed in current mode`)
    m.push(VALUES[field.name]!(m))
  },
}
