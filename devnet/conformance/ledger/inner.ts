import { appAddress } from '../../src/protocol/address'
import { uint64, utf8 } from '../../src/protocol/bytes'
import type { Txn } from '../../src/protocol/txn'
import type { Key } from './backend'
import { APPROVE, scenario, switchboard, teal } from './scenario'
import type { World } from './world'

const arg = (...args: (string | Uint8Array)[]) => ({
  applicationArgs: args.map((a) => (typeof a === 'string' ? utf8(a) : a)),
})

/** Deploys a program and gives its account some money. */
async function funded(w: World, by: Key, approval: Uint8Array, fields: Partial<Txn> = {}): Promise<bigint> {
  const id = (await w.must('deploy', w.createApp(by, approval, APPROVE, fields))).ids[0]!
  await w.must('fund', w.pay(by, appAddress(id), 2_000_000n))
  return id
}

const pay = (amount: string, more = '') =>
  `itxn_begin; int pay; itxn_field TypeEnum; txn Sender; itxn_field Receiver; ${amount}; itxn_field Amount; ${more} itxn_submit`

const callApp = (more = '') =>
  `itxn_begin; int appl; itxn_field TypeEnum; txna ApplicationArgs 1; btoi; itxn_field ApplicationID; ${more} itxn_submit`

export const INNER = [
  scenario('inner payments', async (w) => {
    const a = await w.account('a')
    const id = await funded(
      w,
      a,
      switchboard({
        pay: `${pay('int 1000')}; int 1; return`,
        twice: `${pay('int 1000')}; ${pay('int 2000')}; int 1; return`,
        much: `${pay('int 5000000')}; int 1; return`,
        free: `${pay('int 1000', 'int 0; itxn_field Fee;')}; int 1; return`,
        reject: `${pay('int 1000')}; int 0; return`,
        close: `itxn_begin; int pay; itxn_field TypeEnum; txn Sender; itxn_field CloseRemainderTo; itxn_submit; int 1; return`,
        foreign: `${pay('int 1', 'txn Sender; itxn_field Sender;')}; int 1; return`,
        rekey: `${pay('int 1', 'txn Sender; itxn_field RekeyTo;')}; int 1; return`,
        after: `${pay('int 1', 'txn Sender; itxn_field RekeyTo;')}; ${pay('int 1')}; int 1; return`,
      }),
    )
    await w.send('pay', w.call(a, id, arg('pay')))
    await w.send('twice', w.call(a, id, arg('twice')))
    await w.send('more than it has', w.call(a, id, arg('much')))
    await w.send('without a fee', w.call(a, id, arg('free')))
    await w.send('fee from outside', w.call(a, id, { ...arg('free'), fee: 2_000n }))
    await w.send('default fee from outside', w.call(a, id, { ...arg('pay'), fee: 2_000n }))
    await w.send('part of the fee from outside', w.call(a, id, { ...arg('pay', 'x'), fee: 1_400n }))
    await w.send('fee from another transaction', w.pay(a, a, 0n, { fee: 2_000n }), w.call(a, id, arg('free')))
    await w.send('nothing stays of a rejection', w.call(a, id, arg('reject')))
    await w.send('from an account that is not its own', w.call(a, id, arg('foreign')))
    await w.send('the account is rekeyed', w.call(a, id, arg('rekey')))
    await w.send('and no longer its own', w.call(a, id, arg('pay', 'again')))
    await w.send('back', { txn: w.pay(appAddress(id), a, 1n, { rekeyTo: appAddress(id) }), auth: { by: a } })
    await w.send('rekeyed, then used', w.call(a, id, arg('after')))
    await w.send('closes its account', w.call(a, id, arg('close')))
  }),
  scenario('an account rekeyed to an app', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const program = switchboard({ take: `${pay('int 1000', 'txna Accounts 1; itxn_field Sender;')}; int 1; return` })
    const id = await funded(w, a, program)
    await w.send('before', w.call(a, id, { ...arg('take'), accounts: [b.address] }))
    await w.must('rekey', w.pay(b, b, 0n, { rekeyTo: appAddress(id) }))
    await w.send('after', w.call(a, id, { ...arg('take'), accounts: [b.address] }))
    await w.send('the owner is out', w.pay(b, a, 1n))
  }),
  scenario('minimum balances are checked at the end', async (w) => {
    const a = await w.account('a')
    const id = (
      await w.must(
        'deploy',
        w.createApp(
          a,
          switchboard({
            out: `${pay('int 299000')}; int 1; return`,
            all: `${pay('int 300000', 'int 0; itxn_field Fee;')}; int 1; return`,
            new: `itxn_begin; int pay; itxn_field TypeEnum; txna Accounts 1; itxn_field Receiver; int 1000; itxn_field Amount; itxn_submit; int 1; return`,
          }),
          APPROVE,
        ),
      )
    ).ids[0]!
    await w.must('fund', w.pay(a, appAddress(id), 300_000n))
    await w.send('too little left', w.call(a, id, arg('out')))
    await w.send('a receiver with too little', w.call(a, id, { ...arg('new'), accounts: [w.key('new').address] }))
    await w.send('nothing left at all', w.call(a, id, { ...arg('all'), fee: 2_000n }))
  }),
  scenario('inner assets', async (w) => {
    const a = await w.account('a')
    const program = switchboard({
      create: `itxn_begin; int acfg; itxn_field TypeEnum; int 50; itxn_field ConfigAssetTotal; global CurrentApplicationAddress; itxn_field ConfigAssetManager; global CurrentApplicationAddress; itxn_field ConfigAssetClawback; itxn_submit; itxn CreatedAssetID; itob; log; int 1; return`,
      optin: `itxn_begin; int axfer; itxn_field TypeEnum; txna Assets 0; itxn_field XferAsset; global CurrentApplicationAddress; itxn_field AssetReceiver; itxn_submit; int 1; return`,
      send: `itxn_begin; int axfer; itxn_field TypeEnum; txna Assets 0; itxn_field XferAsset; txn Sender; itxn_field AssetReceiver; int 5; itxn_field AssetAmount; itxn_submit; int 1; return`,
      claw: `itxn_begin; int axfer; itxn_field TypeEnum; txna Assets 0; itxn_field XferAsset; txn Sender; itxn_field AssetSender; global CurrentApplicationAddress; itxn_field AssetReceiver; int 2; itxn_field AssetAmount; itxn_submit; int 1; return`,
      destroy: `itxn_begin; int acfg; itxn_field TypeEnum; txna Assets 0; itxn_field ConfigAsset; itxn_submit; int 1; return`,
      out: `itxn_begin; int axfer; itxn_field TypeEnum; txna Assets 0; itxn_field XferAsset; txn Sender; itxn_field AssetCloseTo; itxn_submit; int 1; return`,
    })
    const id = await funded(w, a, program)
    const coin = (await w.must('coin', w.createAsset(a, { total: 100n }))).ids[0]!
    const own = (await w.must('create', w.call(a, id, arg('create')))).ids[0]!
    const on = (asset: bigint, what: string, note = '') =>
      w.call(a, id, { ...arg(what), foreignAssets: [asset], note: utf8(note) })
    await w.send('transfer before', w.transfer(a, appAddress(id), coin, 20n))
    await w.send('opt in', on(coin, 'optin'))
    await w.must('transfer', w.transfer(a, appAddress(id), coin, 20n))
    await w.send('send', on(coin, 'send'))
    await w.send('send its own to who is not opted in', on(own, 'send'))
    await w.must('opt in', w.transfer(a, a, own, 0n))
    await w.send('send its own', on(own, 'send', '2'))
    await w.send('clawback', on(own, 'claw'))
    await w.send('clawback of another asset', on(coin, 'claw'))
    await w.send('destroy what is out', on(own, 'destroy'))
    await w.send('close out', on(coin, 'out'))
    await w.must('give back', w.transfer(a, appAddress(id), own, 3n))
    await w.send('destroy', on(own, 'destroy', '2'))
  }),
  scenario('apps create and call apps', async (w) => {
    const a = await w.account('a')
    const child = `byte 0x${Buffer.from(teal('byte "child"; log; int 1')).toString('hex')}`
    const create = `itxn_begin; int appl; itxn_field TypeEnum; ${child}; itxn_field ApprovalProgram; ${child}; itxn_field ClearStateProgram; itxn_submit`
    const program = switchboard({
      create: `${create}; itxn CreatedApplicationID; itob; log; int 1; return`,
      use: `${create}; itxn_begin; int appl; itxn_field TypeEnum; itxn CreatedApplicationID; itxn_field ApplicationID; itxn_submit; itxn LastLog; log; int 1; return`,
      call: `${callApp()}; itxn LastLog; log; int 1; return`,
      self: `itxn_begin; int appl; itxn_field TypeEnum; global CurrentApplicationID; itxn_field ApplicationID; itxn_submit; int 1; return`,
    })
    const id = await funded(w, a, program)
    const made = await w.send('create', w.call(a, id, arg('create')))
    await w.send('create and use', w.call(a, id, arg('use')))
    await w.send('itself', w.call(a, id, arg('self')))
    const other = made.ids[0] ?? 0n
    await w.send('without a reference', w.call(a, id, arg('call', uint64(other))))
    await w.send('with a reference', w.call(a, id, { ...arg('call', uint64(other)), foreignApps: [other] }))
    const failing = (
      await w.must('failing', w.createApp(a, switchboard({}, 'txn ApplicationID; !; assert; int 1'), APPROVE))
    ).ids[0]!
    await w.send('that fails', w.call(a, id, { ...arg('call', uint64(failing)), foreignApps: [failing] }))
    const rejecting = (await w.must('rejecting', w.createApp(a, teal('txn ApplicationID; !'), APPROVE))).ids[0]!
    await w.send('that rejects', w.call(a, id, { ...arg('call', uint64(rejecting)), foreignApps: [rejecting] }))
    const old = (await w.must('old', w.createApp(a, teal('int 1', 3), teal('int 1', 3)))).ids[0]!
    await w.send('that is too old', w.call(a, id, { ...arg('call', uint64(old)), foreignApps: [old] }))
    await w.send(
      'that is not there',
      w.call(a, id, { ...arg('call', uint64(999_999_999n)), foreignApps: [999_999_999n] }),
    )
  }),
  scenario('re-entry and depth', async (w) => {
    const a = await w.account('a', 100_000_000n)
    // Calls the app in argument 1 with itself as the next one to call: two apps would call each other for ever.
    const back = teal(
      `txn NumAppArgs; bz end; itxn_begin; int appl; itxn_field TypeEnum; txna ApplicationArgs 0; btoi; itxn_field ApplicationID; global CurrentApplicationID; itob; itxn_field ApplicationArgs; txna ApplicationArgs 0; btoi; itxn_field Applications; itxn_submit; end:; int 1`,
    )
    const [one, two] = [await funded(w, a, back), await funded(w, a, back)]
    await w.send('there and back', w.call(a, one, { ...arg(uint64(two)), foreignApps: [two] }))
    // Every app calls the first of its arguments and hands on the rest.
    const chain = teal(`
      txn NumAppArgs; int 1; <=; bnz end
      itxn_begin; int appl; itxn_field TypeEnum; txna ApplicationArgs 1; btoi; itxn_field ApplicationID; byte "x"; itxn_field ApplicationArgs
      int 2; loop:; dup; txn NumAppArgs; <; bz go; dup; txnas ApplicationArgs; itxn_field ApplicationArgs; int 1; +; b loop
      go:; itxn_submit; end:; int 1`)
    const apps: bigint[] = []
    for (let i = 0; i < 9; i++) apps.push(await funded(w, a, chain))
    const through = (n: number) => {
      const path = apps.slice(0, n)
      return w.call(a, path[0]!, { ...arg('x', ...path.slice(1).map(uint64)), foreignApps: path.slice(1, 9) })
    }
    await w.send('three deep', through(3))
    await w.send('eight deep', through(8))
    await w.send('nine deep', through(9))
  }),
  scenario('inner groups', async (w) => {
    const a = await w.account('a')
    const one = (amount: string, fee = '') =>
      `int pay; itxn_field TypeEnum; txn Sender; itxn_field Receiver; ${amount}; itxn_field Amount; ${fee}`
    const program = switchboard({
      two: `itxn_begin; ${one('int 1')}; itxn_next; ${one('int 2')}; itxn_submit; gitxn 1 Amount; itob; log; int 1; return`,
      fails: `itxn_begin; ${one('int 1')}; itxn_next; ${one('int 99000000')}; itxn_submit; int 1; return`,
      pooled: `itxn_begin; ${one('int 1', 'int 2000; itxn_field Fee')}; itxn_next; ${one('int 2', 'int 0; itxn_field Fee')}; itxn_submit; int 1; return`,
      short: `itxn_begin; ${one('int 1', 'int 500; itxn_field Fee')}; itxn_next; ${one('int 2', 'int 0; itxn_field Fee')}; itxn_submit; int 1; return`,
      empty: 'itxn_submit; int 1; return',
      nothing: 'itxn_begin; itxn_submit; int 1; return',
      many: `int 0; many_l:; itxn_begin; ${one('int 1')}; itxn_submit; int 1; +; dup; int 17; <; bnz many_l; return`,
      keyreg: `itxn_begin; int keyreg; itxn_field TypeEnum; itxn_submit; int 1; return`,
      note: `itxn_begin; ${one('int 1', 'byte "note"; itxn_field Note')}; itxn_submit; int 1; return`,
    })
    const id = await funded(w, a, program)
    for (const name of ['two', 'fails', 'pooled', 'short', 'empty', 'nothing', 'keyreg', 'note']) {
      await w.send(name, w.call(a, id, arg(name)))
    }
    await w.send('many', w.call(a, id, arg('many')))
    await w.send('many, with credit', w.call(a, id, { ...arg('many'), fee: 50_000n }))
    await w.send(
      'many, with helpers',
      w.call(a, id, arg('many', '2')),
      w.call(a, id),
      w.call(a, id, { note: utf8('2') }),
    )
  }),
  scenario('ids inside and outside', async (w) => {
    const a = await w.account('a')
    const make =
      'itxn_begin; int acfg; itxn_field TypeEnum; int 1; itxn_field ConfigAssetTotal; itxn_submit; itxn CreatedAssetID; itob; log'
    const id = await funded(
      w,
      a,
      switchboard({ one: `${make}; int 1; return`, two: `${make}; ${make}; int 1; return` }),
    )
    await w.send('one in a call', w.call(a, id, arg('one')))
    await w.send('two in a call', w.call(a, id, arg('two')))
    await w.send(
      'before and after',
      w.createAsset(a, { total: 2n }),
      w.call(a, id, arg('two')),
      w.createAsset(a, { total: 3n }),
    )
    await w.send(
      'an app that makes one',
      w.createApp(a, teal(`txn ApplicationID; bz end; ${make}; end:; int 1`), APPROVE),
    )
  }),
]
