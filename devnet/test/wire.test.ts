import { describe, expect, it } from 'vitest'
import { ask, comparesLive } from '../conformance/node'
import { readVectors } from '../conformance/vectors'
import { WIRE_CASES } from '../conformance/wire-cases'
import { base64, fromHex, hex, shown } from '../src/protocol/bytes'
import { decodeInBlock, encodeInBlock, encodeTxn } from '../src/ledger/codec'
import { algodApi } from '../src/api/algod'
import { readValue } from '../src/api/read-value'
import { nextVote } from '../src/node/blocks'
import { commitments } from '../src/node/commitments'
import { decodeHeader, encodeHeader, headerHash, headerHash512 } from '../src/node/header'
import { Node } from '../src/node/node'
import { Submissions } from '../src/node/submissions'
import { PROTOCOLS } from '../src/protocol/params'

const answers = new Map(readVectors<{ name: string; message: string }>('wire').map((a) => [a.name, a.message]))

function refusal(body: Uint8Array): string {
  const node = new Node()
  try {
    node.submit(body)
  } catch (e) {
    return shown((e as Error).message)
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

  it('each votes on the next protocol as this chain does', () => {
    for (const [i, { header }] of blocks.entries()) {
      if (i === 0) continue
      const [before, own] = [blocks[i - 1]!.header, header].map((raw) => decodeHeader(fromHex(raw)))
      const params = Object.values(PROTOCOLS).find(({ url }) => url === own!.protocol)!
      expect(own).toMatchObject(nextVote(before!, params))
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

it('a vote of v41 ends in round 10,001, as on a node, and its status says what comes', async () => {
  const node = new Node({ protocol: 'v41' })
  const api = algodApi(new Submissions(node))
  const status = async () => {
    const request = { method: 'GET', path: '/v2/status', query: new Map(), headers: {}, body: new Uint8Array(0) }
    return JSON.parse(new TextDecoder().decode((await api(request)).body)) as Record<string, unknown>
  }
  const { v41, v42 } = PROTOCOLS
  expect(await status()).not.toHaveProperty('upgrade-votes')
  for (let round = 0; round < 3; round++) node.mine()
  const vote = { 'upgrade-next-protocol-vote-before': 10_001, 'upgrade-vote-rounds': 10_000, 'upgrade-delay': 0 }
  const open = { 'upgrade-votes': 3, 'upgrade-yes-votes': 3, 'upgrade-no-votes': 0, 'upgrade-node-vote': true }
  const needed = { 'upgrade-votes-required': 9_000 }
  expect(await status()).toMatchObject({
    ...vote,
    ...open,
    ...needed,
    'next-version': v41.url,
    'next-version-round': 4,
  })
  let header = node.lastHeader
  const passed: string[] = []
  for (let round = 4; round <= 10_003; round++) {
    header = { ...header, ...nextVote(header, v41), round: BigInt(round) }
    if (round > 9_998) passed.push(`${round} ${header.nextYes} ${header.approves} ${header.nextSwitch}`)
  }
  expect(passed).toEqual([
    '9999 9999 true 218001',
    '10000 10000 true 218001',
    '10001 10000 false 218001',
    '10002 10000 false 218001',
    '10003 10000 false 218001',
  ])
  node.load([{ ...node.block(3n)!, header, round: 10_003n }], node.state)
  const closed = {
    'upgrade-votes': 10_000,
    'upgrade-yes-votes': 10_000,
    'upgrade-no-votes': 0,
    'upgrade-node-vote': false,
  }
  const next = { 'next-version': v42.url, 'next-version-round': 218_001 }
  expect(await status()).toMatchObject({ ...vote, ...closed, ...needed, ...next })
})

it('text of a block that is no UTF-8 is shown with a mark for each byte that is none', () => {
  const text = Uint8Array.of(0x76, 0xf0, 0x9f, 0x29, 0xff, 0x41)
  expect(readValue(Uint8Array.of(0xa0 | text.length, ...text))).toBe('v\ufffd\ufffd)\ufffdA')
})
