import type { Wallet, Wallets } from '../api/kmd-wallets'
import { decodeInBlock, encodeInBlock, txnIdText } from '../ledger/codec'
import type { State } from '../ledger/state'
import { Tree } from '../ledger/tree'
import type { Block } from '../node/chain'
import type { GenesisAccount } from '../node/genesis'
import { decodeHeader, encodeHeader, headerHash, headerHash512 } from '../node/header'
import type { NodeOptions } from '../node/node'
import { Node } from '../node/node'
import { base64, fromBase64, fromLatin1, latin1 } from '../protocol/bytes'

const FORMAT = 'holdfast-devnet'
/** Changes with every change of what is written below; a fixture of each version stays in the tests. */
const VERSION = 1

/** A chain as plain JSON. */
export type SavedDevnet = {
  format: typeof FORMAT
  version: number
  protocol: 'v41' | 'v42'
  /** how many funded accounts there are besides the dispenser */
  accounts: number
  genesis: { network: string; id: string; accounts: Plain }
  clock: Plain
  state: Plain
  blocks: { header: string; txns: string[] }[]
  wallets: Plain
}

export function save(node: Node, wallets: Wallets, accounts: number): SavedDevnet {
  const [network = '', ...id] = node.genesis.id.split('-')
  return {
    format: FORMAT,
    version: VERSION,
    protocol: node.params.name,
    accounts,
    genesis: { network, id: id.join('-'), accounts: plain(node.genesis.accounts) },
    clock: plain({ offset: node.clock.offset }),
    state: plain(node.state),
    blocks: [...node.blocks()].map((block) => ({
      header: base64(encodeHeader(block.header)),
      txns: block.payset.map((txn) => base64(encodeInBlock(txn))),
    })),
    wallets: plain(wallets.list()),
  }
}

/** @throws with a sentence when the file is none, or one of another version */
export function load(
  from: SavedDevnet | string,
  options: NodeOptions,
  wallets: Wallets,
): { node: Node; accounts: number } {
  const saved = checked(typeof from === 'string' ? parsed(from) : from)
  const { network, id, accounts } = saved.genesis
  const genesis = { network, id, accounts: restored(accounts) as GenesisAccount[] }
  const node = new Node({ ...options, protocol: saved.protocol, genesis })
  node.load(
    saved.blocks.map((block) => blockOf(block, node)),
    restored(saved.state) as State,
  )
  const { offset } = restored(saved.clock) as { offset?: bigint }
  node.clock.offset = offset
  wallets.restore(restored(saved.wallets) as Wallet[])
  return { node, accounts: saved.accounts }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('This is not a saved devnet: it is not JSON.')
  }
}

function checked(value: unknown): SavedDevnet {
  const saved = value as Partial<SavedDevnet> | null
  if (saved?.format !== FORMAT) throw new Error(`This is not a saved devnet: its format is not "${FORMAT}".`)
  if (saved.version !== VERSION) {
    throw new Error(
      `This devnet was saved in version ${saved.version} of the format and this one reads version ${VERSION}: ` +
        'start a new chain, or load it with the package that saved it.',
    )
  }
  return saved as SavedDevnet
}

function blockOf({ header: raw, txns }: SavedDevnet['blocks'][number], node: Node): Block {
  const bytes = fromBase64(raw)
  const header = decodeHeader(bytes)
  const payset = txns.map((txn) => decodeInBlock(fromBase64(txn), node.genesis.id, node.genesis.hash))
  return {
    round: header.round,
    timestamp: header.timestamp,
    header,
    hash: headerHash(bytes),
    hash512: headerHash512(bytes),
    payset,
    txIds: payset.map(({ txn }) => txnIdText(txn)),
  }
}

/** JSON has neither bytes nor big numbers nor trees: each gets an object with one telling key. */
export type Plain =
  | null
  | string
  | number
  | boolean
  | Plain[]
  | { $n: string }
  | { $b: string }
  | { $tree: [key: string, value: Plain][] }
  | { $map: [key: Plain, value: Plain][] }
  | { [name: string]: Plain }

function plain(value: unknown): Plain {
  switch (typeof value) {
    case 'bigint':
      return { $n: value.toString() }
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'undefined':
      return null
  }
  if (value === null) return null
  if (value instanceof Uint8Array) return { $b: base64(value) }
  if (value instanceof Tree) return { $tree: [...value.entries()].map(([k, v]) => [base64(fromLatin1(k)), plain(v)]) }
  if (value instanceof Map) return { $map: [...value].map(([k, v]) => [plain(k), plain(v)]) }
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(Object.entries(value as object).map(([k, v]) => [k, plain(v)]))
}

function restored(value: Plain): unknown {
  if (value === null) return undefined
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(restored)
  if ('$n' in value) return BigInt(value['$n'] as string)
  if ('$b' in value) return fromBase64(value['$b'] as string)
  if ('$tree' in value) {
    let tree = Tree.empty<unknown>()
    for (const [k, v] of value['$tree'] as [string, Plain][]) tree = tree.set(latin1(fromBase64(k)), restored(v))
    return tree
  }
  if ('$map' in value) return new Map((value['$map'] as [Plain, Plain][]).map(([k, v]) => [restored(k), restored(v)]))
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, restored(v)]))
}
