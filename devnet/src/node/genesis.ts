import { addressText, hashOf, parseAddress } from '../protocol/address'
import { Writer } from '../protocol/msgpack'
import type { ConsensusParams } from '../protocol/params'
import type { Bytes } from '../protocol/txn'
import { bool, field, list, struct, text, uint } from '../ledger/wire'
import type { Account, State } from '../ledger/state'
import { EMPTY_ACCOUNT, EMPTY_STATE, key } from '../ledger/state'

export type GenesisAccount = { address: Bytes; comment: string; microAlgos: bigint; online?: boolean }

export type GenesisSpec = {
  network?: string
  id?: string
  accounts?: GenesisAccount[]
  /** the hash of another chain's genesis, to accept transactions that were signed for it */
  hash?: Bytes
}

export type Genesis = {
  /** network and id joined: "dockernet-v1" */
  id: string
  hash: Bytes
  /** what GET /genesis answers, as text */
  json: string
  feeSink: Bytes
  rewardsPool: Bytes
  accounts: GenesisAccount[]
}

/** The two accounts every LocalNet has; nobody knows a key for either. */
const FEE_SINK = 'A7NMWS3NT3IUDMLVO26ULGXGIIOUQ3ND2TXSER6EBGRZNOBOUIQXHIBGDE'
const REWARDS_POOL = '7777777777777777777777777777777777777777777777777774MSJUVU'
const SPECIAL_BALANCE = 100_000n

const OFFLINE = 0n
const ONLINE = 1n
const NOT_PARTICIPATING = 2n

type Allocation = { addr: string; comment: string; state: { algo: bigint; onl: bigint } }
type Wire = {
  alloc: Allocation[]
  devmode: boolean
  fees: string
  id: string
  network: string
  proto: string
  rwd: string
}

const wire = struct<Wire>(
  () => ({ alloc: [], devmode: false, fees: '', id: '', network: '', proto: '', rwd: '' }),
  [
    field(
      'alloc',
      'alloc',
      list(
        struct<Allocation>(
          () => ({ addr: '', comment: '', state: { algo: 0n, onl: OFFLINE } }),
          [
            field('addr', 'addr', text),
            field('comment', 'comment', text),
            field(
              'state',
              'state',
              struct(() => ({ algo: 0n, onl: OFFLINE }), [field('algo', 'algo', uint), field('onl', 'onl', uint)]),
            ),
          ],
        ),
      ),
    ),
    field('devmode', 'devmode', bool),
    field('fees', 'fees', text),
    field('id', 'id', text),
    field('network', 'network', text),
    field('proto', 'proto', text),
    field('rwd', 'rwd', text),
  ],
)

export function makeGenesis(params: ConsensusParams, spec: GenesisSpec = {}): Genesis {
  const { network = 'dockernet', id = 'v1', accounts = [] } = spec
  const content: Wire = {
    alloc: [
      { addr: REWARDS_POOL, comment: 'RewardsPool', state: { algo: SPECIAL_BALANCE, onl: NOT_PARTICIPATING } },
      { addr: FEE_SINK, comment: 'FeeSink', state: { algo: SPECIAL_BALANCE, onl: NOT_PARTICIPATING } },
      ...accounts.map((a) => ({
        addr: addressText(a.address),
        comment: a.comment,
        state: { algo: a.microAlgos, onl: a.online ? ONLINE : OFFLINE },
      })),
    ],
    devmode: true,
    fees: FEE_SINK,
    id,
    network,
    proto: params.url,
    rwd: REWARDS_POOL,
  }
  const w = new Writer()
  wire.write(w, content)
  return {
    id: `${network}-${id}`,
    hash: spec.hash ?? hashOf('GE', w.bytesSoFar()),
    json: jsonOf(content),
    feeSink: parseAddress(FEE_SINK)!,
    rewardsPool: parseAddress(REWARDS_POOL)!,
    accounts,
  }
}

/** Zero fields are left out, as everywhere on the chain. Amounts are written as numbers of any size. */
function jsonOf(content: Wire): string {
  const replacer = (_: string, value: unknown) => (typeof value === 'bigint' ? `#${value}#` : value)
  const alloc = content.alloc.map(({ state, ...rest }) => ({
    ...rest,
    state: { ...(state.algo ? { algo: state.algo } : {}), ...(state.onl ? { onl: state.onl } : {}) },
  }))
  return JSON.stringify({ ...content, alloc }, replacer, 2).replace(/"#(\d+)#"/g, '$1')
}

/** The ledger before the first block. Ids up to 255 are reserved for slots, so counting starts at 1,000. */
export function genesisState(genesis: Genesis): State {
  let { accounts } = EMPTY_STATE
  const put = (address: Bytes, account: Account) => {
    accounts = accounts.set(key.address(address), account)
  }
  for (const special of [genesis.feeSink, genesis.rewardsPool]) {
    put(special, { ...EMPTY_ACCOUNT, balance: SPECIAL_BALANCE, status: 'NotParticipating' })
  }
  for (const a of genesis.accounts) {
    put(a.address, { ...EMPTY_ACCOUNT, balance: a.microAlgos, status: a.online ? 'Online' : 'Offline' })
  }
  return { ...EMPTY_STATE, accounts, txnCounter: 1_000n }
}

/** The genesis block commits to an empty list of transactions: one msgpack byte. */
export function genesisCommitment(): Bytes {
  return hashOf('PF', new Uint8Array([0x90]))
}
