import { utf8 } from '../../src/protocol/bytes'
import { ZERO_ADDRESS } from '../../src/protocol/txn'
import type { Key } from './backend'
import { scenario } from './scenario'
import type { World } from './world'

async function asset(w: World, creator: Key, extra: object = {}): Promise<bigint> {
  const roles = {
    manager: creator.address,
    reserve: creator.address,
    freeze: creator.address,
    clawback: creator.address,
  }
  const params = {
    total: 1_000n,
    decimals: 2,
    name: utf8('Coin'),
    unitName: utf8('C'),
    url: utf8('u'),
    ...roles,
    ...extra,
  }
  return (await w.must('create', w.createAsset(creator, params))).ids[0]!
}

const freeze = (w: World, by: Key, id: bigint, who: Key, frozen: boolean) =>
  w.txn('afrz', by, { freezeAsset: id, freezeAccount: who.address, assetFrozen: frozen })

export const ASSETS = [
  scenario('create an asset', async (w) => {
    const a = await w.account('a')
    await w.send('plain', w.createAsset(a, { total: 5n }))
    await w.send('no parameters at all', w.txn('acfg', a))
    await w.send('largest', w.createAsset(a, { total: 0xffff_ffff_ffff_ffffn, decimals: 19 }))
    await w.send('decimals', w.createAsset(a, { total: 5n, decimals: 20 }))
    await w.send('name', w.createAsset(a, { name: utf8('n'.repeat(33)) }))
    await w.send('unit', w.createAsset(a, { unitName: utf8('n'.repeat(9)) }))
    await w.send('url', w.createAsset(a, { url: utf8('n'.repeat(97)) }))
    await w.send(
      'longest',
      w.createAsset(a, { name: utf8('n'.repeat(32)), unitName: utf8('n'.repeat(8)), url: utf8('n'.repeat(96)) }),
    )
  }),
  scenario('an asset needs a minimum balance', async (w) => {
    const a = await w.account('a', 250_000n)
    await w.send('first', w.createAsset(a, { total: 5n }))
    await w.send('second', w.createAsset(a, { total: 5n }))
  }),
  scenario('opt in and out', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await asset(w, a)
    await w.send('transfer before', w.transfer(a, b, id, 10n))
    await w.send('nothing before', w.transfer(a, b, id, 0n))
    await w.send('opt in', w.transfer(b, b, id, 0n))
    await w.send('opt in again', w.transfer(b, b, id, 0n, { note: utf8('2') }))
    await w.send('transfer', w.transfer(a, b, id, 10n))
    await w.send('more than held', w.transfer(b, a, id, 11n))
    await w.send('out to the creator', w.transfer(b, a, id, 1n, { assetCloseTo: a.address }))
    await w.send('out again', w.transfer(b, a, id, 0n, { assetCloseTo: a.address }))
    await w.send('from outside', w.transfer(b, a, id, 1n))
  }),
  scenario('opt in to what is not there', async (w) => {
    const a = await w.account('a')
    await w.send('never was', w.transfer(a, a, 999_999_999n, 0n))
    await w.send('zero', w.transfer(a, a, 0n, 0n))
    await w.send('zero with an amount', w.transfer(a, a, 0n, 1n))
    await w.send('send it', w.transfer(a, a, 999_999_999n, 1n))
    const poor = await w.account('poor', 150_000n)
    const id = await asset(w, a)
    await w.send('too poor to opt in', w.transfer(poor, poor, id, 0n))
  }),
  scenario('close-out goes somewhere', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), await w.account('c')]
    const id = await asset(w, a)
    await w.must('in', w.transfer(b, b, id, 0n), w.transfer(a, b, id, 100n))
    await w.send('to who is not opted in', w.transfer(b, c, id, 0n, { assetCloseTo: c.address }))
    await w.must('in', w.transfer(c, c, id, 0n))
    await w.send('some to the creator, rest to another', w.transfer(b, a, id, 30n, { assetCloseTo: c.address }))
    await w.send('creator cannot', w.transfer(a, c, id, 0n, { assetCloseTo: c.address }))
    await w.send('to itself', w.transfer(c, c, id, 0n, { assetCloseTo: c.address }))
    await w.send('without any asset', w.transfer(b, a, id, 0n, { assetCloseTo: a.address }))
  }),
  scenario('freeze', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), await w.account('c')]
    const id = await asset(w, a)
    await w.must('in', w.transfer(b, b, id, 0n), w.transfer(c, c, id, 0n), w.transfer(a, b, id, 100n))
    await w.send('by another', freeze(w, b, id, b, true))
    await w.send('freeze', freeze(w, a, id, b, true))
    await w.send('out', w.transfer(b, a, id, 1n))
    await w.send('in', w.transfer(a, b, id, 1n))
    await w.send('nothing out', w.transfer(b, a, id, 0n))
    await w.send('close to another', w.transfer(b, c, id, 0n, { assetCloseTo: c.address }))
    await w.send('close to the creator', w.transfer(b, c, id, 0n, { assetCloseTo: a.address }))
    await w.send('who holds nothing', freeze(w, a, id, b, true))
    await w.send('unfreeze who is not', freeze(w, a, id, c, false))
    await w.send('asset 0', freeze(w, a, 0n, c, false))
    await w.send('nobody', w.txn('afrz', a, { freezeAsset: id }))
    await w.send('no such asset', freeze(w, a, 999_999_999n, c, false))
  }),
  scenario('frozen by default', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await asset(w, a, { defaultFrozen: true })
    await w.must('opt in', w.transfer(b, b, id, 0n))
    await w.send('frozen from the start', w.transfer(a, b, id, 1n))
    await w.must('unfreeze', freeze(w, a, id, b, false))
    await w.send('unfrozen', w.transfer(a, b, id, 1n))
  }),
  scenario('clawback', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), await w.account('c')]
    const id = await asset(w, a)
    await w.must('in', w.transfer(b, b, id, 0n), w.transfer(a, b, id, 100n), freeze(w, a, id, b, true))
    const back = (by: Key, amount: bigint, fields = {}) =>
      w.transfer(by, a, id, amount, { assetSender: b.address, ...fields })
    await w.send('by another', back(c, 1n))
    await w.send('from a frozen account', back(a, 40n))
    await w.send('more than held', back(a, 61n))
    await w.send('to who is not opted in', w.transfer(a, c, id, 1n, { assetSender: b.address }))
    await w.send('closing', back(a, 1n, { assetCloseTo: a.address }))
    await w.send('nothing', back(a, 0n))
    await w.send('no such asset', w.transfer(a, c, 999_999_999n, 1n, { assetSender: b.address }))
  }),
  scenario('reconfigure', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await asset(w, a)
    const config = (by: Key, params: object) => w.createAsset(by, params, { configAsset: id })
    await w.send('by another', config(b, { manager: b.address }))
    const roles = { manager: b.address, reserve: ZERO_ADDRESS, freeze: b.address, clawback: a.address }
    await w.send('new roles', config(a, roles))
    await w.send('old manager', { ...config(a, roles), note: utf8('2') })
    await w.send('bring the reserve back', config(b, { ...roles, reserve: b.address }))
    await w.send('other fields do not change', {
      ...config(b, { ...roles, total: 5n, name: utf8('New') }),
      configAsset: id,
    })
    await w.send('give up the manager', config(b, { ...roles, manager: ZERO_ADDRESS }))
    await w.send('nobody can now', { ...config(b, roles), note: utf8('3') })
    await w.send('no such asset', { ...config(b, roles), configAsset: 999_999_999n })
  }),
  scenario('destroy', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await asset(w, a)
    await w.must('in', w.transfer(b, b, id, 0n), w.transfer(a, b, id, 1n))
    const destroy = (by: Key, note = '') => w.txn('acfg', by, { configAsset: id, note: utf8(note) })
    await w.send('some is out', destroy(a))
    await w.send('by another', destroy(b))
    await w.must('back', w.transfer(b, a, id, 1n))
    await w.send('all is back', destroy(a, 'again'))
    await w.send('gone', destroy(a, 'gone'))
    await w.send('opt out of what is gone', w.transfer(b, a, id, 0n, { assetCloseTo: a.address }))
    await w.send('transfer of what is gone', w.transfer(a, b, id, 1n))
  }),
  scenario('manager other than creator destroys', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await asset(w, a, { manager: b.address })
    await w.send('creator', w.txn('acfg', a, { configAsset: id }))
    await w.send('manager', w.txn('acfg', b, { configAsset: id }))
  }),
  scenario('overflow', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await asset(w, a, { total: 0xffff_ffff_ffff_ffffn })
    await w.must('in', w.transfer(b, b, id, 0n), w.transfer(a, b, id, 5n))
    await w.send('all but five', w.transfer(a, b, id, 0xffff_ffff_ffff_ffffn - 5n))
    await w.send('to oneself', w.transfer(b, b, id, 0xffff_ffff_ffff_ffffn))
    await w.send('to oneself, too much', w.transfer(a, a, id, 1n))
  }),
  scenario('create and use in one group', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('two at once', w.createAsset(a, { total: 5n }), w.createAsset(b, { total: 6n }))
  }),
]
