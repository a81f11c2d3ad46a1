/**
 * Groups that fail after a transaction or a program of theirs has already done something: a simulation shows how far they
 * got. Sent to a mirror, which compares, and keeps the tape that `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/failing-groups.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/failing-groups.ts
 */
import algosdk, { type Address, type Transaction } from 'algosdk'
import { escrowProgram } from './escrow-program'
import { algod, keyOf, paying, richest, send, type Key } from './mirror-client'

const rich = await richest()
const [owner, poor, nobody, closing] = [1, 2, 3, 4].map(keyOf) as [Key, Key, Key, Key]
let notes = 0
const pay = (from: Key, to: Address, amount: number, closeTo?: Address): [Transaction, Key] => {
  const note = Uint8Array.of(++notes)
  const fields = { sender: from.addr, receiver: to, amount, note, suggestedParams: paying() }
  const closed = closeTo === undefined ? fields : { ...fields, closeRemainderTo: closeTo }
  return [algosdk.makePaymentTxnWithSuggestedParamsFromObject(closed), from]
}
const newAsset = (from: Key): [Transaction, Key] => {
  const fields = { sender: from.addr, total: 1_000, decimals: 0, defaultFrozen: false, suggestedParams: paying() }
  return [algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject(fields), from]
}
const move = (from: Key, to: Address, assetIndex: bigint, amount: number, closeTo?: Address): [Transaction, Key] => {
  const fields = { sender: from.addr, receiver: to, assetIndex, amount, suggestedParams: paying() }
  const closed = closeTo === undefined ? fields : { ...fields, closeRemainderTo: closeTo }
  return [algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject(closed), from]
}

async function program(body: string): Promise<Uint8Array> {
  const source = `#pragma version 12\ntxn ApplicationID\nbz end\npushbytes "said"\nlog\n${body}\nend:\npushint 1`
  return algosdk.base64ToBytes((await algod.compile(source).do()).result)
}
const clear = await program('')
const SCHEMA = { numGlobalInts: 1, numGlobalByteSlices: 0, numLocalInts: 1, numLocalByteSlices: 0 }
const newApp = (from: Key, approvalProgram: Uint8Array): [Transaction, Key] => {
  const onComplete = algosdk.OnApplicationComplete.NoOpOC
  const fields = { sender: from.addr, approvalProgram, clearProgram: clear, onComplete, ...SCHEMA }
  return [algosdk.makeApplicationCreateTxnFromObject({ ...fields, suggestedParams: paying() }), from]
}

await send(pay(rich, owner.addr, 10_000_000))
await send(pay(rich, poor.addr, 300_000))
const asset = (await send(newAsset(owner)))!
// sent again, without a lease and with one
for (const lease of [undefined, new Uint8Array(32).fill(7)]) {
  const fields = { sender: owner.addr, receiver: rich.addr, amount: 1, suggestedParams: paying() }
  const again = algosdk.makePaymentTxnWithSuggestedParamsFromObject({ ...fields, ...(lease && { lease }) })
  await send([again, owner])
  await send([again, owner])
}
// closing an account that still has an asset, alone and behind another payment
await send(pay(owner, poor.addr, 1, poor.addr))
await send(pay(rich, poor.addr, 1), pay(owner, poor.addr, 1, poor.addr))
await send(move(poor, poor.addr, asset, 0))
await send(move(owner, poor.addr, asset, 10))
// closing a holding to an account that has none, from the creator, before another failure, and of too much
await send(move(poor, poor.addr, asset, 0, rich.addr))
await send(move(owner, poor.addr, asset, 0, poor.addr))
await send(move(poor, poor.addr, asset, 0, owner.addr), pay(poor, rich.addr, 10_000_000_000))
await send(move(poor, owner.addr, asset, 11, owner.addr))
// minimum balances, after everything else was right
await send(newAsset(poor))
await send(pay(poor, nobody.addr, 1))
await send(pay(rich, closing.addr, 101_500))
await send(pay(closing, nobody.addr, 99_999, owner.addr))
const logging = '#pragma version 12\npushbytes "said"\nlog\npushbytes "k"\npushint 1\napp_global_put\npushint 1'
await send(newApp(poor, algosdk.base64ToBytes((await algod.compile(logging).do()).result)))
const localState = await program('txn Sender\npushbytes "k"\npushint 1\napp_local_put')
const joined = (await send(newApp(owner, localState)))!
const join = (from: Key): [Transaction, Key] => {
  const note = Uint8Array.of(++notes)
  const fields = { sender: from.addr, appIndex: joined, note, suggestedParams: paying() }
  return [algosdk.makeApplicationOptInTxnFromObject(fields), from]
}
await send(join(poor))
await send(join(owner))
await send(join(owner))
const boxed = (await send(newApp(owner, await program('pushbytes "box"\npushint 100\nbox_create\npop'))))!
const box = { sender: owner.addr, appIndex: boxed, boxes: [{ appIndex: 0, name: new TextEncoder().encode('box') }] }
await send([algosdk.makeApplicationNoOpTxnFromObject({ ...box, suggestedParams: paying() }), owner])
// leaving an app that was not joined, after its program agreed: without any app, with another one, behind a payment
const saying = (await send(newApp(owner, await program('pushbytes "k"\npushint 1\napp_global_put'))))!
const leave = (from: Key): [Transaction, Key] => {
  const fields = { sender: from.addr, appIndex: saying, note: Uint8Array.of(++notes), suggestedParams: paying() }
  return [algosdk.makeApplicationCloseOutTxnFromObject(fields), from]
}
await send(leave(rich))
await send(leave(owner))
await send(pay(rich, owner.addr, 1), leave(owner))
// the same by inner transactions
const field = (name: string, value: string) => `${value}\nitxn_field ${name}`
const to = (name: string, { addr }: Key) => field(name, `addr ${addr.toString()}`)
const number = (name: string, value: number | bigint) => field(name, `pushint ${value}`)
for (const inner of [
  [number('TypeEnum', 1), to('Receiver', poor), to('CloseRemainderTo', poor), number('Amount', 1)],
  [number('TypeEnum', 4), number('XferAsset', asset), to('AssetReceiver', rich), to('AssetCloseTo', rich)],
  [number('TypeEnum', 3), number('ConfigAssetTotal', 100)],
]) {
  const app = (await send(newApp(owner, await program(`itxn_begin\n${inner.join('\n')}\nitxn_submit`))))!
  await send(pay(rich, algosdk.getApplicationAddress(app), 201_000))
  for (const fee of [2_000n, 3_000n]) {
    const named = { accounts: [poor.addr, rich.addr], foreignAssets: [asset] }
    const fields = { sender: owner.addr, appIndex: app, ...named, suggestedParams: paying(fee) }
    await send([algosdk.makeApplicationNoOpTxnFromObject(fields), owner])
  }
}

// a program that ends with what it says, and does not approve: by what is left on the stack, and because it is none
const compiled = async (body: string) =>
  algosdk.base64ToBytes((await algod.compile(`#pragma version 12\npushbytes "first"\nlog\n${body}`).do()).result)
for (const beneath of ['pushint 0', 'pushbytes "x"', '']) {
  await send(newApp(owner, await compiled(`${beneath}\npushbytes "last"\nlog`)))
}
// too little for all, which is seen when all is done; and more than there can be
const cheap = (from: Key, fee: bigint): [Transaction, Key] => {
  const fields = { sender: from.addr, receiver: from.addr, amount: 0, note: Uint8Array.of(++notes) }
  return [algosdk.makePaymentTxnWithSuggestedParamsFromObject({ ...fields, suggestedParams: paying(fee) }), from]
}
const most = 0xffff_ffff_ffff_ffffn
await send(cheap(owner, 0n), cheap(rich, 1_999n))
await send(newApp(owner, await compiled('pushint 1')), cheap(rich, 999n))
await send(cheap(owner, most), cheap(rich, most))
// an inner group in which one program has left something when the next one fails
const child = async (body: string) =>
  [
    number('TypeEnum', 6),
    field('ApprovalProgram', `pushbytes 0x${Buffer.from(await compiled(body)).toString('hex')}`),
    field('ClearStateProgram', `pushbytes 0x${Buffer.from(clear).toString('hex')}`),
  ].join('\n')
const children = [await child('pushint 5\nstore 3\npushint 1'), await child('pushint 7\nerr')]
const parent = (await send(newApp(owner, await program(`itxn_begin\n${children.join('\nitxn_next\n')}\nitxn_submit`))))!
await send(pay(rich, algosdk.getApplicationAddress(parent), 1_000_000))
const calling = { sender: owner.addr, appIndex: parent, suggestedParams: paying(5_000n) }
await send([algosdk.makeApplicationNoOpTxnFromObject(calling), owner])
// an inner transaction of an account that is not the app's
const poaching = (await send(
  newApp(owner, await program(`itxn_begin\n${number('TypeEnum', 1)}\n${to('Sender', owner)}\nitxn_submit`)),
))!
const poacher = { sender: owner.addr, appIndex: poaching, suggestedParams: paying(5_000n) }
await send([algosdk.makeApplicationNoOpTxnFromObject(poacher), owner])
// clear state programs that fail, alone and with less budget than they ask for, and one that says no
const eating = `pushint 0\nround:\npushbytes "x"\nkeccak256\npop\npushint 1\n+\ndup\npushint 9\n<\nbnz round`
for (const ending of ['err', `${eating}\npushint 1`, 'pushint 0\nreturn']) {
  const fields = { sender: owner.addr, approvalProgram: clear, clearProgram: await compiled(ending), ...SCHEMA }
  const onComplete = algosdk.OnApplicationComplete.OptInOC
  const joining = algosdk.makeApplicationCreateTxnFromObject({ ...fields, onComplete, suggestedParams: paying() })
  const leaving = { sender: owner.addr, appIndex: (await send([joining, owner]))!, suggestedParams: paying() }
  await send([algosdk.makeApplicationClearStateTxnFromObject(leaving), owner])
}
// programs as accounts whose address may also be a public key, and one of before that counted
for (const version of [12, 13]) {
  const onCurve = new algosdk.LogicSigAccount(await escrowProgram(algod, version, true))
  const emptying = { sender: onCurve.address(), receiver: owner.addr, amount: 0, suggestedParams: paying() }
  const signed = algosdk.signLogicSigTransaction(algosdk.makePaymentTxnWithSuggestedParamsFromObject(emptying), onCurve)
  const answer = await algod
    .sendRawTransaction(signed.blob)
    .do()
    .catch((error: unknown) => (error as Error).message)
  console.log(`version ${version}: ${JSON.stringify(answer)}`)
}
