import { appAddress } from '../../src/protocol/address'
import { equal, uint64, utf8 } from '../../src/protocol/bytes'
import type { AssetParams, Bytes, Txn } from '../../src/protocol/txn'
import { ZERO_ADDRESS } from '../../src/protocol/txn'
import { Random } from '../random'
import type { Key } from './backend'
import type { Scenario } from './scenario'
import { APPROVE, scenario, switchboard, teal } from './scenario'
import type { Sendable, World } from './world'

/** Random groups come in batches, each on fresh accounts: a difference is found and told within one. */
export const BATCH = 50
export const BATCHES = 40
const SEED = 20_261_121

const inner = (body: string) => `itxn_begin; ${body}; itxn_submit; int 1; return`
const transfer = 'int axfer; itxn_field TypeEnum; txna Assets 0; itxn_field XferAsset'

/** Every kind of thing an app does to the ledger, with the second argument to vary it. */
const ACTIONS: Record<string, string> = {
  gput: 'byte "g"; txna ApplicationArgs 1; app_global_put; int 1; return',
  gnum: 'txna ApplicationArgs 1; int 5; app_global_put; int 1; return',
  gdel: 'byte "g"; app_global_del; int 1; return',
  lput: 'txn Sender; byte "l"; txna ApplicationArgs 1; app_local_put; int 1; return',
  lnum: 'txna Accounts 1; txna ApplicationArgs 1; int 6; app_local_put; int 1; return',
  ldel: 'txn Sender; byte "l"; app_local_del; int 1; return',
  bnew: 'byte "box"; txna ApplicationArgs 1; btoi; box_create; pop; int 1; return',
  bput: 'txna ApplicationArgs 1; txna ApplicationArgs 1; box_put; int 1; return',
  bdel: 'byte "box"; box_del; itob; log; int 1; return',
  bsize: 'byte "box"; txna ApplicationArgs 1; btoi; box_resize; int 1; return',
  ipay: inner(
    'int pay; itxn_field TypeEnum; txn Sender; itxn_field Receiver; txna ApplicationArgs 1; btoi; itxn_field Amount',
  ),
  ifree: inner(
    'int pay; itxn_field TypeEnum; int 0; itxn_field Fee; txna Accounts 1; itxn_field Receiver; txna ApplicationArgs 1; btoi; itxn_field Amount',
  ),
  ioptin: inner(`${transfer}; global CurrentApplicationAddress; itxn_field AssetReceiver`),
  isend: inner(
    `${transfer}; txn Sender; itxn_field AssetReceiver; txna ApplicationArgs 1; btoi; itxn_field AssetAmount`,
  ),
  iclose: inner(`${transfer}; txna Accounts 1; itxn_field AssetCloseTo`),
  imake: inner('int acfg; itxn_field TypeEnum; txna ApplicationArgs 1; btoi; itxn_field ConfigAssetTotal'),
  icall: inner(
    'int appl; itxn_field TypeEnum; txna Applications 1; itxn_field ApplicationID; byte "log"; itxn_field ApplicationArgs; txna ApplicationArgs 1; itxn_field ApplicationArgs',
  ),
  log: 'txna ApplicationArgs 1; log; int 1; return',
  info: 'txn Sender; balance; itob; log; txn Sender; min_balance; itob; log; int 1; return',
  holds: 'txn Sender; txna Assets 0; asset_holding_get AssetBalance; pop; itob; log; int 1; return',
  total: 'txna Assets 0; asset_params_get AssetTotal; pop; itob; log; int 1; return',
  fail: 'int 0; assert',
  no: 'int 0; return',
}
const NAMES = Object.keys(ACTIONS)
const PROGRAM = switchboard(ACTIONS, 'int 1', 12)
const CLEARS = [APPROVE, teal('int 0'), teal('byte "g"; int 1; app_global_put; int 1'), teal('err')]

type Cast = { people: Key[]; assets: bigint[]; apps: bigint[]; signers: Map<string, Key>; owners: Map<bigint, Key> }

class Groups {
  private notes = 0
  constructor(
    private readonly w: World,
    private readonly r: Random,
    private readonly cast: Cast,
  ) {}

  private who(): Key {
    return this.r.pick(this.cast.people)
  }

  private address(): Bytes {
    const { apps } = this.cast
    if (this.r.chance(0.15)) return appAddress(this.r.pick(apps))
    // Never the zero address: on a node it keeps what earlier batches sent there.
    return this.r.chance(0.02) ? this.w.key('nobody').address : this.who().address
  }

  private asset(): bigint {
    return this.r.chance(0.02) ? 999_999_999n : this.r.pick(this.cast.assets)
  }

  private amount(): bigint {
    const { r } = this
    return r.pick([
      0n,
      1n,
      7n,
      100n,
      1_000n,
      3_000n,
      3_000n,
      100_000n,
      150_000n,
      r.pick([350_000n, 9_900_000n, 60_000_000n]),
    ])
  }

  /** What may be odd about any transaction. */
  private header(): Partial<Txn> {
    const { r } = this
    return {
      note: uint64(BigInt(this.notes++)),
      fee: r.pick([1_000n, 1_000n, 1_000n, 1_000n, 1_000n, 1_000n, 2_000n, 3_000n, 5_000n, r.pick([0n, 500n, 999n])]),
      ...(r.chance(0.04)
        ? { lease: new Uint8Array(32).fill(1 + r.below(3)), lastValid: this.w.lastRound + BigInt(1 + r.below(4)) }
        : {}),
      ...(r.chance(0.02) ? { rekeyTo: this.who().address } : {}),
    }
  }

  private body(sender: Key): Txn {
    const { w, r } = this
    const roll = r.below(100)
    if (roll < 22) return this.payment(sender)
    if (roll < 42) return this.assetTransfer(sender)
    if (roll < 47) {
      const fields = { freezeAsset: this.asset(), freezeAccount: this.who().address, assetFrozen: r.chance(0.5) }
      return w.txn('afrz', sender, fields)
    }
    if (roll < 55) return this.assetConfig(sender)
    if (roll < 57) return w.txn('keyreg', sender)
    if (roll < 60) return this.creation(sender)
    return this.call(sender)
  }

  private payment(sender: Key): Txn {
    const close = this.r.chance(0.06) ? { closeRemainderTo: this.who().address } : {}
    return this.w.pay(sender, this.address(), this.amount(), close)
  }

  private assetTransfer(sender: Key): Txn {
    const { w, r } = this
    const id = this.asset()
    if (r.chance(0.2)) return w.transfer(sender, sender, id, 0n)
    return w.transfer(sender, this.address(), id, this.r.pick([0n, 1n, 2n, 5n, 20n, 2_000n]), {
      ...(r.chance(0.06) ? { assetCloseTo: this.who().address } : {}),
      ...(r.chance(0.08) ? { assetSender: this.who().address } : {}),
    })
  }

  private assetConfig(sender: Key): Txn {
    const { w, r } = this
    const roles = this.roles()
    if (r.chance(0.3))
      return w.createAsset(sender, { total: BigInt(r.below(1_000)), defaultFrozen: r.chance(0.3), ...roles })
    const configAsset = this.asset()
    return r.chance(0.1) ? w.txn('acfg', sender, { configAsset }) : w.createAsset(sender, roles, { configAsset })
  }

  private roles(): Partial<AssetParams> {
    const role = () => (this.r.chance(0.15) ? ZERO_ADDRESS : this.who().address)
    return { manager: role(), reserve: role(), freeze: role(), clawback: role() }
  }

  private sizes(): Partial<Txn> {
    const { r } = this
    const schema = (most: number) => ({ uints: BigInt(r.below(most)), byteSlices: BigInt(r.below(most)) })
    return { globalSchema: schema(4), ...(r.chance(0.3) ? { extraPages: r.below(3) } : {}) }
  }

  private creation(sender: Key): Txn {
    const local = { uints: BigInt(this.r.below(3)), byteSlices: BigInt(this.r.below(3)) }
    return this.w.createApp(sender, PROGRAM, this.r.pick(CLEARS), { ...this.sizes(), localSchema: local })
  }

  private call(sender: Key): Txn {
    const { w, r } = this
    const app = r.chance(0.02) ? 999_999_999n : r.pick(this.cast.apps)
    const onCompletion = r.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, r.pick([0, 0, 0, 5])])
    const program = r.chance(0.1) ? teal('int 1', 11) : PROGRAM
    const update = {
      approvalProgram: program,
      clearStateProgram: r.pick(CLEARS),
      ...(r.chance(0.3) ? this.sizes() : {}),
    }
    const argument = r.pick([
      uint64(this.amount()),
      uint64(BigInt(r.below(40))),
      uint64(3_000n),
      utf8('text'),
      r.bytes(r.below(140)),
    ])
    const references: Partial<Txn> = r.chance(0.08)
      ? {}
      : {
          accounts: [this.who().address],
          foreignApps: [r.pick(this.cast.apps)],
          foreignAssets: [this.asset()],
          boxes: [{ index: 0, name: utf8('box') }, ...(r.chance(0.5) ? [{ index: 0, name: new Uint8Array(0) }] : [])],
        }
    return w.call(sender, app, {
      onCompletion,
      ...(onCompletion === 4 ? update : {}),
      ...(r.chance(0.9) ? { applicationArgs: [utf8(r.pick(NAMES)), argument] } : {}),
      ...references,
      ...(r.chance(0.03) ? { rejectVersion: BigInt(1 + r.below(3)) } : {}),
    })
  }

  /** Mostly, who decides about an asset is the one to whom it belongs: else nearly everything would be refused. */
  private sensible(t: Txn): Txn {
    const owner = this.cast.owners.get(t.configAsset || t.freezeAsset)
    const clawback = t.type === 'axfer' && !equal(t.assetSender, ZERO_ADDRESS)
    const right = clawback ? this.cast.owners.get(t.xferAsset) : owner
    return right && this.r.chance(0.8) ? { ...t, sender: right.address } : t
  }

  /** Who signs from now on for accounts that a group has rekeyed. */
  learn(group: Sendable[]): void {
    for (const item of group) {
      const { sender, rekeyTo } = 'txn' in item ? item.txn : item
      const [owner, key] = [sender, rekeyTo].map((address) => this.cast.people.find((k) => equal(k.address, address)))
      if (owner && key) this.cast.signers.set(owner.name, key)
    }
  }

  next(): Sendable[] {
    const size = this.r.pick([1, 1, 1, 1, 1, 1, 2, 2, 3, 5])
    return Array.from({ length: size }, () => {
      const txn = { ...this.sensible(this.body(this.who())), ...this.header() }
      const sender = this.cast.people.find((k) => equal(k.address, txn.sender))!
      const by = this.r.chance(0.02) ? this.who() : this.cast.signers.get(sender.name)
      return by ? { txn, auth: { by } } : txn
    })
  }
}

async function cast(w: World): Promise<Cast> {
  const people = [await w.account('a'), await w.account('b'), await w.account('c'), await w.account('d', 450_000n)]
  const [a, b, c] = people as [Key, Key, Key, Key]
  const own = (k: Key) => ({ manager: k.address, reserve: k.address, freeze: k.address, clawback: k.address })
  const one = await w.must('asset', w.createAsset(a, { total: 1_000n, ...own(a) }))
  const two = await w.must(
    'asset',
    w.createAsset(b, { total: 77n, ...own(b), defaultFrozen: true, clawback: c.address }),
  )
  const schemas = { globalSchema: { uints: 1n, byteSlices: 1n }, localSchema: { uints: 1n, byteSlices: 1n } }
  const first = await w.must('app', w.createApp(a, PROGRAM, APPROVE, schemas))
  const second = await w.must('app', w.createApp(b, PROGRAM, CLEARS[2]!, schemas))
  const apps = [first.ids[0]!, second.ids[0]!]
  await w.must('money', w.pay(a, appAddress(apps[0]!), 1_500_000n), w.pay(b, appAddress(apps[1]!), 500_000n))
  const assets = [one.ids[0]!, two.ids[0]!]
  for (const k of [a, b, c]) {
    await w.must(
      'opt in',
      ...assets.map((id) => w.transfer(k, k, id, 0n)),
      ...apps.map((id) => w.call(k, id, { onCompletion: 1 })),
    )
  }
  return {
    people,
    assets,
    apps,
    signers: new Map(),
    owners: new Map([
      [assets[0]!, a],
      [assets[1]!, b],
    ]),
  }
}

export function randomBatch(index: number): Scenario {
  return scenario(`random groups ${index}`, async (w) => {
    const players = await cast(w)
    const groups = new Groups(w, new Random(SEED + index), players)
    for (let i = 0; i < BATCH; i++) {
      const group = groups.next()
      const { ok, ids, apps } = await w.send(`${i}`, ...group)
      if (ok) groups.learn(group)
      players.apps.push(...apps)
      players.assets.push(...ids.filter((id) => !apps.includes(id)))
    }
  })
}
