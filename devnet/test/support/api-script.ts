import { algo } from '@algorandfoundation/algokit-utils'
import algosdk from 'algosdk'
import { CLEAR, PROBE } from './programs'
import type { RawAnswer, Target } from './target'
import { Names } from './target'

export type Answers = Record<string, unknown>

const { SimulateRequest, SimulateRequestTransactionGroup, SimulateTraceConfig } = algosdk.modelsv2
type SimulateOptions = Omit<ConstructorParameters<typeof SimulateRequest>[0], 'txnGroups'>

/** Two accounts of its own, an app with state and boxes and an asset: what the raw requests are about. */
export class Scene {
  readonly names = new Names()
  app = 0n
  asset = 0n

  private constructor(
    readonly target: Target,
    readonly alice: algosdk.Account,
    readonly bob: algosdk.Account,
  ) {}

  static async set(target: Target): Promise<Scene> {
    const scene = new Scene(target, algosdk.generateAccount(), algosdk.generateAccount())
    const { alice, bob, names } = scene
    const { algorand } = target
    const dispenser = await algorand.account.localNetDispenser()
    for (const account of [alice, bob]) {
      algorand.setSignerFromAccount({ addr: account.addr, signer: algosdk.makeBasicAccountTransactionSigner(account) })
      await algorand.send.payment({
        sender: dispenser.addr,
        signer: dispenser,
        receiver: account.addr,
        amount: algo(100),
      })
    }
    names.add('dispenser', dispenser.addr)
    names.add('alice', alice.addr)
    names.add('bob', bob.addr)
    names.add('genesis', (await algorand.getSuggestedParams()).genesisID ?? '')
    const created = await algorand.send.appCreate({
      sender: alice.addr,
      approvalProgram: PROBE,
      clearStateProgram: CLEAR,
      schema: { globalInts: 2, globalByteSlices: 2, localInts: 1, localByteSlices: 1 },
    })
    scene.app = created.appId
    names.add('app', created.appId)
    names.add('app account', created.appAddress)
    await algorand.send.payment({ sender: alice.addr, receiver: created.appAddress, amount: algo(5) })
    const asset = await algorand.send.assetCreate({
      sender: alice.addr,
      total: 1_000_000n,
      decimals: 6,
      unitName: 'TEST',
      assetName: 'Test dollar',
      url: 'https://example.org/test',
      metadataHash: 'm'.repeat(32),
      manager: alice.addr,
      reserve: alice.addr,
      freeze: alice.addr,
      clawback: alice.addr,
    })
    scene.asset = asset.assetId
    names.add('asset', asset.assetId)
    return scene
  }

  async params(fee?: number): Promise<algosdk.SuggestedParams> {
    const params = await this.target.algorand.getSuggestedParams()
    return fee === undefined ? params : { ...params, flatFee: true, fee }
  }

  async call(
    args: (string | Uint8Array)[],
    more: Partial<Parameters<typeof algosdk.makeApplicationNoOpTxnFromObject>[0]> & { fee?: number } = {},
  ): Promise<algosdk.Transaction> {
    const { fee, ...rest } = more
    return algosdk.makeApplicationNoOpTxnFromObject({
      sender: this.alice.addr,
      appIndex: this.app,
      appArgs: args.map((a) => (typeof a === 'string' ? new TextEncoder().encode(a) : a)),
      suggestedParams: await this.params(fee),
      ...rest,
    })
  }

  async pay(more: Partial<Parameters<typeof algosdk.makePaymentTxnWithSuggestedParamsFromObject>[0]> = {}) {
    return algosdk.makePaymentTxnWithSuggestedParamsFromObject({
      sender: this.alice.addr,
      receiver: this.bob.addr,
      amount: 1n,
      suggestedParams: await this.params(),
      ...more,
    })
  }

  send(body: Uint8Array): Promise<RawAnswer> {
    return this.target.raw('POST', '/v2/transactions', { body, contentType: 'application/x-binary' })
  }

  simulate(txns: algosdk.SignedTransaction[], options: SimulateOptions = {}, format = 'msgpack'): Promise<RawAnswer> {
    const groups = [new SimulateRequestTransactionGroup({ txns })]
    const body = algosdk.encodeMsgpack(new SimulateRequest({ ...options, txnGroups: groups }))
    const contentType = 'application/msgpack'
    return this.target.raw('POST', `/v2/transactions/simulate?format=${format}`, { body, contentType })
  }
}

const unsigned = (txn: algosdk.Transaction) => new algosdk.SignedTransaction({ txn })
const ANY = { allowEmptySignatures: true }
const TRACE = new SimulateTraceConfig({ enable: true, stackChange: true, scratchChange: true, stateChange: true })

/** What is sent, and what was refused. */
export async function transactionAnswers(s: Scene): Promise<Answers> {
  const { alice, bob } = s
  const out: Answers = {}
  const keep = async (name: string, answer: Promise<RawAnswer>) => {
    const { status, body } = await answer
    out[name] = s.names.normal({ status, body: shortened(body) })
  }
  const pending = async (name: string, txn: algosdk.Transaction) => {
    await keep(name, s.send(txn.signTxn(alice.sk)))
    for (const format of ['msgpack', 'json']) {
      await keep(
        `${name}, pending ${format}`,
        s.target.raw('GET', `/v2/transactions/pending/${txn.txID()}?format=${format}`),
      )
    }
  }
  await pending('payment', await s.pay())
  await pending('state', await s.call(['state']))
  await pending('state again: no change', await s.call(['state'], { note: Uint8Array.of(1) }))
  const boxes = [
    { appIndex: 0, name: new TextEncoder().encode('bx') },
    { appIndex: s.app, name: Uint8Array.of(0xff, 1) },
  ]
  await pending('boxes', await s.call(['box'], { boxes }))
  await pending('inner transactions', await s.call(['inner'], { fee: 3000 }))
  await pending('scratch', await s.call(['scratch']))

  for (const name of ['fail', 'reject', 'box', 'log'])
    await keep(`call ${name}`, s.send((await s.call([name])).signTxn(alice.sk)))
  await keep('fee 0', s.send((await s.pay({ suggestedParams: await s.params(0) })).signTxn(alice.sk)))
  const future = { ...(await s.params()), firstValid: 1_000_000_000n, lastValid: 1_000_000_100n }
  await keep('future', s.send((await s.pay({ suggestedParams: future })).signTxn(alice.sk)))
  const other = { ...(await s.params()), genesisID: 'other-v1' }
  await keep('genesis id', s.send((await s.pay({ suggestedParams: other })).signTxn(alice.sk)))
  const hash = { ...(await s.params()), genesisHash: new Uint8Array(32).fill(1) }
  await keep('genesis hash', s.send((await s.pay({ suggestedParams: hash })).signTxn(alice.sk)))
  const twice = (await s.pay({ note: Uint8Array.of(7) })).signTxn(alice.sk)
  await keep('first time', s.send(twice))
  await keep('second time', s.send(twice))
  await keep('wrong key', s.send((await s.pay({ note: Uint8Array.of(8) })).signTxn(bob.sk)))
  const broken = new algosdk.SignedTransaction({ txn: await s.pay(), sig: new Uint8Array(64).fill(9) })
  await keep('broken signature', s.send(algosdk.encodeMsgpack(broken)))
  await keep('no signature', s.send(algosdk.encodeMsgpack(unsigned(await s.pay()))))
  await keep('nothing', s.send(new Uint8Array(0)))
  await keep('no msgpack', s.send(Uint8Array.of(1, 2, 3)))
  await keep('cut off', s.send(Uint8Array.of(0x81)))
  await keep('empty map', s.send(Uint8Array.of(0x80)))
  const many = await Promise.all(Array.from({ length: 17 }, (_, i) => s.pay({ amount: i })))
  await keep('17 transactions', s.send(joined(many.map((t) => t.signTxn(alice.sk)))))
  const pair = [await s.pay({ amount: 1 }), await s.pay({ amount: 2 })]
  await keep('no group id', s.send(joined(pair.map((t) => t.signTxn(alice.sk)))))
  const grouped = algosdk.assignGroupID([await s.pay({ amount: 3 }), await s.pay({ amount: 4 })])
  await keep('half a group', s.send(grouped[0]!.signTxn(alice.sk)))
  await keep('group', s.send(joined(grouped.map((t) => t.signTxn(alice.sk)))))
  const last = algosdk.assignGroupID([await s.pay({ amount: 5 }), await s.call(['fail'])])
  const used = algosdk.assignGroupID([
    await s.call(['scratch']),
    await s.call(['state'], { note: Uint8Array.of(2) }),
    await s.call(['fail']),
  ])
  await keep('group whose third fails', s.send(joined(used.map((t) => t.signTxn(alice.sk)))))
  await keep('group whose second fails', s.send(joined(last.map((t) => t.signTxn(alice.sk)))))
  // The complaint names a position: rounds of a size that does not grow with the chain's.
  const suggestedParams = { ...(await s.params()), firstValid: 1n, lastValid: 1_001n }
  const complete = (await s.pay({ amount: 6, suggestedParams })).signTxn(alice.sk)
  await keep('trailing bytes', s.send(joined([complete, Uint8Array.of(1, 2)])))
  return out
}

export async function simulateAnswers(s: Scene): Promise<Answers> {
  const { alice, bob } = s
  const out: Answers = {}
  const keep = async (name: string, answer: Promise<RawAnswer>) => {
    const { status, body } = await answer
    out[name] = s.names.normal({ status, body: shortened(body) })
  }
  const call = async (name: string, args: (string | Uint8Array)[], options: SimulateOptions = {}, fee?: number) => {
    const txn = await s.call(args, fee === undefined ? {} : { fee })
    await keep(name, s.simulate([unsigned(txn)], { ...ANY, ...options }))
  }
  const signed = async () => algosdk.decodeSignedTransaction((await s.pay()).signTxn(alice.sk))
  await keep('payment', s.simulate([await signed()]))
  await keep('payment, json', s.simulate([await signed()], {}, 'json'))
  await keep('unsigned', s.simulate([unsigned(await s.pay())]))
  await keep('unsigned allowed', s.simulate([unsigned(await s.pay())], ANY))
  for (const name of ['state', 'fail', 'reject', 'box', 'burn', 'log', 'delete', 'deep', 'scratch']) {
    await call(name, [name])
    await call(`${name}, traced`, [name], { execTraceConfig: TRACE, allowUnnamedResources: true })
  }
  await call('unnamed boxes', ['box'], { allowUnnamedResources: true })
  await call('unnamed big box', ['bigbox'], { allowUnnamedResources: true })
  const stranger = algosdk.generateAccount().addr
  s.names.add('stranger', stranger)
  await call('unnamed account', ['account', stranger.publicKey], { allowUnnamedResources: true })
  await call('unavailable account', ['account', stranger.publicKey])
  const asset = algosdk.encodeUint64(s.asset)
  const app = algosdk.encodeUint64(s.app)
  await call('unnamed holding', ['asset', stranger.publicKey, asset], { allowUnnamedResources: true })
  await call('unnamed holding of the sender', ['asset', alice.addr.publicKey, asset], { allowUnnamedResources: true })
  await call('unavailable holding', ['asset', alice.addr.publicKey, asset])
  await call('unnamed locals', ['local', stranger.publicKey, app], { allowUnnamedResources: true })
  await call('unavailable locals', ['local', stranger.publicKey, app])
  await call('inner', ['inner'], { allowUnnamedResources: true }, 5000)
  await call('inner, traced', ['inner'], { execTraceConfig: TRACE }, 5000)
  await call('inner without fee', ['inner'], { allowUnnamedResources: true })
  await call('fee 0', ['nothing'], {}, 0)
  await call('extra budget, more logging', ['burn'], { extraOpcodeBudget: 20_000, allowMoreLogging: true })
  await call('more logging', ['log'], { extraOpcodeBudget: 200_000, allowMoreLogging: true })
  await call('too much extra budget', ['nothing'], { extraOpcodeBudget: 320_001 })
  await call('fix signers', ['nothing'], { fixSigners: true })
  await call('trace without enable', ['nothing'], { execTraceConfig: new SimulateTraceConfig({ stackChange: true }) })
  await keep('fix signers alone', s.simulate([unsigned(await s.call(['nothing']))], { fixSigners: true }))
  const rekey = algosdk.assignGroupID([
    await s.pay({ sender: bob.addr, receiver: bob.addr, rekeyTo: alice.addr }),
    await s.pay({ sender: bob.addr, receiver: alice.addr }),
  ])
  await keep('rekeyed in the group', s.simulate(rekey.map(unsigned), ANY))
  await keep('rekeyed in the group, fixed', s.simulate(rekey.map(unsigned), { ...ANY, fixSigners: true }))
  await keep('nothing', s.simulate([]))
  const group = algosdk.assignGroupID([await s.call(['burn']), await s.call(['state']), await s.pay()])
  await keep('group', s.simulate(group.map(unsigned), ANY))
  await keep('half a group', s.simulate([unsigned(group[0]!)], ANY))
  await keep('no group id', s.simulate([unsigned(await s.pay()), unsigned(await s.pay({ amount: 2 }))], ANY))
  const many = await Promise.all(Array.from({ length: 17 }, (_, i) => s.pay({ amount: i })))
  await keep('17 transactions', s.simulate(many.map(unsigned), ANY))
  const wrong = algosdk.decodeSignedTransaction((await s.pay()).signTxn(bob.sk))
  await keep('wrong key', s.simulate([wrong]))
  const broken = new algosdk.SignedTransaction({ txn: await s.pay(), sig: new Uint8Array(64).fill(9) })
  await keep('broken signature', s.simulate([broken]))
  await keep('broken signature, empty ones allowed', s.simulate([broken], ANY))
  const raw = (name: string, body: Uint8Array | string, contentType: string) =>
    keep(name, s.target.raw('POST', '/v2/transactions/simulate', { body, contentType }))
  await raw('no groups', algosdk.encodeMsgpack(new SimulateRequest({ txnGroups: [] })), 'application/msgpack')
  await raw('no msgpack', Uint8Array.of(1, 2, 3), 'application/msgpack')
  await raw('empty body', '', 'application/msgpack')
  await raw('too long', new Uint8Array(1_000_001), 'application/msgpack')
  await raw('no groups, json', '{"txn-groups":[]}', 'application/json')
  return out
}

function joined(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((p) => [...p]))
}

/** The node prints whole transactions and accounts into some messages: their beginning is enough. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > 600 && !value.includes('[]transactions.'))
    return `${value.slice(0, 40)}...`
  if (Array.isArray(value)) return value.map(shortened)
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value
  if (value instanceof Map) return shortened(Object.fromEntries(value as Map<string, unknown>))
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shortened(v)]))
}
