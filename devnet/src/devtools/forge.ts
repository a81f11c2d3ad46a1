import { Layer } from '../ledger/layer'
import type { StateValue } from '../ledger/state'
import type { Node } from '../node/node'
import { utf8 } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import type { AnyAddress } from './values'
import { bytesOf } from './values'

/** Bytes, or text that stands for its UTF-8. */
export type BytesLike = Bytes | string

const raw = (value: BytesLike): Bytes => (typeof value === 'string' ? utf8(value) : Uint8Array.from(value))

/**
 * Makes states that no transaction could: for tests of what a contract does when its own rules were broken. Counts
 * and minimum balances follow, nothing else is checked, no block tells of it, and no real chain can be in such a state
 * because of it.
 */
export class Forge {
  constructor(private readonly node: Node) {}

  setBox(app: bigint | number, name: BytesLike, value: BytesLike): void {
    this.change((layer) => {
      layer.putBox(this.existing(app), raw(name), raw(value))
    })
  }

  deleteBox(app: bigint | number, name: BytesLike): void {
    this.change((layer) => {
      layer.deleteBox(BigInt(app), raw(name))
    })
  }

  setGlobal(app: bigint | number, name: BytesLike, value: BytesLike | bigint): void {
    this.change((layer) => {
      layer.globalPut(this.existing(app), raw(name), valueOf(value))
    })
  }

  deleteGlobal(app: bigint | number, name: BytesLike): void {
    this.change((layer) => {
      layer.globalPut(this.existing(app), raw(name), undefined)
    })
  }

  setLocal(address: AnyAddress, app: bigint | number, name: BytesLike, value: BytesLike | bigint): void {
    this.change((layer) => {
      layer.localPut(bytesOf(address), BigInt(app), raw(name), valueOf(value))
    })
  }

  deleteLocal(address: AnyAddress, app: bigint | number, name: BytesLike): void {
    this.change((layer) => {
      layer.localPut(bytesOf(address), BigInt(app), raw(name), undefined)
    })
  }

  /** Microalgos, out of nowhere. */
  setBalance(address: AnyAddress, microAlgos: bigint | number): void {
    this.change((layer) => {
      const at = bytesOf(address)
      layer.putAccount(at, { ...layer.account(at), balance: BigInt(microAlgos) })
    })
  }

  /** Base units of an asset, out of nowhere; the account is opted in when it was not. */
  setHolding(
    address: AnyAddress,
    asset: bigint | number,
    holding: { amount?: bigint | number; frozen?: boolean },
  ): void {
    this.change((layer) => {
      const at = bytesOf(address)
      const id = BigInt(asset)
      if (!layer.asset(id)) throw new Error(`There is no asset ${id}. Create it before forging a holding of it.`)
      const old = layer.holding(at, id)
      layer.putHolding(at, id, {
        amount: holding.amount === undefined ? (old?.amount ?? 0n) : BigInt(holding.amount),
        frozen: holding.frozen ?? old?.frozen ?? false,
      })
      if (!old) layer.count(at, { assets: 1n })
    })
  }

  /** Who signs for an account from now on; undefined gives it back to its own key. */
  setAuthAddr(address: AnyAddress, to: AnyAddress | undefined): void {
    this.change((layer) => {
      const at = bytesOf(address)
      layer.rekey(at, to === undefined ? at : bytesOf(to))
    })
  }

  private existing(app: bigint | number): bigint {
    const id = BigInt(app)
    if (!this.node.app(id)) throw new Error(`There is no application ${id}. Create it before forging its state.`)
    return id
  }

  private change(action: (layer: Layer) => void): void {
    this.node.force((state) => {
      const layer = new Layer(state, this.node.params, this.node.genesis.feeSink)
      action(layer)
      return layer.state
    })
  }
}

function valueOf(value: BytesLike | bigint): StateValue {
  return typeof value === 'bigint' ? value : raw(value)
}
