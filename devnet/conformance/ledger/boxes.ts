import { appAddress } from '../../src/protocol/address'
import { uint64, utf8 } from '../../src/protocol/bytes'
import type { BoxRef } from '../../src/protocol/txn'
import type { Key } from './backend'
import { APPROVE, scenario, switchboard, teal } from './scenario'
import type { World } from './world'

const PROGRAM = switchboard({
  create: 'txna ApplicationArgs 1; txna ApplicationArgs 2; btoi; box_create; itob; log; int 1; return',
  put: 'txna ApplicationArgs 1; txna ApplicationArgs 2; box_put; int 1; return',
  get: 'txna ApplicationArgs 1; box_get; assert; log; int 1; return',
  len: 'txna ApplicationArgs 1; box_len; pop; itob; log; int 1; return',
  del: 'txna ApplicationArgs 1; box_del; itob; log; int 1; return',
  replace: 'txna ApplicationArgs 1; int 1; byte "XY"; box_replace; int 1; return',
  extract: 'txna ApplicationArgs 1; int 1; int 2; box_extract; log; int 1; return',
  splice: 'txna ApplicationArgs 1; int 1; int 2; byte "abc"; box_splice; int 1; return',
  resize: 'txna ApplicationArgs 1; txna ApplicationArgs 2; btoi; box_resize; int 1; return',
  reject: 'txna ApplicationArgs 1; int 8; box_create; pop; int 0; return',
  again: 'txna ApplicationArgs 1; box_del; assert; txna ApplicationArgs 1; int 2000; box_create; assert; int 1; return',
})

async function withBoxes(w: World, a: Key): Promise<bigint> {
  const id = (await w.must('deploy', w.createApp(a, PROGRAM, APPROVE))).ids[0]!
  await w.must('fund', w.pay(a, appAddress(id), 5_000_000n))
  return id
}

const ref = (name: string | Uint8Array): BoxRef => ({ index: 0, name: typeof name === 'string' ? utf8(name) : name })
const none: BoxRef = { index: 0, name: new Uint8Array(0) }

/** A call about one box, with a reference to it and perhaps others. */
function on(w: World, a: Key, id: bigint, what: string, name: string, more: Uint8Array[] = [], refs = [ref(name)]) {
  return w.call(a, id, { applicationArgs: [utf8(what), utf8(name), ...more], boxes: refs })
}

export const BOXES = [
  scenario('boxes come and go', async (w) => {
    const a = await w.account('a')
    const id = await withBoxes(w, a)
    const size = (n: bigint) => [uint64(n)]
    await w.send('create', on(w, a, id, 'create', 'b', size(8n)))
    await w.send('create again', on(w, a, id, 'create', 'b', size(8n), [ref('b'), none]))
    await w.send('create with another size', on(w, a, id, 'create', 'b', size(9n)))
    await w.send('get', on(w, a, id, 'get', 'b'))
    await w.send('put', on(w, a, id, 'put', 'b', [utf8('12345678')]))
    await w.send('put another size', on(w, a, id, 'put', 'b', [utf8('123456789')]))
    await w.send('put a new one', on(w, a, id, 'put', 'c', [utf8('new')]))
    await w.send('replace', on(w, a, id, 'replace', 'b'))
    await w.send('extract', on(w, a, id, 'extract', 'b'))
    await w.send('splice', on(w, a, id, 'splice', 'b'))
    await w.send('resize', on(w, a, id, 'resize', 'b', size(12n)))
    await w.send('replace outside', on(w, a, id, 'replace', 'tiny'))
    await w.send('length of none', on(w, a, id, 'len', 'none'))
    await w.send('get none', on(w, a, id, 'get', 'none'))
    await w.send('delete', on(w, a, id, 'del', 'b'))
    await w.send('delete again', on(w, a, id, 'del', 'b', [], [ref('b'), none]))
    await w.send('nothing stays of a rejection', on(w, a, id, 'reject', 'r'))
    await w.send('empty box', on(w, a, id, 'create', 'e', size(0n)))
  }),
  scenario('boxes need references', async (w) => {
    const a = await w.account('a')
    const id = await withBoxes(w, a)
    await w.send('none', on(w, a, id, 'create', 'b', [uint64(8n)], []))
    await w.send('another', on(w, a, id, 'create', 'b', [uint64(8n)], [ref('c')]))
    await w.send('an empty one', on(w, a, id, 'create', 'b', [uint64(8n)], [none]))
    const elsewhere = w.call(a, id, { boxes: [ref('b')] })
    await w.send('in another call', elsewhere, on(w, a, id, 'create', 'b', [uint64(8n)], []))
    await w.send('name without bytes', on(w, a, id, 'create', '', [uint64(8n)], [none]))
    const named = { ...on(w, a, id, 'get', 'b', [], []), foreignApps: [id], boxes: [{ index: 1, name: utf8('b') }] }
    await w.send('by the app in the list', named)
    const listed = { ...on(w, a, id, 'get', 'b', [], []), access: [{ box: { index: 0, name: utf8('b') } }] }
    await w.send('in an access list', listed)
  }),
  scenario('boxes need a minimum balance', async (w) => {
    const a = await w.account('a')
    const id = (await w.must('deploy', w.createApp(a, PROGRAM, APPROVE))).ids[0]!
    await w.send('no money', on(w, a, id, 'create', 'b', [uint64(8n)]))
    await w.must('fund', w.pay(a, appAddress(id), 100_000n + 2_500n + 400n * 9n))
    await w.send('a byte too many', on(w, a, id, 'create', 'b', [uint64(9n)]))
    await w.send('just enough', on(w, a, id, 'create', 'b', [uint64(8n)]))
    await w.send('delete the app', w.call(a, id, { onCompletion: 5 }))
  }),
  scenario('references buy bytes', async (w) => {
    const a = await w.account('a', 100_000_000n)
    const id = await withBoxes(w, a)
    await w.must('fund', w.pay(a, appAddress(id), 50_000_000n))
    const size = (n: bigint) => [uint64(n)]
    await w.send('2048', on(w, a, id, 'create', 'b', size(2_048n)))
    await w.send('2049', on(w, a, id, 'create', 'c', size(2_049n)))
    await w.send('2049 with two', on(w, a, id, 'create', 'c', size(2_049n), [ref('c'), none]))
    await w.send('read too much', on(w, a, id, 'len', 'c'))
    await w.send('read both', on(w, a, id, 'len', 'c', [], [ref('b'), ref('c')]))
    await w.send('read both with three', on(w, a, id, 'len', 'c', [], [ref('b'), ref('c'), none]))
    await w.send('delete and create', on(w, a, id, 'again', 'b', [], [ref('b')]))
    await w.send('write with another', on(w, a, id, 'create', 'd', size(2_048n), [ref('d'), ref('b')]))
    await w.send(
      'largest',
      on(w, a, id, 'create', 'x', size(16_384n), [ref('x'), ...Array.from({ length: 7 }, () => none)]),
    )
    const helper = (note: string) => w.call(a, id, { boxes: Array.from({ length: 8 }, () => none), note: utf8(note) })
    await w.send(
      '32768',
      helper('1'),
      on(w, a, id, 'create', 'y', size(32_768n), [ref('y'), ...Array.from({ length: 7 }, () => none)]),
    )
    await w.send('32769', helper('1'), helper('2'), on(w, a, id, 'create', 'z', size(32_769n), [ref('z')]))
    await w.send('too much in a group', on(w, a, id, 'len', 'b'), on(w, a, id, 'len', 'c'))
    await w.send(
      'a failing box read comes first',
      w.call(a, id, { applicationArgs: [utf8('nonsense')], boxes: [ref('c')] }),
    )
  }),
  scenario('boxes of an app created in the group', async (w) => {
    const a = await w.account('a')
    const maker = teal(`byte "first"; int 8; box_create; assert; int 1`)
    await w.send('no reference', w.createApp(a, maker, APPROVE))
    await w.send('an empty reference, no money', w.createApp(a, maker, APPROVE, { boxes: [none] }))
    const lazy = teal(`txn ApplicationID; bz end; byte "first"; int 8; box_create; assert; end:; int 1`)
    const id = (await w.must('deploy', w.createApp(a, lazy, APPROVE))).ids[0]!
    await w.must('fund', w.pay(a, appAddress(id), 1_000_000n))
    await w.send('an older app with an empty reference', w.call(a, id, { boxes: [none] }))
    await w.send('an older app with a reference', w.call(a, id, { boxes: [ref('first')] }))
  }),
  scenario('boxes and clear state', async (w) => {
    const a = await w.account('a')
    const clear = teal('byte "b"; box_len; pop; pop; int 1')
    const id = (await w.must('deploy', w.createApp(a, PROGRAM, clear))).ids[0]!
    await w.must('fund', w.pay(a, appAddress(id), 1_000_000n))
    await w.must('opt in', w.call(a, id, { onCompletion: 1 }))
    await w.send('clear', w.call(a, id, { onCompletion: 3, boxes: [ref('b')] }))
  }),
]
