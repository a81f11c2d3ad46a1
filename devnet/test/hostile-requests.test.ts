import {
  Address,
  encodeMsgpack,
  makeApplicationCreateTxnFromObject,
  modelsv2,
  OnApplicationComplete,
  SignedTransaction,
} from 'algosdk'
import { describe, expect, it } from 'vitest'
import { algodApi } from '../src/api/algod'
import { assemble } from '../src/avm/assembler'
import { Node } from '../src/node/node'
import { Submissions } from '../src/node/submissions'
import { concat, utf8 } from '../src/protocol/bytes'

/** Bodies made to cost more than their length, or to nest deeper than a stack is. The texts are a node's. */

const TOO_LARGE = 'http: request body too large'
const NOT_JSON =
  'failed to decode object: json decode error [pos 1]: only encoded map or array can be decoded into a struct'

const bytes = (...codes: number[]) => Uint8Array.from(codes)
const text = (value: string) => concat(bytes(0xa0 | value.length), utf8(value))
const field = (name: string, value: Uint8Array) => concat(bytes(0x81), text(name), value)
const inTxn = (name: string, value: Uint8Array) => field('txn', field(name, value))

function repeated(item: Uint8Array, count: number): Uint8Array {
  const out = new Uint8Array(item.length * count)
  for (let i = 0; i < count; i++) out.set(item, i * item.length)
  return out
}

/** A list that says it has `said` items. */
const list = (said: number, items: Uint8Array) =>
  concat(bytes(0xdd, said >>> 24, (said >>> 16) & 255, (said >>> 8) & 255, said & 255), items)

const NIL = bytes(0xc0)
const EMPTY = bytes(0x80)
const ONE_IN_ONE = bytes(0x91)
const MANY = 200_000
const LONGEST_PROGRAM = 512 * 1024
const group = (txns: Uint8Array) => field('txn-groups', concat(ONE_IN_ONE, field('txns', txns)))

const SUBMIT = '/v2/transactions'
const SIMULATE = '/v2/transactions/simulate'
const DISASSEMBLE = '/v2/teal/disassemble'
const COMPILE = '/v2/teal/compile'

const REFUSED: [name: string, path: string, body: Uint8Array, message: string | RegExp][] = [
  ['millions of zeros', SUBMIT, new Uint8Array(4_000_000), TOO_LARGE],
  ['a list said to be endless', SUBMIT, inTxn('apaa', list(0xffff_ffff, NIL)), 'empty txgroup'],
  ['bytes said to be endless', SUBMIT, inTxn('note', bytes(0xc6, 255, 255, 255, 255)), 'empty txgroup'],
  ['very many accounts', SUBMIT, inTxn('apat', list(MANY, repeated(NIL, MANY))), /invalid : unknown tx type $/],
  ['very many keys', SUBMIT, field('msig', field('subsig', list(20_000, repeated(NIL, 20_000)))), /unknown tx type $/],
  ['a group nested in lists', SIMULATE, group(repeated(ONE_IN_ONE, MANY)), NOT_JSON],
  ['a group nested in maps', SIMULATE, group(concat(ONE_IN_ONE, repeated(field('a', bytes()), 300_000))), NOT_JSON],
  ['very many groups', SIMULATE, field('txn-groups', list(MANY, repeated(EMPTY, MANY))), 'empty txgroup'],
  [
    'a very large group',
    SIMULATE,
    group(list(MANY, repeated(NIL, MANY))),
    `transaction group size ${MANY} exceeds protocol max 16`,
  ],
  [
    'JSON nested in lists',
    SIMULATE,
    utf8(`{"txn-groups":${'['.repeat(MANY)}`),
    /^failed to decode object: json decode/,
  ],
  ['JSON nested in objects', SIMULATE, utf8('{"a":'.repeat(190_000)), /^failed to decode object: json decode/],
  ['a body too large to simulate', SIMULATE, new Uint8Array(1_000_001), TOO_LARGE],
  ['a program too large', DISASSEMBLE, concat(bytes(10), new Uint8Array(LONGEST_PROGRAM)), TOO_LARGE],
  ['a source too large', COMPILE, new Uint8Array(LONGEST_PROGRAM + 1), TOO_LARGE],
  [
    'a long constant shown in every line',
    DISASSEMBLE,
    concat(bytes(10, 0x26, 1, 0x80, 0x80, 0x0f), new Uint8Array(245_760), repeated(bytes(0x28), 250_000)),
    /^NotSupportedByDevnet: a program whose text exceeds/,
  ],
]

async function post(node: Node, path: string, body: Uint8Array): Promise<{ status: number; message: string }> {
  const api = algodApi(new Submissions(node))
  const answer = await api({
    method: 'POST',
    path,
    query: new Map(),
    headers: { 'x-algo-api-token': 'a'.repeat(64) },
    body,
  })
  const { message = '' } = JSON.parse(new TextDecoder().decode(answer.body)) as { message?: string }
  return { status: answer.status, message }
}

describe('given a request made to stop the server', () => {
  it.each(REFUSED)(
    'when it is %s, it is refused in words and the chain is as it was',
    async (_name, path, body, message) => {
      const node = new Node()
      const { state, lastRound } = node
      const refused = await post(node, path, body)
      expect(refused.status).toBe(400)
      if (typeof message === 'string') expect(refused.message).toBe(message)
      else expect(refused.message).toMatch(message)
      expect(node.state).toBe(state)
      expect(node.lastRound).toBe(lastRound)
    },
  )

  it('when a program is as large as it may be, it is disassembled', async () => {
    const body = concat(bytes(10), new Uint8Array(LONGEST_PROGRAM - 1))
    expect(await post(new Node(), DISASSEMBLE, body)).toMatchObject({ status: 200 })
  })

  const sender = new Uint8Array(32).fill(7)
  const rich = { accounts: [{ address: sender, comment: 'rich', microAlgos: 10n ** 12n, online: true }] }
  const simulated = async (source: string, trace: boolean) => {
    const node = new Node({ genesis: rich })
    const suggestedParams = { fee: 10_000, flatFee: true, minFee: 1_000, firstValid: 1, lastValid: 100 }
    const txn = makeApplicationCreateTxnFromObject({
      ...{ sender: new Address(sender), onComplete: OnApplicationComplete.NoOpOC },
      ...{ numGlobalInts: 0, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 },
      approvalProgram: assemble(`#pragma version 12\n${source}`).program,
      clearProgram: assemble('#pragma version 12\nint 1').program,
      suggestedParams: { ...suggestedParams, genesisHash: node.genesis.hash, genesisID: node.genesis.id },
    })
    const request = new modelsv2.SimulateRequest({
      ...{ allowEmptySignatures: true, extraOpcodeBudget: 320_000 },
      ...(trace ? { execTraceConfig: new modelsv2.SimulateTraceConfig({ enable: true, stackChange: true }) } : {}),
      txnGroups: [new modelsv2.SimulateRequestTransactionGroup({ txns: [new SignedTransaction({ txn })] })],
    })
    return post(node, SIMULATE, encodeMsgpack(request))
  }

  it('when the trace would take gigabytes, it is refused by name', async () => {
    const source = 'int 2048\nbzero\ndup\nagain:\ndup2\nconcat\npop\nb again'
    expect(await simulated(source, true)).toEqual({
      status: 400,
      message: expect.stringMatching(/^NotSupportedByDevnet: an execution trace of more than 64 MiB/) as string,
    })
    expect(await simulated(source, false)).toMatchObject({ status: 200 })
  })

  it('when an inner transaction is not supported, that is the answer, and no failure of the program', async () => {
    const online = 'int keyreg\nitxn_field TypeEnum\nint 1\nitxn_field VoteFirst\nint 9\nitxn_field VoteLast'
    const keys = `int 32\nbzero\nint 0\nint 1\nsetbit\ndup\nitxn_field VotePK\nitxn_field SelectionPK\n${online}`
    const proof = 'int 64\nbzero\nint 0\nint 1\nsetbit\nitxn_field StateProofPK\nint 3\nitxn_field VoteKeyDilution'
    const source = `itxn_begin\n${keys}\n${proof}\nint 0\nitxn_field Fee\nitxn_submit\nint 1`
    expect(await simulated(source, false)).toEqual({
      status: 400,
      message: expect.stringMatching(/^NotSupportedByDevnet: a key registration that goes online/) as string,
    })
  })
})
