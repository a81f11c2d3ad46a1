import { parseAddress } from '../../src/protocol/address'
import { utf8 } from '../../src/protocol/bytes'
import { ZERO_ADDRESS } from '../../src/protocol/txn'
import { APPROVE, scenario } from './scenario'

const lease = new Uint8Array(32).fill(7)
const FEE_SINK = parseAddress('A7NMWS3NT3IUDMLVO26ULGXGIIOUQ3ND2TXSER6EBGRZNOBOUIQXHIBGDE')!
const REWARDS_POOL = parseAddress('7777777777777777777777777777777777777777777777777774MSJUVU')!

export const PAYMENTS = [
  scenario('a payment moves the amount and the fee', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('pay', w.pay(a, b, 1_234_567n))
    await w.send('nothing to oneself', w.pay(a, a, 0n))
    await w.send('everything above the minimum', w.pay(a, b, 10_000_000n - 1_234_567n - 3_000n - 100_000n))
    await w.send('a microalgo more', w.pay(a, b, 1n))
  }),
  scenario('more than there is', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('amount', w.pay(a, b, 10_000_001n))
    await w.send('amount and fee', w.pay(a, b, 10_000_000n))
    await w.send('fee alone', w.pay(w.key('poor'), b, 0n))
    await w.send('in algos', w.pay(a, b, 12_345_000_000n))
    await w.send('below the minimum', w.pay(a, b, 9_900_000n))
  }),
  scenario('an account that receives too little to exist', async (w) => {
    const a = await w.account('a')
    await w.send('99999', w.pay(a, w.key('new'), 99_999n))
    await w.send('100000', w.pay(a, w.key('new'), 100_000n))
    await w.send('nothing to nobody', w.pay(a, w.key('other'), 0n))
  }),
  scenario('close-out sends what is left', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), await w.account('c')]
    await w.send('close to another', w.pay(a, b, 1_000n, { closeRemainderTo: c.address }))
    await w.send('closed account cannot pay', w.pay(a, b, 0n))
    await w.send('close to itself', w.pay(b, c, 0n, { closeRemainderTo: b.address }))
    await w.send('close to the receiver', w.pay(b, c, 0n, { closeRemainderTo: c.address }))
  }),
  scenario('close-out with things left', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const { ids } = await w.must('create asset', w.createAsset(b, { total: 10n }))
    await w.must('opt in', w.transfer(a, a, ids[0]!, 0n))
    await w.send('holds an asset', w.pay(a, b, 0n, { closeRemainderTo: b.address }))
    const app = await w.must('create app', w.createApp(b, APPROVE, APPROVE))
    await w.send('created an asset', w.pay(b, a, 0n, { closeRemainderTo: a.address }))
    const c = await w.account('c')
    await w.must('opt in to app', w.call(c, app.ids[0]!, { onCompletion: 1 }))
    await w.send('opted in to an app', w.pay(c, a, 0n, { closeRemainderTo: a.address }))
    const d = await w.account('d')
    await w.must('create app', w.createApp(d, APPROVE, APPROVE))
    await w.send('created an app', w.pay(d, a, 0n, { closeRemainderTo: a.address }))
  }),
  scenario('fee sink and rewards pool', async (w) => {
    const a = await w.account('a')
    await w.send('pay to the sink', w.pay(a, FEE_SINK, 1n))
    await w.send('pay to the pool', w.pay(a, REWARDS_POOL, 1n))
    await w.send('from the sink', { txn: w.pay(FEE_SINK, a, 1n), auth: { by: a } })
    await w.send('from the pool', { txn: w.pay(REWARDS_POOL, a, 1n), auth: { by: a } })
    await w.send('from nobody', { txn: w.pay(ZERO_ADDRESS, a, 1n), auth: { by: a } })
  }),
  scenario('life of a transaction', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const at = w.lastRound
    await w.send('too early', w.pay(a, b, 1n, { firstValid: at + 5n, lastValid: at + 9n }))
    await w.send('too late', w.pay(a, b, 2n, { firstValid: at, lastValid: at }))
    await w.send('just in time', w.pay(a, b, 3n, { firstValid: at, lastValid: at + 1n }))
    await w.send('now and never again', w.pay(a, b, 4n, { firstValid: at + 2n, lastValid: at + 2n }))
    await w.send('backwards', w.pay(a, b, 5n, { firstValid: 9n, lastValid: 8n }))
    await w.send('too long', w.pay(a, b, 6n, { firstValid: at, lastValid: at + 1_001n }))
    await w.send('long enough', w.pay(a, b, 7n, { firstValid: at, lastValid: at + 1_000n }))
  }),
  scenario('which chain it is for', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('no genesis id', w.pay(a, b, 1n, { genesisId: '' }))
    await w.send('another id', w.pay(a, b, 2n, { genesisId: 'mainnet-v1.0' }))
    await w.send('no genesis hash', w.pay(a, b, 3n, { genesisHash: ZERO_ADDRESS }))
  }),
  scenario('the same transaction twice', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const once = w.pay(a, b, 1n)
    await w.send('first', once)
    await w.send('second', once)
    await w.send('another note', { ...once, note: utf8('again') })
    const twin = w.pay(a, b, 2n)
    await w.sendAsIs('twice in a list', twin, twin)
    await w.send('twice in a group', twin, twin)
  }),
  scenario('a lease is exclusive until it ends', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const until = w.lastRound + 4n
    await w.send('take', w.pay(a, b, 1n, { lease, lastValid: until }))
    await w.send('taken', w.pay(a, b, 2n, { lease }))
    await w.send('other lease', w.pay(a, b, 3n, { lease: new Uint8Array(32).fill(8) }))
    await w.send('other sender', w.pay(b, a, 4n, { lease }))
    await w.send('still taken', w.pay(a, b, 5n, { lease }))
    await w.send('a round', w.pay(a, b, 6n))
    await w.send('free again', w.pay(a, b, 7n, { lease }))
    await w.send('twice in a group', w.pay(b, a, 8n, { lease: FEE_SINK }), w.pay(b, a, 9n, { lease: FEE_SINK }))
  }),
  scenario('fees are pooled over a group', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('too little', w.pay(a, b, 1n, { fee: 999n }))
    await w.send('nothing', w.pay(a, b, 1n, { fee: 0n }))
    await w.send('more than needed', w.pay(a, b, 1n, { fee: 12_345n }))
    await w.send('one pays for both', w.pay(a, b, 1n, { fee: 0n }), w.pay(b, a, 1n, { fee: 2_000n }))
    await w.send('both too little', w.pay(a, b, 2n, { fee: 0n }), w.pay(b, a, 1n, { fee: 1_999n }))
    await w.send('three', ...[0n, 3_000n, 0n].map((fee, i) => w.pay(a, b, BigInt(3 + i), { fee })))
  }),
  scenario('a group is all or nothing', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('the second fails', w.pay(a, b, 5n), w.pay(b, a, 50_000_000n))
    await w.send('money passes through', w.pay(a, w.key('c'), 500_000n), w.pay(w.key('c'), b, 300_000n))
    await w.send('below the minimum in between', w.pay(a, w.key('d'), 5n), w.pay(a, w.key('d'), 500_000n))
    const many = Array.from({ length: 16 }, (_, i) => w.pay(a, b, BigInt(i)))
    await w.send('sixteen', ...many)
  }),
  scenario('group ids', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const wrong = new Uint8Array(32).fill(3)
    await w.sendAsIs('none', w.pay(a, b, 1n), w.pay(a, b, 2n))
    await w.sendAsIs('wrong', w.pay(a, b, 1n, { group: wrong }), w.pay(a, b, 2n, { group: wrong }))
    await w.sendAsIs('one without', w.pay(a, b, 1n, { group: wrong }), w.pay(a, b, 2n))
    await w.sendAsIs('wrong alone', w.pay(a, b, 1n, { group: wrong }))
  }),
  scenario('a note has a size', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    for (const size of [1_024, 1_025, 4_096, 4_097]) {
      await w.send(`${size}`, w.pay(a, b, 1n, { note: new Uint8Array(size), fee: 2_000n }))
    }
  }),
  scenario(
    'bytes above the free note cost a surcharge',
    async (w) => {
      const [a, b] = [await w.account('a'), await w.account('b')]
      const note = (size: number) => ({ note: new Uint8Array(size).fill(1) })
      await w.send('one byte, no fee for it', w.pay(a, b, 1n, note(1_025)))
      await w.send('one byte, rounded up', w.pay(a, b, 1n, { ...note(1_025), fee: 1_001n }))
      await w.send('ten bytes', w.pay(a, b, 2n, { ...note(1_034), fee: 1_001n }))
      await w.send('eleven bytes', w.pay(a, b, 3n, { ...note(1_035), fee: 1_001n }))
      await w.send(
        'rounded once for the group',
        w.pay(a, b, 4n, { ...note(1_029), fee: 1_001n }),
        w.pay(a, b, 5n, { ...note(1_029), fee: 1_000n }),
      )
      await w.send('everything', w.pay(a, b, 6n, { ...note(4_096), fee: 1_307n }))
      await w.send('nearly', w.pay(a, b, 7n, { ...note(4_096), fee: 1_308n }))
    },
    'v42',
  ),
  scenario('fields of another type', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('asset in a payment', w.pay(a, b, 1n, { xferAsset: 5n }))
    await w.send('payment in a transfer', w.transfer(a, b, 5n, 1n, { amount: 5n }))
    await w.send('app in a payment', w.pay(a, b, 1n, { applicationArgs: [lease] }))
    await w.send('freeze in a payment', w.pay(a, b, 1n, { assetFrozen: true }))
  }),
  scenario('key registration', async (w) => {
    const a = await w.account('a')
    await w.send('offline', w.txn('keyreg', a))
    await w.send('half a key', w.txn('keyreg', a, { voteKey: lease }))
    await w.send('rounds without keys', w.txn('keyreg', a, { voteFirst: 1n, voteLast: 2n }))
    await w.send('backwards', w.txn('keyreg', a, { voteFirst: 2n, voteLast: 1n }))
    const state = { stateProofKey: new Uint8Array(64).fill(1) }
    await w.send('state proof key alone', w.txn('keyreg', a, state))
    await w.send('never again', w.txn('keyreg', a, { nonparticipation: true }))
    await w.send('not even offline', w.txn('keyreg', a, { note: utf8('x') }))
  }),
]
