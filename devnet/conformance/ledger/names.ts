import { addressText, appAddress } from '../../src/protocol/address'
import { hex, latin1, uint64 } from '../../src/protocol/bytes'
import type { ApplyData, Bytes, EvalDelta, SignedTxnWithData, StateDelta, Txn } from '../../src/protocol/txn'
import { zeroTxn } from '../../src/protocol/txn'
import type { AccountDump } from './backend'

/** Which fields of a transaction hold ids of assets and apps. */
const ID_FIELDS = new Set(['configAsset', 'xferAsset', 'freezeAsset', 'applicationId', 'foreignApps', 'foreignAssets'])
/** Set by the chain a script runs on. */
const CHAIN_FIELDS = new Set(['firstValid', 'lastValid', 'genesisId', 'genesisHash', 'group'])

/** A number above the first is the id of something whose creation failed; scripts use the second for what is not there. */
const FIRST_ID = 1_000n
const NO_ID = 999_999_999n

/** Names for what differs from chain to chain: addresses, ids of created things, transaction ids, rounds. */
export class Names {
  base = 0n
  private readonly byAddress = new Map<string, string>()
  private readonly byId = new Map<bigint, string>()
  private readonly appIds = new Set<bigint>()
  private txids = new Map<string, string>()

  address(name: string, address: Bytes): void {
    this.byAddress.set(addressText(address), name)
  }

  nameOf(address: Bytes): string | undefined {
    return this.byAddress.get(addressText(address))
  }

  txn(index: number, id: string): void {
    if (index === 0) this.txids = new Map()
    this.txids.set(id, `{txn ${index}}`)
  }

  /** Gives names to what a transaction created, itself and in its inner transactions; the new ids in order. */
  created(apply: ApplyData): bigint[] {
    const inner = (apply.delta?.innerTxns ?? []).flatMap((t) => this.created(t.apply))
    const own = [apply.configAsset, apply.applicationId].filter((id) => id !== 0n && !this.byId.has(id))
    if (apply.applicationId !== 0n) this.appIds.add(apply.applicationId)
    for (const id of own) {
      const name = `#${this.byId.size + 1}`
      this.byId.set(id, name)
      this.address(`app of ${name}`, appAddress(id))
    }
    return [...own, ...inner]
  }

  isApp(id: bigint): boolean {
    return this.appIds.has(id)
  }

  id(id: bigint): string {
    return this.byId.get(id) ?? `${id}`
  }

  /** A message with names in it; numbers count as ids only where a message has an id. */
  text(message: string): string {
    const relative = (round: string) => `+${BigInt(round) - this.base}`
    return message
      .replace(/^transaction \{_struct[\s\S]* invalid : /, 'transaction {...} invalid : ')
      .replace(/[A-Z2-7]{58}/g, (a) => `{${this.byAddress.get(a) ?? 'address'}}`)
      .replace(/[A-Z2-7]{52}/g, (id) => this.txids.get(id) ?? '{hash}')
      .replace(
        /\b(re-enter|in particular|asset|app|application|App|Asset|ID|index|for)( \(?|=)(\d+)\b/g,
        (all, word, gap, id) => {
          const n = BigInt(id as string)
          const name = this.byId.get(n) ?? (n > FIRST_ID && n < NO_ID ? '{new}' : undefined)
          return name === undefined ? (all as string) : `${word}${gap}${name}`
        },
      )
      .replace(/ \[\]transactions\.SignedTxnWithAD\{[\s\S]*\}(?=\. Details)/g, '')
      .replace(/window size excessive \((\d+)--(\d+)\)/, (_, from: string, to: string) => {
        return `window size excessive (${relative(from)}--${relative(to)})`
      })
      .replace(/round (\d+) outside of (\d+)--(\d+)/, (_, r: string, from: string, to: string) => {
        return `round ${relative(r)} outside of ${relative(from)}--${relative(to)}`
      })
  }

  /** What a transaction did, without what it asked for. */
  effects({ apply }: SignedTxnWithData): Record<string, unknown> {
    return {
      ...(apply.closingAmount ? { closed: `${apply.closingAmount}` } : {}),
      ...(apply.assetClosingAmount ? { assetClosed: `${apply.assetClosingAmount}` } : {}),
      ...(apply.configAsset ? { asset: this.id(apply.configAsset) } : {}),
      ...(apply.applicationId ? { app: this.id(apply.applicationId) } : {}),
      ...(apply.delta ? this.delta(apply.delta) : {}),
    }
  }

  private delta(d: EvalDelta): Record<string, unknown> {
    return {
      ...(d.global.size ? { global: this.state(d.global) } : {}),
      ...(d.locals.size ? { locals: Object.fromEntries([...d.locals].map(([i, s]) => [i, this.state(s)])) } : {}),
      ...(d.sharedAccounts.length ? { shared: d.sharedAccounts.map((a) => this.bytes(a)) } : {}),
      ...(d.logs.length ? { logs: d.logs.map((l) => this.bytes(l)) } : {}),
      ...(d.innerTxns.length ? { inner: d.innerTxns.map((t) => ({ ...this.fields(t.txn), ...this.effects(t) })) } : {}),
    }
  }

  private state(delta: StateDelta): Record<string, string> {
    const entries = [...delta].map(([k, v]) => {
      return [k, v.action === 1 ? this.bytes(v.bytes) : v.action === 2 ? `${v.uint}` : 'deleted'] as const
    })
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  private bytes(b: Bytes): string {
    const name = b.length === 32 ? this.nameOf(b) : undefined
    if (name !== undefined) return `{${name}}`
    for (const [id, idName] of this.byId) if (b.length === 8 && latin1(b) === latin1(uint64(id))) return `{${idName}}`
    return `0x${hex(b)}`
  }

  private fields(t: Txn): Record<string, unknown> {
    const zero = zeroTxn(t.type)
    const out: Record<string, unknown> = { type: t.type }
    for (const name of Object.keys(t) as (keyof Txn)[]) {
      if (CHAIN_FIELDS.has(name)) continue
      const value = this.value(t[name], ID_FIELDS.has(name))
      if (JSON.stringify(value) !== JSON.stringify(this.value(zero[name], false))) out[name] = value
    }
    return out
  }

  private value(v: unknown, isId: boolean): unknown {
    if (typeof v === 'bigint') return isId ? this.id(v) : `${v}`
    if (v instanceof Uint8Array) return this.bytes(v)
    if (Array.isArray(v)) return v.map((item) => this.value(item, isId))
    if (typeof v !== 'object' || v === null) return v
    return Object.fromEntries(Object.entries(v).map(([k, item]) => [k, this.value(item, false)]))
  }

  /** An account with names for what it holds and made. */
  account(dump: AccountDump): unknown {
    const byName = <T>(map: Record<string, T>) => {
      const entries = Object.entries(map).map(([id, value]) => [this.id(BigInt(id)), value] as const)
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    const named = {
      ...dump,
      assets: byName(dump.assets),
      createdAssets: byName(dump.createdAssets),
      locals: byName(dump.locals),
      createdApps: byName(dump.createdApps),
    }
    const text = JSON.stringify(named).replace(/[A-Z2-7]{58}/g, (a) => {
      return this.byAddress.has(a) ? `{${this.byAddress.get(a)}}` : a
    })
    return JSON.parse(text) as unknown
  }
}
