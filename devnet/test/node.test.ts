import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DISPENSER_BALANCE, embedded } from '../conformance/ledger/embedded'
import type { Key } from '../conformance/ledger/backend'
import { keyOf, signWith } from '../conformance/ledger/backend'
import { addressText } from '../src/protocol/address'
import { base32, base64, concat, fromBase64, hex, uint64, utf8 } from '../src/protocol/bytes'
import type { SignedTxn } from '../src/protocol/txn'
import { NO_BYTES, ZERO_ADDRESS, zeroTxn } from '../src/protocol/txn'
import { encodeTxn } from '../src/ledger/codec'
import { EMPTY_ACCOUNT, key } from '../src/ledger/state'
import { decodeHeader, encodeHeader, headerHash } from '../src/node/header'
import { Node } from '../src/node/node'

const rich = keyOf('rich', new Uint8Array(32).fill(1))
const poor = keyOf('poor', new Uint8Array(32).fill(2))

function chain(options: ConstructorParameters<typeof Node>[0] = {}): Node {
  const accounts = [{ address: rich.address, comment: 'rich', microAlgos: DISPENSER_BALANCE, online: true }]
  return new Node({ genesis: { accounts }, verifyEd25519: () => true, ...options })
}

let notes = 0n
function payment(node: Node, from: Key, to: Key, amount: bigint, more: object = {}): SignedTxn {
  const txn = {
    ...zeroTxn('pay'),
    sender: from.address,
    receiver: to.address,
    amount,
    fee: 1_000n,
    firstValid: node.lastRound,
    lastValid: node.lastRound + 1_000n,
    genesisHash: node.genesis.hash,
    note: uint64(notes++),
    ...more,
  }
  return { txn, sig: new Uint8Array(64).fill(1), msig: undefined, lsig: undefined, authAddr: ZERO_ADDRESS }
}

const pay = (node: Node, amount: bigint, more: object = {}) =>
  node.submitGroup([payment(node, rich, poor, amount, more)])

describe('blocks', () => {
  it('come one per group, at once, and name the one before', () => {
    const node = chain()
    expect(pay(node, 200_000n).round).toBe(1n)
    expect(pay(node, 1n).round).toBe(2n)
    const [zero, one, two] = [0n, 1n, 2n].map((r) => node.block(r)!)
    expect(hex(two!.header.prev)).toBe(hex(one!.hash))
    expect(hex(one!.header.prev)).toBe(hex(zero!.hash))
    expect(hex(headerHash(encodeHeader(one!.header)))).toBe(hex(one!.hash))
    expect(node.block(3n)).toBeUndefined()
    expect(node.confirmed(two!.txIds[0]!)).toMatchObject({ round: 2n, index: 0 })
  })

  it('have the hash a node gives them where it says who signs state proofs', () => {
    const { header, blockHash } = JSON.parse(
      readFileSync(new URL('./fixtures/header-256.json', import.meta.url), 'utf8'),
    ) as Record<'header' | 'blockHash', string>
    const recorded = decodeHeader(fromBase64(header))
    expect(base64(encodeHeader(recorded))).toBe(header)
    expect(base32(headerHash(encodeHeader(recorded)))).toBe(blockHash)
    const { voters, weight } = recorded.stateProofs.get(0)!
    expect({ size: voters.length, weight }).toEqual({ size: 64, weight: 9_999_999_999_760_000n })
    const node = chain({ stateProofVoters: (round) => (round === 2n ? { voters, weight } : undefined) })
    const tracked = [node.mine(), node.mine(), node.mine()].map((block) => block.header.stateProofs.get(0))
    expect(tracked.map((t) => t?.weight)).toEqual([0n, weight, 0n])
  })

  it('are not made of groups that fail, and nothing changes', () => {
    const node = chain()
    const before = node.state
    expect(() => node.submitGroup([payment(node, rich, poor, 1n)])).toThrow('below min')
    expect(() => node.submit(utf8('nonsense'))).toThrow('msgpack decode error')
    expect(node.lastRound).toBe(0n)
    expect(node.state).toBe(before)
  })

  it('check signatures by the injected verifier, noble when there is none', () => {
    const { node } = embedded('v42')
    const signed = { ...payment(node, keyOf('d', rich.seed), poor, 100_000n) }
    signed.sig = signWith(rich, concat(utf8('TX'), encodeTxn(signed.txn)))
    const accounts = [{ address: rich.address, comment: 'dispenser', microAlgos: DISPENSER_BALANCE }]
    const plain = new Node({ genesis: { accounts: [{ ...accounts[0]!, comment: 'Wallet1', online: true }] } })
    expect(plain.submitGroup([signed]).round).toBe(1n)
    const wrong = { ...signed, sig: signed.sig.map((x, i) => (i === 9 ? x ^ 1 : x)) }
    expect(() => plain.submitGroup([wrong])).toThrow("At least one signature didn't pass verification")
    expect(() => plain.submitGroup([{ ...signed, sig: NO_BYTES }])).toThrow('signedtxn has no sig')
  })
})

describe('time', () => {
  it('follows the wall clock, at most 25 seconds a block and never back', () => {
    let now = 1_000_000
    const node = chain({ wallClock: () => now })
    expect(node.mine().timestamp).toBe(1_000_000n)
    now += 10
    expect(node.mine().timestamp).toBe(1_000_010n)
    now += 100
    expect(node.mine().timestamp).toBe(1_000_035n)
    now -= 5_000
    expect(node.mine().timestamp).toBe(1_000_035n)
  })

  it('steps by the offset once it is set, 0 freezes it', () => {
    const node = chain({ wallClock: () => 5_000 })
    node.mine()
    node.clock.offset = 7n
    expect(node.mine().timestamp).toBe(5_007n)
    node.clock.offset = 0n
    expect(node.mine().timestamp).toBe(5_007n)
  })

  it('can be set exactly, and flows on from there', () => {
    let now = 5_000
    const node = chain({ wallClock: () => now })
    node.mine()
    node.clock.set(1_000_000n)
    expect(node.mine().timestamp).toBe(1_000_000n)
    now += 3
    expect(node.mine().timestamp).toBe(1_000_003n)
    node.clock.set(10n)
    expect(node.mine().timestamp).toBe(1_000_003n)
  })
})

describe('snapshots', () => {
  it('bring everything back, again and again, the clock too', () => {
    const node = chain({ wallClock: () => 5_000 })
    pay(node, 300_000n)
    const id = node.snapshot()
    for (let i = 0; i < 3; i++) {
      const { txId } = pay(node, 5n)
      node.clock.set(9_000n)
      node.mine()
      expect(node.lastRound).toBe(3n)
      node.revert(id)
      expect(node.lastRound).toBe(1n)
      expect(node.account(poor.address).balance).toBe(300_000n)
      expect(node.confirmed(txId)).toBeUndefined()
      expect(node.mine().timestamp).toBe(5_000n)
      node.revert(id)
    }
  })

  it('cost the same with 100,000 accounts as with 10', () => {
    const timeOf = (accounts: number) => {
      const node = chain()
      node.force((state) => {
        let all = state.accounts
        for (let i = 0; i < accounts; i++) {
          const address = concat(new Uint8Array(24), uint64(BigInt(i + 1)))
          all = all.set(key.address(address), { ...EMPTY_ACCOUNT, balance: 1_000_000n })
        }
        return { ...state, accounts: all }
      })
      const runs = Array.from({ length: 5 }, () => {
        const started = performance.now()
        for (let i = 0; i < 5_000; i++) node.revert(node.snapshot())
        return performance.now() - started
      })
      return Math.min(...runs)
    }
    timeOf(10) // warms up
    // Nothing is copied, so only noise differs: ten times is beyond noise, 10,000 times would be a copy.
    expect(timeOf(100_000)).toBeLessThan(10 * timeOf(10) + 5)
  })
})

describe('history', () => {
  it('is kept as long as asked, and no shorter than the rules need', () => {
    expect(() => chain({ history: 1_000 })).toThrow('the rules look back 1001')
    const node = chain({ history: 1_001 })
    const { txId } = pay(node, 100_000n, { lease: new Uint8Array(32).fill(1) })
    for (let i = 0; i < 1_000; i++) node.mine()
    expect(node.block(1n)).toBeDefined()
    expect(node.confirmed(txId)).toBeDefined()
    node.mine()
    expect(node.block(1n)).toBeUndefined()
    expect(node.confirmed(txId)).toBeUndefined()
    expect([...node.blocks()]).toHaveLength(1_001)
  })
})

describe('earlier rounds', () => {
  const refused = (node: Node, round: bigint) => () => node.at(round)

  it('are four, after which a node may have forgotten', () => {
    const node = chain()
    for (let amount = 200_000n; amount < 200_006n; amount++) pay(node, amount)
    expect([2n, 3n, 4n, 5n, 6n].map((round) => node.at(round).last.round)).toEqual([2n, 3n, 4n, 5n, 6n])
    const balances = [2n, 6n].map((round) => node.at(round).ledger.accounts.get(key.address(poor.address))?.balance)
    expect(balances).toEqual([400_001n, 1_200_015n])
    expect(refused(node, 1n)).toThrow('round 1 before dbRound 2')
    expect(refused(node, 7n)).toThrow('ledger does not have entry 7 (latest 6, committed 6)')
  })

  it('come back with a snapshot, and are forgotten where a chain is loaded', () => {
    const node = chain()
    pay(node, 200_000n)
    const snapshot = node.snapshot()
    pay(node, 1n)
    node.revert(snapshot)
    expect(node.at(0n).last.round).toBe(0n)
    expect(refused(node, 2n)).toThrow('ledger does not have entry 2')
    const loaded = chain()
    loaded.load(node.blocks(), node.state)
    expect(refused(loaded, 0n)).toThrow('round 0 before dbRound 1')
  })
})

describe('waiting', () => {
  it('ends with the next block, or with its time', async () => {
    const node = chain()
    node.mine()
    await node.waitAfter(0n, 60_000)
    const waiting = node.waitAfter(1n, 60_000)
    node.mine()
    await waiting
    await node.waitAfter(2n, 1)
    expect(node.lastRound).toBe(2n)
  })
})

describe('impersonation', () => {
  it('lets an address send without its signature, and only that one', () => {
    const node = chain()
    pay(node, 500_000n)
    const unsigned = { ...payment(node, poor, rich, 1n), sig: NO_BYTES }
    expect(() => node.submitGroup([unsigned])).toThrow('signedtxn has no sig')
    node.impersonated.add(addressText(poor.address))
    expect(node.submitGroup([unsigned]).round).toBe(2n)
    expect(() => node.submitGroup([{ ...payment(node, rich, poor, 1n), sig: NO_BYTES }])).toThrow('has no sig')
  })
})
