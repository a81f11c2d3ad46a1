/**
 * Simulations of what `simulate` does beside running a group: on earlier rounds, with signers that it finds itself. Sent
 * to a mirror, which compares, and keeps the tape that `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/simulations.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/simulations.ts
 */
import algosdk, { type Address, type Transaction } from 'algosdk'
import { algod, keyOf, paying, richest, send, simulate, type Key } from './mirror-client'

const rich = await richest()
const [owner, other, third] = [1, 2, 3].map(keyOf) as [Key, Key, Key]
let notes = 0
const note = () => Uint8Array.of(...algosdk.encodeUint64(++notes))
type Payment = { amount?: number; lease?: Uint8Array; firstValid?: bigint; fee?: bigint } & Partial<
  Record<'rekeyTo' | 'closeRemainderTo', Address>
>
const pay = (from: Key, to: Key, { amount = 0, firstValid, fee, ...rest }: Payment = {}): Transaction => {
  const params = paying(fee)
  const suggestedParams = firstValid === undefined ? params : { ...params, firstValid, lastValid: firstValid + 500n }
  const fields = { sender: from.addr, receiver: to.addr, amount, note: note(), ...rest, suggestedParams }
  return algosdk.makePaymentTxnWithSuggestedParamsFromObject(fields)
}
const program = async (source: string): Promise<Uint8Array> =>
  algosdk.base64ToBytes((await algod.compile(`#pragma version 12\n${source}`).do()).result)
const clearProgram = await program('int 1')
const STATE = { numGlobalInts: 1, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 }
async function create(from: Key, source: string, firstValid?: bigint): Promise<Transaction> {
  const onComplete = algosdk.OnApplicationComplete.NoOpOC
  const fields = { sender: from.addr, approvalProgram: await program(source), clearProgram, onComplete, ...STATE }
  const params = paying()
  const suggestedParams = firstValid === undefined ? params : { ...params, firstValid }
  return algosdk.makeApplicationCreateTxnFromObject({ ...fields, note: note(), suggestedParams })
}
type Call = Partial<Parameters<typeof algosdk.makeApplicationCallTxnFromObject>[0]>
const call = (from: Key, appIndex: bigint, more: Call = {}): Transaction => {
  const fields = { sender: from.addr, appIndex, onComplete: algosdk.OnApplicationComplete.NoOpOC, note: note() }
  return algosdk.makeApplicationCallTxnFromObject({ suggestedParams: paying(), ...fields, ...more })
}
const lastRound = async () => (await algod.status().do()).lastRound

// Rounds: what a program sees of an earlier one, and what is taken there by now.
await send([pay(rich, owner, { amount: 10_000_000 }), rich])
const counting = `byte "n"\ndup\napp_global_get\nint 1\n+\napp_global_put\nbyte "n"\napp_global_get\nitob\nlog`
const told = ['global Round', 'global LatestTimestamp', 'txn Sender\nbalance', 'global CurrentApplicationID']
const logs = told.map((value) => `${value}\nitob\nlog`).join('\n')
const app = (await send([await create(owner, `${counting}\n${logs}\nint 1`), owner]))!
const leased = new Uint8Array(32).fill(5)
const first = pay(owner, owner, { amount: 1 })
await send([first, owner])
await send([call(owner, app), owner])
await send([pay(owner, owner, { lease: leased }), owner])
await send([call(owner, app), owner])
const last = await lastRound()
for (const round of [last, last - 1n, last - 2n, last - 3n, last - 4n]) {
  await simulate([call(owner, app)], { round })
  await simulate([first], { round })
  await simulate([pay(owner, owner, { lease: leased })], { round })
  await simulate([pay(owner, owner, { amount: 9_999_000 })], { round })
  await simulate([pay(owner, owner, { firstValid: last })], { round })
  await simulate([await create(owner, `${logs}\nint 1`)], { round })
  for (const read of [last - 2n, last - 1n]) {
    await simulate([await create(owner, `int ${read}\nblock BlkTimestamp\nitob\nlog\nint 1`, last - 1n)], { round })
  }
}

// Signers: whoever an account was rekeyed to by then, in the group or by a program of it.
const FIX = { fixSigners: true }
const transfer = (sender: string, rekeyTo: string) =>
  `itxn_begin\nint pay\nitxn_field TypeEnum\n${sender}\nitxn_field Sender\n${rekeyTo}\nitxn_field RekeyTo\nitxn_submit`
const rekeying = `txn ApplicationID\nbz ok\n${transfer('txna Accounts 1', 'txna Accounts 2')}\ntxn NumAppArgs\n!\nassert\nok:\nint 1`
const keys = (await send([await create(owner, rekeying), owner]))!
const idle = (await send([await create(owner, 'int 1'), owner]))!
await send([pay(rich, other, { amount: 1_000_000 }), rich])
const join: Call = { onComplete: algosdk.OnApplicationComplete.OptInOC }
await send([call(other, idle, join), other])
const keeper: Key = { addr: algosdk.getApplicationAddress(keys), sk: owner.sk }
await send([pay(rich, keeper, { amount: 1_000_000 }), rich])
const suggestedParams = paying(2_000n)
const rekeys = (account: Key, to: Key, more: Call = {}) =>
  call(owner, keys, { accounts: [account.addr, to.addr], suggestedParams, ...more })
const BAD = { appArgs: [new Uint8Array(1)] }
const toKeeper = (from: Key) => pay(from, from, { rekeyTo: keeper.addr })
const signed = (txn: Transaction, { sk }: Key) => algosdk.decodeSignedTransaction(txn.signTxn(sk))
const authorized = (txn: Transaction, { addr }: Key) => new algosdk.SignedTransaction({ txn, sgnr: addr })
const leave: Call = { onComplete: algosdk.OnApplicationComplete.ClearStateOC }
const groups: Record<string, () => (Transaction | algosdk.SignedTransaction)[]> = {
  'an account of a program': () => [rekeys(keeper, third), pay(keeper, owner)],
  'an account of a program, back to itself': () => [
    rekeys(keeper, third),
    pay(keeper, owner, { rekeyTo: keeper.addr }),
    pay(keeper, owner),
  ],
  'an account that was given to the program': () => [toKeeper(other), rekeys(other, third), pay(other, owner)],
  'behind another call': () => [toKeeper(other), rekeys(other, third), call(owner, idle), pay(other, owner)],
  'the sender of a call behind it': () => [toKeeper(other), rekeys(other, third), call(other, idle), pay(other, owner)],
  twice: () => [toKeeper(other), rekeys(other, keeper), rekeys(other, third), pay(other, owner), pay(other, owner)],
  'and rekeyed by a payment behind it': () => [
    toKeeper(other),
    rekeys(other, third),
    pay(other, owner, { rekeyTo: owner.addr }),
    pay(other, owner),
    call(other, idle),
    pay(other, owner),
  ],
  'by the call itself': () => [call(other, idle, { rekeyTo: third.addr }), pay(other, owner), call(other, idle)],
  'a program that fails': () => [
    toKeeper(other),
    rekeys(other, third, BAD),
    pay(other, owner),
    call(other, idle),
    pay(other, owner),
  ],
  'a clear state program behind a rekey': () => [toKeeper(other), call(other, idle, leave), pay(other, owner)],
  'no rekey': () => [call(owner, idle), pay(other, owner)],
  'to itself': () => [
    pay(other, other, { rekeyTo: other.addr }),
    pay(other, owner),
    call(other, idle),
    pay(other, owner),
  ],
}
for (const [name, build] of Object.entries(groups)) {
  console.log(name)
  await simulate(build(), FIX)
  await simulate(build())
}
const given = (first: Transaction, second: Transaction) => {
  algosdk.assignGroupID([first, second])
  return [first, second] as const
}
{
  const [a, b] = given(rekeys(keeper, third), pay(keeper, owner))
  await simulate([a, signed(b, third)], FIX)
  await simulate([a, signed(b, owner)], FIX)
  await simulate([a, authorized(b, owner)], FIX)
  await simulate([authorized(a, third), authorized(b, third)], FIX)
  await simulate([signed(a, owner), authorized(b, third)])
}
// An account that is rekeyed for good, on the round before it was and after.
await send([pay(other, other, { rekeyTo: third.addr }), other])
const now = await lastRound()
for (const round of [now, now - 1n]) await simulate([pay(other, owner)], { ...FIX, round })

// Faults of the request: which one is named.
const TOO_MUCH = { extraOpcodeBudget: 320_001 }
const execTraceConfig = new algosdk.modelsv2.SimulateTraceConfig({ stackChange: true })
await simulate([pay(owner, owner)], TOO_MUCH)
await simulate([pay(owner, owner)], { ...TOO_MUCH, execTraceConfig })
await simulate([pay(owner, owner, { closeRemainderTo: owner.addr })], TOO_MUCH)
await simulate([pay(owner, owner, { fee: 0n })], TOO_MUCH)
await simulate([new algosdk.SignedTransaction({ txn: pay(owner, owner), sig: new Uint8Array(64).fill(9) })], TOO_MUCH)
await simulate([pay(owner, owner)], { allowEmptySignatures: false, ...FIX, ...TOO_MUCH, execTraceConfig })
