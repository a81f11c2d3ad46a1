import { describe, expect, it } from 'vitest'
import { ask, comparesLive } from '../conformance/node'
import { readVectors } from '../conformance/vectors'
import { WIRE_CASES } from '../conformance/wire-cases'
import { base64, fromHex, hex } from '../src/protocol/bytes'
import { decodeInBlock, encodeInBlock, encodeTxn } from '../src/ledger/codec'
import { commitments } from '../src/node/commitments'
import { decodeHeader, encodeHeader, headerHash, headerHash512 } from '../src/node/header'
import { Node } from '../src/node/node'

const answers = new Map(readVectors<{ name: string; message: string }>('wire').map((a) => [a.name, a.message]))

function refusal(body: Uint8Array): string {
  const node = new Node()
  try {
    node.submit(body)
  } catch (e) {
    return (e as Error).message
  }
  throw new Error('it was accepted')
}

describe('bodies that are refused', () => {
  it.each(WIRE_CASES)('$name', async ({ name, body }) => {
    expect(refusal(body)).toBe(answers.get(name))
    if (!comparesLive) return
    const live = await ask('/v2/transactions', body, 'application/x-binary')
    expect(live).toEqual({ status: 400, body: { message: answers.get(name) } })
  })
})

type RawBlock = { round: number; header: string; payset: string[] }

describe.each([
  ['blocks', [1, 2, 3, 4]],
  ['blocks-v41', [1, 2, 4, 5]],
])('%s of a node', (recording, leaves) => {
  const blocks = readVectors<RawBlock>(recording)

  it('headers read and write back to the same bytes', () => {
    for (const { header } of blocks) expect(hex(encodeHeader(decodeHeader(fromHex(header))))).toBe(header)
  })

  it('each names the hashes of the one before', () => {
    for (const [i, { header }] of blocks.entries()) {
      if (i === 0) continue
      const before = fromHex(blocks[i - 1]!.header)
      const { prev, prev512, seed } = decodeHeader(fromHex(header))
      expect(base64(prev)).toBe(base64(headerHash(before)))
      expect(base64(prev512)).toBe(base64(headerHash512(before)))
      expect(base64(seed)).toBe(base64(prev))
    }
  })

  it('transactions read and write back, and headers commit to them', () => {
    const sizes = new Set<number>()
    for (const { header, payset } of blocks.slice(1)) {
      const { genesisId, genesisHash, txnRoot, txnRoot256, txnRoot512 } = decodeHeader(fromHex(header))
      const txns = payset.map((raw) => decodeInBlock(fromHex(raw), genesisId, genesisHash))
      expect(txns.map((t) => hex(encodeInBlock(t)))).toEqual(payset)
      const entries = txns.map((t) => ({ txn: encodeTxn(t.txn), inBlock: encodeInBlock(t) }))
      expect(commitments(entries)).toEqual({ txnRoot, txnRoot256, txnRoot512 })
      sizes.add(txns.length)
    }
    // Trees of these many leaves were among them.
    expect(leaves.filter((size) => !sizes.has(size))).toEqual([])
  })
})
