import { createPublicKey, verify } from 'node:crypto'
import { addressText } from '../../src/protocol/address'
import { concat, fromHex, hex, isZero, latin1 } from '../../src/protocol/bytes'
import type { Bytes } from '../../src/protocol/txn'
import type { StateValue, Store } from '../../src/ledger/state'
import { NodeError } from '../../src/node/chain'
import { Node } from '../../src/node/node'
import type { AccountDump, Backend } from './backend'
import { keyOf } from './backend'

const spki = fromHex('302a300506032b6570032100')

function verifyEd25519(message: Bytes, signature: Bytes, key: Bytes): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(concat(spki, key)), format: 'der', type: 'spki' })
  return verify(null, message, publicKey, signature)
}

export const DISPENSER_BALANCE = 4_000_000_000_000_000n

export function embedded(protocol: 'v41' | 'v42'): Backend & { node: Node } {
  const dispenser = keyOf('dispenser', new Uint8Array(32).fill(1))
  const node = new Node({
    protocol,
    verifyEd25519,
    genesis: {
      accounts: [{ address: dispenser.address, comment: 'Wallet1', microAlgos: DISPENSER_BALANCE, online: true }],
    },
  })
  return {
    node,
    protocol,
    genesisId: node.genesis.id,
    genesisHash: node.genesis.hash,
    dispenser,
    lastRound: () => Promise.resolve(node.lastRound),
    submit: (raw) => Promise.resolve(refusal(node, raw)),
    payset: (round) => Promise.resolve(node.block(round)!.payset),
    account: (address) => Promise.resolve(dump(node, address)),
    boxes: (app) => {
      const boxes = [...node.boxes(app)].map(([name, content]) => [hex(name), hex(content)])
      return Promise.resolve(Object.fromEntries(boxes) as Record<string, string>)
    },
  }
}

function refusal(node: Node, raw: Bytes): string | undefined {
  try {
    node.submit(raw)
    return undefined
  } catch (e) {
    if (e instanceof NodeError) return e.message
    throw e
  }
}

const valueText = (v: StateValue) => (typeof v === 'bigint' ? `${v}` : `0x${hex(v)}`)

function storeDump(store: Store): Record<string, string> {
  return Object.fromEntries([...store.values.entries()].map(([k, v]) => [k, valueText(v)]))
}

function dump(node: Node, address: Bytes): AccountDump {
  const a = node.account(address)
  const t = a.totals
  return {
    amount: `${a.balance}`,
    min: `${node.minBalance(address)}`,
    status: a.status,
    auth: isZero(a.authAddr) ? '' : addressText(a.authAddr),
    schema: `${t.uints}/${t.byteSlices}`,
    pages: `${t.extraPages}`,
    totals: `apps ${t.appsCreated}/${t.appsOptedIn} assets ${t.assetsCreated}/${t.assets} boxes ${t.boxes}/${t.boxBytes}`,
    assets: Object.fromEntries(
      [...node.holdings(address)].map(([id, h]) => [`${id}`, `${h.amount}${h.frozen ? ' frozen' : ''}`]),
    ),
    createdAssets: Object.fromEntries(
      [...node.createdAssets(address)].map(([id, { params: p }]) => {
        const roles = [p.manager, p.reserve, p.freeze, p.clawback].map((r) => (isZero(r) ? '-' : addressText(r)))
        const texts = [p.name, p.unitName, p.url].map(latin1)
        return [`${id}`, [p.total, p.decimals, p.defaultFrozen, ...texts, ...roles].join(' ')]
      }),
    ),
    locals: Object.fromEntries(
      [...node.locals(address)].map(([id, s]) => [
        `${id}`,
        { schema: `${s.schema.uints}/${s.schema.byteSlices}`, ...storeDump(s) },
      ]),
    ),
    createdApps: Object.fromEntries(
      [...node.createdApps(address)].map(([id, app]) => {
        const sponsor = isZero(app.sizeSponsor) ? '-' : addressText(app.sizeSponsor)
        const g = app.global.schema
        const l = app.localSchema
        const schemas = `${g.uints}/${g.byteSlices} ${l.uints}/${l.byteSlices}`
        const about = `${hex(app.approvalProgram)} ${hex(app.clearStateProgram)} ${schemas} pages ${app.extraPages}`
        return [`${id}`, { about: `${about} v${app.version} ${sponsor}`, globals: storeDump(app.global) }]
      }),
    ),
  }
}
