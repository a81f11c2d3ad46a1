import { sha512_256 } from '@noble/hashes/sha2.js'
import { addressText, appAddress, programAddress } from '../../src/protocol/address'
import { concat, latin1, utf8 } from '../../src/protocol/bytes'
import type { AssetParams, Bytes, LogicSig, Multisig, SignedTxn, Txn, TxType } from '../../src/protocol/txn'
import { NO_BYTES, noAssetParams, ZERO_ADDRESS, zeroTxn } from '../../src/protocol/txn'
import { encodeSignedTxn, encodeTxn, groupHash, txnIdText } from '../../src/ledger/codec'
import { multisigAddress } from '../../src/ledger/signatures'
import type { AccountDump, Backend, Key } from './backend'
import { keyOf, signWith } from './backend'
import { Names } from './names'

/** Who signs a transaction, when it is not simply its sender. */
export type Authority =
  | { by: Key }
  | { msig: Multisig; keys: Key[] }
  /** `as`: the authority that is claimed */
  | { program: Bytes; args?: Bytes[]; by?: Key; as?: Bytes; msig?: Multisig; lmsig?: Multisig; keys?: Key[] }
  | { unsigned: true }
  | { with: (signed: SignedTxn) => SignedTxn }

export type Sendable = Txn | { txn: Txn; auth: Authority }

export type Step = { label: string; error?: string; txns?: unknown[]; balances: Record<string, string> }
export type Transcript = { steps: Step[]; accounts: Record<string, unknown>; boxes: Record<string, unknown> }
export type Sent = { ok: boolean; error: string; ids: bigint[]; apps: bigint[] }

export const FUNDS = 10_000_000n

/**
 * What a script acts in: named accounts on some chain. It writes down what happened under names instead of addresses,
 * ids and rounds, so that two chains can be compared.
 */
export class World {
  readonly protocol: 'v41' | 'v42'
  private readonly names = new Names()
  private readonly steps: Step[] = []
  private readonly accounts = new Map<string, Bytes>()
  private readonly apps: bigint[] = []
  private round = 0n

  private constructor(
    private readonly chain: Backend,
    private readonly salt: Bytes,
    private readonly scenario: string,
  ) {
    this.protocol = chain.protocol
  }

  static async open(chain: Backend, salt: Bytes, scenario: string): Promise<World> {
    const world = new World(chain, salt, scenario)
    world.round = await chain.lastRound()
    world.names.base = world.round
    return world
  }

  get lastRound(): bigint {
    return this.round
  }

  key(name: string): Key {
    const key = keyOf(name, sha512_256(concat(this.salt, utf8(`${this.scenario}/${name}`))))
    this.watch(name, key.address)
    return key
  }

  /** A key whose account has been given microalgos. */
  async account(name: string, funds = FUNDS): Promise<Key> {
    const key = this.key(name)
    if (funds > 0n) await this.fund(key.address, funds)
    return key
  }

  /** Shows the account's balance at every step from now on. */
  watch(name: string, address: Bytes): void {
    this.names.address(name, address)
    this.accounts.set(name, address)
  }

  async fund(to: Bytes, amount: bigint): Promise<void> {
    const { dispenser } = this.chain
    const txn = this.pay(dispenser, to, amount, {
      note: utf8(`${latin1(this.salt)} ${this.steps.length} ${this.round}`),
    })
    const error = await this.chain.submit(this.signed(txn))
    if (error !== undefined) throw new Error(`funding failed: ${error}`)
    this.round = await this.chain.lastRound()
  }

  // transactions

  txn(type: TxType, sender: Key | Bytes, fields: Partial<Txn> = {}): Txn {
    return {
      ...zeroTxn(type),
      sender: addressOf(sender),
      fee: 1_000n,
      firstValid: this.round,
      lastValid: this.round + 1_000n,
      genesisId: this.chain.genesisId,
      genesisHash: this.chain.genesisHash,
      ...fields,
    }
  }

  pay(from: Key | Bytes, to: Key | Bytes, amount: bigint, fields: Partial<Txn> = {}): Txn {
    return this.txn('pay', from, { receiver: addressOf(to), amount, ...fields })
  }

  transfer(from: Key | Bytes, to: Key | Bytes, asset: bigint, amount: bigint, fields: Partial<Txn> = {}): Txn {
    return this.txn('axfer', from, { xferAsset: asset, assetReceiver: addressOf(to), assetAmount: amount, ...fields })
  }

  createAsset(from: Key, params: Partial<AssetParams>, fields: Partial<Txn> = {}): Txn {
    return this.txn('acfg', from, { assetParams: { ...noAssetParams(), ...params }, ...fields })
  }

  call(from: Key | Bytes, app: bigint, fields: Partial<Txn> = {}): Txn {
    return this.txn('appl', from, { applicationId: app, ...fields })
  }

  createApp(from: Key, approvalProgram: Bytes, clearStateProgram: Bytes, fields: Partial<Txn> = {}): Txn {
    return this.txn('appl', from, { approvalProgram, clearStateProgram, ...fields })
  }

  // sending

  private signed(item: Sendable): Bytes {
    return encodeSignedTxn(this.authorize('txn' in item ? item : { txn: item, auth: undefined }))
  }

  private authorize({ txn, auth }: { txn: Txn; auth: Authority | undefined }): SignedTxn {
    const bare: SignedTxn = { txn, sig: NO_BYTES, msig: undefined, lsig: undefined, authAddr: ZERO_ADDRESS }
    const message = concat(utf8('TX'), encodeTxn(txn))
    if (auth && 'unsigned' in auth) return bare
    if (auth && 'msig' in auth && !('program' in auth)) {
      const msig = signMultisig(auth.msig!, auth.keys!, message)
      return { ...bare, msig, authAddr: differing(multisigAddress(msig), txn.sender) }
    }
    if (auth && 'program' in auth) return delegated(bare, auth)
    const by = auth && 'by' in auth ? auth.by! : this.keyAt(txn.sender)
    const signed = { ...bare, sig: signWith(by, message), authAddr: differing(by.address, txn.sender) }
    return auth && 'with' in auth ? auth.with(signed) : signed
  }

  private keyAt(address: Bytes): Key {
    const { dispenser } = this.chain
    if (addressText(dispenser.address) === addressText(address)) return dispenser
    const name = this.names.nameOf(address)
    if (name === undefined) throw new Error(`nobody has the key of ${addressText(address)}`)
    return this.key(name)
  }

  /** Sends a group (its id is set here) and writes down what happened. */
  async send(label: string, ...items: Sendable[]): Promise<Sent> {
    return this.sendAsIs(label, ...(items.length > 1 ? grouped(items) : items))
  }

  /** As `send`, leaving group ids as they are. */
  async sendAsIs(label: string, ...items: Sendable[]): Promise<Sent> {
    const raw = concat(...items.map((item) => this.signed(item)))
    for (const [i, item] of items.entries()) this.names.txn(i, txnIdText('txn' in item ? item.txn : item))
    const error = await this.chain.submit(raw)
    const ids: bigint[] = []
    let txns: unknown[] | undefined
    if (error === undefined) {
      this.round += 1n
      const payset = await this.chain.payset(this.round)
      for (const txn of payset) ids.push(...this.names.created(txn.apply))
      for (const id of ids) this.watchApp(id)
      txns = payset.map((txn) => this.names.effects(txn))
    }
    const told = error === undefined ? {} : { error: this.names.text(error) }
    this.steps.push({ label, ...told, ...(txns ? { txns } : {}), balances: await this.balances() })
    return { ok: error === undefined, error: error ?? '', ids, apps: ids.filter((id) => this.names.isApp(id)) }
  }

  private watchApp(id: bigint): void {
    this.apps.push(id)
    this.watch(`app of ${this.names.id(id)}`, appAddress(id))
  }

  /** Sends and expects success: scripts that build on it must not go on without. */
  async must(label: string, ...items: Sendable[]): Promise<Sent> {
    const sent = await this.send(label, ...items)
    if (!sent.ok) throw new Error(`${this.scenario}, ${label}: ${sent.error}`)
    return sent
  }

  private async balances(): Promise<Record<string, string>> {
    const out: Record<string, string> = {}
    for (const [name, address] of this.accounts) {
      const { amount, min } = await this.chain.account(address)
      out[name] = `${amount} (${min})`
    }
    return out
  }

  async transcript(): Promise<Transcript> {
    const accounts: Record<string, unknown> = {}
    for (const [name, address] of this.accounts) accounts[name] = this.names.account(await this.chain.account(address))
    const boxes: Record<string, unknown> = {}
    for (const id of this.apps) {
      const found = await this.chain.boxes(id)
      if (Object.keys(found).length > 0) boxes[this.names.id(id)] = found
    }
    return { steps: this.steps, accounts, boxes }
  }
}

export function addressOf(who: Key | Bytes): Bytes {
  return who instanceof Uint8Array ? who : who.address
}

function differing(signer: Bytes, sender: Bytes): Bytes {
  return addressText(signer) === addressText(sender) ? ZERO_ADDRESS : signer
}

export function grouped(items: Sendable[]): Sendable[] {
  const { id } = groupHash(items.map((item) => ('txn' in item ? item.txn : item)))
  return items.map((item) => ('txn' in item ? { ...item, txn: { ...item.txn, group: id } } : { ...item, group: id }))
}

export function multisigOf(threshold: number, ...keys: Key[]): Multisig {
  return { version: 1, threshold, subsigs: keys.map((k) => ({ key: k.address, sig: NO_BYTES })) }
}

function signMultisig(m: Multisig, keys: Key[], message: Bytes): Multisig {
  const subsigs = m.subsigs.map((s) => {
    const key = keys.find((k) => addressText(k.address) === addressText(s.key))
    return key ? { key: s.key, sig: signWith(key, message) } : s
  })
  return { ...m, subsigs }
}

function delegated(bare: SignedTxn, auth: Extract<Authority, { program: Bytes }>): SignedTxn {
  const { program, args = [], by, as, msig, lmsig, keys = [] } = auth
  const message = concat(utf8('Program'), program)
  const lsig: LogicSig = { logic: program, args, sig: NO_BYTES, msig: undefined, lmsig: undefined }
  const signer = as ?? by?.address ?? ((msig ?? lmsig) ? multisigAddress((msig ?? lmsig)!) : programAddress(program))
  if (by) lsig.sig = signWith(by, message)
  if (msig) lsig.msig = signMultisig(msig, keys, message)
  if (lmsig) lsig.lmsig = signMultisig(lmsig, keys, concat(utf8('MsigProgram'), signer, program))
  return { ...bare, lsig, authAddr: differing(signer, bare.txn.sender) }
}

export type { AccountDump }
