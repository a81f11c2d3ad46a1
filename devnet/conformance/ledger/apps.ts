import { utf8 } from '../../src/protocol/bytes'
import type { Txn } from '../../src/protocol/txn'
import type { Key } from './backend'
import { APPROVE, REJECT, scenario, switchboard, teal } from './scenario'
import type { World } from './world'

const arg = (...args: (string | Uint8Array)[]) => ({
  applicationArgs: args.map((a) => (typeof a === 'string' ? utf8(a) : a)),
})
const schema = (uints: bigint, byteSlices: bigint) => ({ uints, byteSlices })

async function deploy(w: World, by: Key, approval: Uint8Array, fields: Partial<Txn> = {}, clear = APPROVE) {
  return (await w.must('deploy', w.createApp(by, approval, clear, fields))).ids[0]!
}

const OPT_IN = { onCompletion: 1 }
const CLOSE_OUT = { onCompletion: 2 }
const CLEAR = { onCompletion: 3 }
const DELETE = { onCompletion: 5 }
const update = (approvalProgram: Uint8Array, clearStateProgram = APPROVE) => ({
  onCompletion: 4,
  approvalProgram,
  clearStateProgram,
})

export const APPS = [
  scenario('create an app', async (w) => {
    const a = await w.account('a')
    await w.send('approves', w.createApp(a, APPROVE, APPROVE))
    await w.send('rejects', w.createApp(a, REJECT, APPROVE))
    await w.send('fails', w.createApp(a, teal('int 1; int 2; ==; assert; int 1'), APPROVE))
    await w.send('errs', w.createApp(a, teal('err'), APPROVE))
    await w.send('leaves two values', w.createApp(a, teal('int 1; int 1'), APPROVE))
    await w.send('ends with bytes', w.createApp(a, teal('byte 0x01'), APPROVE))
    await w.send('is asked to opt in', w.createApp(a, APPROVE, APPROVE, OPT_IN))
    await w.send('is deleted at once', w.createApp(a, APPROVE, APPROVE, DELETE))
    await w.send('is updated at once', w.createApp(a, APPROVE, APPROVE, { onCompletion: 4 }))
    await w.send('is cleared at once', w.createApp(a, APPROVE, APPROVE, CLEAR))
    await w.send('is closed out at once', w.createApp(a, APPROVE, APPROVE, CLOSE_OUT))
    await w.send('unknown completion', w.createApp(a, APPROVE, APPROVE, { onCompletion: 6 }))
  }),
  scenario('programs that are none', async (w) => {
    const a = await w.account('a')
    const none = new Uint8Array(0)
    await w.send('no approval', w.createApp(a, none, APPROVE))
    await w.send('no clear state', w.createApp(a, APPROVE, none))
    await w.send('no version', w.createApp(a, new Uint8Array([0x80]), APPROVE))
    await w.send('different versions', w.createApp(a, APPROVE, teal('int 1', 11)))
    await w.send('old ones may differ', w.createApp(a, teal('int 1', 5), teal('int 1', 4)))
    await w.send('too new', w.createApp(a, new Uint8Array([14, 0x81, 1]), new Uint8Array([14, 0x81, 1])))
    await w.send('version 1', w.createApp(a, teal('int 1', 1), teal('int 1', 1)))
    await w.send('unknown operation', w.createApp(a, new Uint8Array([12, 0xff]), APPROVE))
    await w.send('unknown operation in clear state', w.createApp(a, APPROVE, new Uint8Array([12, 0xff])))
    await w.send('signature operation', w.createApp(a, new Uint8Array([12, 0x2d]), APPROVE))
    await w.send('branch out', w.createApp(a, new Uint8Array([12, 0x42, 0x10, 0]), APPROVE))
    await w.send('cut off', w.createApp(a, new Uint8Array([12, 0x80, 5, 1]), APPROVE))
    const id = await deploy(w, a, APPROVE)
    await w.send('programs in a call', w.call(a, id, { approvalProgram: APPROVE, clearStateProgram: APPROVE }))
  }),
  scenario('an app needs a minimum balance', async (w) => {
    const a = await w.account('a', 1_000_000n)
    await w.send('plain', w.createApp(a, APPROVE, APPROVE))
    await w.send('pages', w.createApp(a, APPROVE, APPROVE, { extraPages: 2 }))
    await w.send('schema', w.createApp(a, APPROVE, APPROVE, { globalSchema: schema(3n, 2n) }))
    await w.send('too much', w.createApp(a, APPROVE, APPROVE, { globalSchema: schema(30n, 2n) }))
    await w.send(
      'local schema is free for the creator',
      w.createApp(a, APPROVE, APPROVE, { localSchema: schema(8n, 8n) }),
    )
    await w.send('no longer', w.createApp(a, APPROVE, APPROVE, { note: utf8('x') }))
  }),
  scenario('schemas have limits', async (w) => {
    const a = await w.account('a', 20_000_000n)
    await w.send('global 64', w.createApp(a, APPROVE, APPROVE, { globalSchema: schema(32n, 32n) }))
    await w.send('global 65', w.createApp(a, APPROVE, APPROVE, { globalSchema: schema(33n, 32n) }))
    await w.send('local 16', w.createApp(a, APPROVE, APPROVE, { localSchema: schema(16n, 0n) }))
    await w.send('local 17', w.createApp(a, APPROVE, APPROVE, { localSchema: schema(16n, 1n) }))
    const id = await deploy(w, a, APPROVE)
    await w.send('global in a call', w.call(a, id, { globalSchema: schema(1n, 0n) }))
    await w.send('local in a call', w.call(a, id, { localSchema: schema(0n, 1n) }))
    await w.send('pages in a call', w.call(a, id, { extraPages: 1 }))
  }),
  scenario('programs have sizes', async (w) => {
    const a = await w.account('a', 20_000_000n)
    const long = (n: number) =>
      teal(`int 1; return; ${`byte 0x${'00'.repeat(997)}; pop; `.repeat(Math.floor(n / 1_001))} int 1`)
    await w.send('a page', w.createApp(a, long(1_900), APPROVE))
    await w.send('more than a page', w.createApp(a, long(3_100), APPROVE))
    await w.send('two pages', w.createApp(a, long(3_100), APPROVE, { extraPages: 1 }))
    await w.send('both together', w.createApp(a, long(2_100), long(2_100), { extraPages: 1 }))
    await w.send('clear state alone', w.createApp(a, APPROVE, long(3_100)))
    await w.send('three extra pages', w.createApp(a, long(7_500), APPROVE, { extraPages: 3 }))
    await w.send('four extra pages', w.createApp(a, APPROVE, APPROVE, { extraPages: 4 }))
    await w.send('eight extra pages', w.createApp(a, APPROVE, APPROVE, { extraPages: 8 }))
    const id = await deploy(w, a, APPROVE)
    await w.send('update to more than there is', w.call(a, id, update(long(3_100))))
    await w.send('update within', w.call(a, id, update(long(1_900))))
    await w.send('update beyond any', w.call(a, id, update(long(17_000))))
  }),
  scenario(
    'programs above 8192 bytes cost',
    async (w) => {
      const a = await w.account('a', 20_000_000n)
      const long = (n: number) => teal(`int 1; return; ${`byte 0x${'00'.repeat(997)}; pop; `.repeat(n)} int 1`)
      await w.send('not paid', w.createApp(a, long(9), APPROVE, { extraPages: 4 }))
      await w.send('not enough', w.createApp(a, long(9), APPROVE, { extraPages: 4, fee: 1_050n }))
      await w.send('enough', w.createApp(a, long(9), APPROVE, { extraPages: 4, fee: 1_100n }))
      await w.send('largest', w.createApp(a, long(16), APPROVE, { extraPages: 7, fee: 2_000n }))
    },
    'v42',
  ),
  scenario('arguments', async (w) => {
    const a = await w.account('a')
    const id = await deploy(w, a, APPROVE)
    const many = (n: number, size: number) => arg(...Array.from({ length: n }, () => new Uint8Array(size)))
    await w.send('sixteen', w.call(a, id, many(16, 1)))
    await w.send('seventeen', w.call(a, id, many(17, 1)))
    await w.send('2048 bytes', w.call(a, id, many(16, 128)))
    await w.send('2049 bytes', w.call(a, id, many(3, 683)))
    await w.send('2049 bytes, paid', w.call(a, id, { ...many(3, 683), fee: 1_001n }))
    await w.send('4096 in one', w.call(a, id, { ...many(1, 4_096), fee: 2_000n }))
    await w.send('4097 in one', w.call(a, id, { ...many(1, 4_097), fee: 2_000n }))
    await w.send('16384', w.call(a, id, { ...many(4, 4_096), fee: 3_000n }))
    await w.send('16385', w.call(a, id, { ...many(5, 3_277), fee: 3_000n }))
  }),
  scenario('references', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await deploy(w, a, APPROVE)
    const eight = Array.from({ length: 8 }, () => b.address)
    await w.send('eight accounts', w.call(a, id, { accounts: eight }))
    await w.send('nine accounts', w.call(a, id, { accounts: [...eight, a.address] }))
    await w.send('nine together', w.call(a, id, { accounts: eight, foreignApps: [id] }))
    await w.send('nine apps', w.call(a, id, { foreignApps: Array.from({ length: 9 }, () => id) }))
    await w.send('nine assets', w.call(a, id, { foreignAssets: Array.from({ length: 9 }, () => id) }))
    await w.send(
      'nine boxes',
      w.call(a, id, { boxes: Array.from({ length: 9 }, () => ({ index: 0, name: utf8('x') })) }),
    )
    await w.send('box of no app', w.call(a, id, { boxes: [{ index: 1, name: utf8('x') }] }))
    await w.send('box with a long name', w.call(a, id, { boxes: [{ index: 0, name: new Uint8Array(65) }] }))
  }),
  scenario('access list', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await deploy(w, a, teal('txn NumAppArgs; bz end; txna Applications 1; pop; end:; int 1'))
    const accounts = Array.from({ length: 16 }, () => ({ address: b.address }))
    await w.send('sixteen', w.call(a, id, { access: accounts }))
    await w.send('seventeen', w.call(a, id, { access: [...accounts, { empty: true }] }))
    await w.send('with accounts', w.call(a, id, { access: [{ app: id }], accounts: [b.address] }))
    await w.send('with boxes', w.call(a, id, { access: [{ app: id }], boxes: [{ index: 0, name: utf8('x') }] }))
    await w.send(
      'everything',
      w.call(a, id, {
        access: [
          { address: b.address },
          { asset: 5n },
          { app: id },
          { holding: { address: 1, asset: 2 } },
          { locals: { address: 1, app: 3 } },
          { box: { index: 3, name: utf8('x') } },
          { empty: true },
        ],
      }),
    )
    await w.send(
      'holding of no asset',
      w.call(a, id, { access: [{ address: b.address }, { holding: { address: 1, asset: 1 } }] }),
    )
    await w.send(
      'holding of no account',
      w.call(a, id, { access: [{ asset: 5n }, { holding: { address: 1, asset: 1 } }] }),
    )
    await w.send('holding outside', w.call(a, id, { access: [{ asset: 5n }, { holding: { address: 9, asset: 1 } }] }))
    await w.send('locals outside', w.call(a, id, { access: [{ locals: { address: 0, app: 9 } }] }))
    await w.send(
      'locals of this app',
      w.call(a, id, { access: [{ address: b.address }, { locals: { address: 1, app: 0 } }] }),
    )
    await w.send(
      'locals while creating',
      w.createApp(a, APPROVE, APPROVE, { access: [{ address: b.address }, { locals: { address: 1, app: 0 } }] }),
    )
    await w.send('box of no app', w.call(a, id, { access: [{ asset: 5n }, { box: { index: 1, name: utf8('x') } }] }))
    await w.send('two kinds at once', w.call(a, id, { access: [{ address: b.address, asset: 5n }] }))
  }),
  scenario('global state', async (w) => {
    const a = await w.account('a')
    const program = switchboard({
      uint: 'byte "n"; int 7; app_global_put; int 1; return',
      bytes: 'byte "b"; txna ApplicationArgs 1; app_global_put; int 1; return',
      other: 'byte "n"; byte "text"; app_global_put; int 1; return',
      del: 'byte "n"; app_global_del; int 1; return',
      same: 'byte "n"; int 7; app_global_put; byte "n"; int 7; app_global_put; int 1; return',
      key: 'txna ApplicationArgs 1; int 1; app_global_put; int 1; return',
      undo: 'byte "u"; int 1; app_global_put; byte "u"; app_global_del; int 1; return',
      fail: 'byte "n"; int 9; app_global_put; int 0; return',
    })
    const id = await deploy(w, a, program, { globalSchema: schema(1n, 1n) })
    await w.send('uint', w.call(a, id, arg('uint')))
    await w.send('same value', w.call(a, id, arg('same')))
    await w.send('second uint', w.call(a, id, arg('key', 'second')))
    await w.send('bytes', w.call(a, id, arg('bytes', 'value')))
    await w.send('uint becomes bytes', w.call(a, id, arg('other')))
    await w.send('longest value', w.call(a, id, arg('bytes', new Uint8Array(127))))
    await w.send('too long together', w.call(a, id, arg('bytes', new Uint8Array(128))))
    await w.send('too long', w.call(a, id, arg('bytes', new Uint8Array(129))))
    await w.send('delete', w.call(a, id, arg('del')))
    await w.send('delete again', w.call(a, id, arg('del', '2')))
    await w.send('long key', w.call(a, id, arg('key', new Uint8Array(64))))
    await w.send('too long key', w.call(a, id, arg('key', new Uint8Array(65))))
    await w.send('put and deleted', w.call(a, id, arg('undo')))
    await w.send('nothing stays of a rejection', w.call(a, id, arg('fail')))
  }),
  scenario('local state', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const program = switchboard({
      put: 'txn Sender; byte "n"; int 7; app_local_put; int 1; return',
      other: 'txna Accounts 1; byte "n"; int 8; app_local_put; int 1; return',
      many: 'txn Sender; byte "n"; int 7; app_local_put; txn Sender; byte "m"; int 7; app_local_put; int 1; return',
      del: 'txn Sender; byte "n"; app_local_del; int 1; return',
    })
    const id = await deploy(w, a, program, { localSchema: schema(1n, 0n) })
    await w.send('before', w.call(b, id, arg('put')))
    await w.send('opt in', w.call(b, id, OPT_IN))
    await w.send('opt in again', w.call(b, id, { ...OPT_IN, note: utf8('2') }))
    await w.send('put', w.call(b, id, arg('put')))
    await w.send('too many', w.call(b, id, arg('many')))
    await w.send('for another account', w.call(a, id, { ...arg('other'), accounts: [b.address] }))
    await w.send('for an account that is not there', w.call(a, id, { ...arg('other'), accounts: [a.address] }))
    await w.send('delete', w.call(b, id, arg('del')))
    await w.send('opt in and put', w.call(a, id, { ...OPT_IN, ...arg('put') }))
    await w.send('close out', w.call(a, id, CLOSE_OUT))
    await w.send('close out again', w.call(a, id, { ...CLOSE_OUT, note: utf8('2') }))
    await w.send('put and close out', w.call(b, id, { ...CLOSE_OUT, ...arg('put') }))
    await w.send('too poor to opt in', w.call(await w.account('poor', 150_000n), id, OPT_IN))
  }),
  scenario('clear state never fails', async (w) => {
    const a = await w.account('a')
    const clears: Record<string, Uint8Array> = {
      approves: teal('byte "n"; int 7; app_global_put; byte "bye"; log; int 1'),
      rejects: teal('byte "n"; int 8; app_global_put; byte "bye"; log; int 0'),
      fails: teal('byte "n"; int 9; app_global_put; err'),
      'is too long': teal('loop:; b loop'),
      'sends inner transactions': teal('itxn_begin; int pay; itxn_field TypeEnum; itxn_submit; int 1'),
    }
    for (const [name, clear] of Object.entries(clears)) {
      const id = await deploy(w, a, APPROVE, { globalSchema: schema(1n, 0n), localSchema: schema(1n, 1n) }, clear)
      await w.send(`${name}, not opted in`, w.call(a, id, CLEAR))
      await w.must('opt in', w.call(a, id, OPT_IN))
      await w.send(name, w.call(a, id, CLEAR))
    }
  }),
  scenario('clear state of an app that is gone', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await deploy(w, a, APPROVE, { localSchema: schema(1n, 1n) })
    await w.must('opt in', w.call(b, id, OPT_IN))
    await w.send('delete', w.call(a, id, DELETE))
    await w.send('call', w.call(b, id))
    await w.send('close out', w.call(b, id, CLOSE_OUT))
    await w.send('clear', w.call(b, id, CLEAR))
    await w.send('clear again', w.call(b, id, { ...CLEAR, note: utf8('2') }))
    await w.send('never was', w.call(b, 999_999_999n))
  }),
  scenario('update', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await deploy(
      w,
      a,
      teal(
        'txn OnCompletion; int UpdateApplication; ==; bz end; txn Sender; global CreatorAddress; ==; assert; end:; int 1',
      ),
    )
    await w.send('by another', w.call(b, id, update(REJECT)))
    await w.send('to the same', w.call(a, id, update(APPROVE)))
    await w.send('mismatch', w.call(a, id, update(APPROVE, teal('int 1', 11))))
    await w.send('downgrade', w.call(a, id, update(teal('int 1', 11), teal('int 1', 11))))
    await w.send('not a program', w.call(a, id, update(new Uint8Array([12, 0xff]))))
    await w.send('nothing', w.call(a, id, { onCompletion: 4 }))
    await w.send('to rejecting', w.call(a, id, update(REJECT)))
    await w.send('rejects now', w.call(a, id, update(APPROVE)))
  }),
  scenario('reject version', async (w) => {
    const a = await w.account('a')
    const id = await deploy(w, a, APPROVE)
    await w.send('0 below 1', w.call(a, id, { rejectVersion: 1n }))
    await w.must('update', w.call(a, id, update(APPROVE)))
    await w.send('1 not below 1', w.call(a, id, { rejectVersion: 1n }))
    await w.send('1 below 2', w.call(a, id, { rejectVersion: 2n }))
    await w.send('while creating', w.createApp(a, APPROVE, APPROVE, { rejectVersion: 1n }))
    await w.must('opt in', w.call(a, id, OPT_IN))
    await w.send('clear state too', w.call(a, id, { ...CLEAR, rejectVersion: 1n }))
    await w.must('delete', w.call(a, id, DELETE))
    await w.send('gone', w.call(a, id, { ...CLEAR, rejectVersion: 1n }))
  }),
  scenario('delete', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const id = await deploy(w, a, switchboard({ no: 'int 0; return' }), { globalSchema: schema(1n, 1n), extraPages: 1 })
    await w.send('rejected', w.call(a, id, { ...DELETE, ...arg('no') }))
    await w.send('by anybody the program lets', w.call(b, id, DELETE))
    await w.send('again', w.call(b, id, { ...DELETE, note: utf8('2') }))
  }),
  scenario('an update may change sizes', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const program = switchboard({
      put: 'byte "n"; int 7; app_global_put; byte "m"; int 7; app_global_put; int 1; return',
    })
    const id = await deploy(w, a, program, { globalSchema: schema(2n, 0n) })
    await w.send('more pages', w.call(a, id, { ...update(program), extraPages: 2, globalSchema: schema(2n, 0n) }))
    await w.send(
      'by another: the sponsor',
      w.call(b, id, { ...update(program), extraPages: 1, globalSchema: schema(2n, 1n) }),
    )
    await w.must('put', w.call(a, id, arg('put')))
    await w.send('smaller than what is used', w.call(b, id, { ...update(program), globalSchema: schema(1n, 0n) }))
    await w.send('keeps its sponsor', w.call(a, id, update(program)))
    await w.send(
      'too poor',
      w.call(await w.account('poor', 150_000n), id, { ...update(program), globalSchema: schema(9n, 9n) }),
    )
    await w.send('local schema', w.call(a, id, { ...update(program), localSchema: schema(1n, 0n) }))
    await w.send('back to the creator', w.call(a, id, { ...update(program), globalSchema: schema(3n, 0n) }))
    await w.send('sponsored again', w.call(b, id, { ...update(program), extraPages: 3, globalSchema: schema(2n, 0n) }))
    await w.send('sponsor cannot close', w.pay(b, a, 0n, { closeRemainderTo: a.address }))
    await w.send('delete frees the sponsor', w.call(a, id, DELETE))
  }),
  scenario('logs', async (w) => {
    const a = await w.account('a')
    const id = await deploy(
      w,
      a,
      switchboard({
        two: 'byte "one"; log; byte "two"; log; int 1; return',
        many: 'int 0; many_l:; byte "x"; log; int 1; +; dup; int 33; <; bnz many_l; return',
        long: 'int 1024; bzero; log; int 1; return',
        longer: 'int 1025; bzero; log; int 1; return',
      }),
    )
    for (const name of ['two', 'many', 'long', 'longer']) await w.send(name, w.call(a, id, arg(name)))
  }),
  scenario('calls share a budget', async (w) => {
    const a = await w.account('a')
    const id = await deploy(
      w,
      a,
      switchboard({
        spend:
          'int 0; spend_l:; byte 0x00; keccak256; pop; int 1; +; dup; txna ApplicationArgs 1; btoi; <; bnz spend_l; return',
      }),
    )
    const spend = (n: number, note = '') => w.call(a, id, { ...arg('spend', new Uint8Array([n])), note: utf8(note) })
    await w.send('four', spend(4))
    await w.send('five', spend(5))
    await w.send('five and a helper', spend(5), w.call(a, id))
    await w.send('nine and a helper', w.call(a, id), spend(9))
    await w.send('twelve and two helpers', w.call(a, id), spend(12), w.call(a, id, { note: utf8('h') }))
  }),
  scenario('group access', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const reader = switchboard({
      store: 'byte "kept"; store 5; int 1; return',
      load: 'gload 0 5; log; int 1; return',
      paid: 'gtxn 0 Amount; int 500; ==; return',
      balance: 'txna ApplicationArgs 1; balance; pop; int 1; return',
      asset: 'txna ApplicationArgs 1; btoi; asset_params_get AssetTotal; assert; itob; log; int 1; return',
      created: 'gaid 0; itob; log; int 1; return',
    })
    const id = await deploy(w, a, reader)
    const coin = (await w.must('coin', w.createAsset(b, { total: 77n }))).ids[0]!
    await w.send('scratch of an earlier call', w.call(a, id, arg('store')), w.call(a, id, arg('load')))
    await w.send('a payment', w.pay(b, a, 500n), w.call(a, id, arg('paid')))
    await w.send('a wrong payment', w.pay(b, a, 501n), w.call(a, id, arg('paid')))
    await w.send('an account nobody named', w.call(a, id, arg('balance', b.address)))
    await w.send(
      'an account of another call',
      w.call(a, id, { accounts: [b.address] }),
      w.call(a, id, arg('balance', b.address)),
    )
    await w.send('an account that pays', w.pay(b, b, 0n), w.call(a, id, arg('balance', b.address)))
    await w.send('what the group created', w.createAsset(a, { total: 9n }), w.call(a, id, arg('created')))
    const idBytes = new Uint8Array(8)
    new DataView(idBytes.buffer).setBigUint64(0, coin)
    await w.send('an asset nobody named', w.call(a, id, arg('asset', new Uint8Array(8))))
    await w.send('an asset', w.call(a, id, { ...arg('asset', idBytes), foreignAssets: [coin] }))
  }),
]
