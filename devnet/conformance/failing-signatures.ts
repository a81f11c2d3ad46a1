/**
 * Logic signatures that fail, alone and in groups, and what the refusal says of them beside its message: counter, stack,
 * scratch space. Sent to a mirror, which compares, and keeps the tape that `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/failing-signatures.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/failing-signatures.ts
 *     gzip -n -9 devnet/conformance/vectors/failing-signatures.tape.jsonl
 */
import algosdk, { type Transaction } from 'algosdk'
import { algod, keyOf, paying, richest, simulate } from './mirror-client'

const rich = await richest()
const owner = keyOf(1)
let notes = 0
const note = () => Uint8Array.of(...algosdk.encodeUint64(++notes))
const pay = (from: algosdk.Address, amount = 0, fee = 1_000n): Transaction =>
  algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: from, receiver: owner.addr, amount, note: note(), suggestedParams: paying(fee) },
  })
const compiled = async (source: string) => algosdk.base64ToBytes((await algod.compile(source).do()).result)
const program = (source: string, version = 12) =>
  compiled(`#pragma version ${version}\n#pragma typetrack false\n${source}`)
const signature = async (source: string, version?: number, args: Uint8Array[] = []) =>
  new algosdk.LogicSig(await program(source, version), args)

type Part = { txn: Transaction; lsig?: algosdk.LogicSig }
async function refused(name: string, ...parts: Part[]): Promise<void> {
  const txns = parts.map(({ txn }) => txn)
  for (const txn of txns) delete txn.group
  if (txns.length > 1) algosdk.assignGroupID(txns)
  await sendAndSimulate(name, parts)
}

async function sendAndSimulate(name: string, parts: Part[]): Promise<void> {
  const signed = parts.map(({ txn, lsig }) =>
    lsig ? new algosdk.SignedTransaction({ txn, lsig }) : algosdk.decodeSignedTransaction(txn.signTxn(rich.sk)),
  )
  process.stdout.write(`${name}: `)
  const answer = await algod
    .sendRawTransaction(signed.map((one) => algosdk.encodeMsgpack(one)))
    .do()
    .then(
      () => 'accepted',
      (error: unknown) => (error as Error).message,
    )
  console.log(answer.slice(0, 200))
  await simulate(signed)
  const execTraceConfig = new algosdk.modelsv2.SimulateTraceConfig({
    enable: true,
    stackChange: true,
    scratchChange: true,
  })
  await simulate(signed, { execTraceConfig })
}

const LEFT = 'int 7\nstore 3\nbyte "x"\nstore 5\nint 1\nbyte "left"\n'
const BODIES: Record<string, string> = {
  err: 'err',
  'err with a stack and scratch space': `${LEFT}err`,
  'an assertion': `${LEFT}int 0\nassert\nint 1`,
  'no approval': `${LEFT}pop\npop\nint 0`,
  'bytes at the end': 'byte "x"',
  'nothing at the end': 'int 1\npop',
  'two at the end': 'int 1\nint 1',
  'a division': `${LEFT}int 1\nint 0\n/\nint 1`,
  'a missing argument': 'arg 3\nint 1',
  'a subroutine': `${LEFT}callsub deep\nint 1\nreturn\ndeep:\nint 5\nstore 9\nerr`,
  'the budget': `${LEFT}again:\nbyte "abc"\nkeccak256\npop\nb again`,
  'another transaction': `gtxn 3 Amount\nint 1`,
  'a store of bytes that are long': `int 4096\nbzero\nstore 0\nint 4096\nbzero\ndup\nconcat\nint 1`,
  'all scratch space': `int 1\nstore 255\nerr`,
  'an operation of apps': 'int 0\nbalance',
  'zero in the scratch space': `int 0\nstore 9\nint 3\nstore 2\nerr`,
}
for (const [name, body] of Object.entries(BODIES)) {
  const lsig = await signature(body)
  await refused(name, { txn: pay(lsig.address()), lsig })
  await refused(`${name}, third`, { txn: pay(rich.addr) }, { txn: pay(rich.addr) }, { txn: pay(lsig.address()), lsig })
}
// Others of the group ran before: signatures, and no program of an app yet.
const good = await signature('int 9\nstore 1\nbyte "g"\nstore 2\nint 1')
const bad = await signature(`${LEFT}err`)
const app = algosdk.makeApplicationCreateTxnFromObject({
  ...{ sender: rich.addr, onComplete: algosdk.OnApplicationComplete.NoOpOC, suggestedParams: paying() },
  ...{ approvalProgram: await program('byte "l"\nlog\nint 4\nstore 4\nint 1'), clearProgram: await program('int 1') },
  ...{ numGlobalInts: 0, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0, note: note() },
})
await refused('after a good one', { txn: pay(good.address()), lsig: good }, { txn: pay(bad.address()), lsig: bad })
await refused('after an app', { txn: app }, { txn: pay(bad.address()), lsig: bad })
await refused('before a bad signature', { txn: pay(bad.address()), lsig: bad }, { txn: pay(owner.addr) })
await refused('two bad ones', { txn: pay(bad.address()), lsig: bad }, { txn: pay(bad.address()), lsig: bad })
await refused('not its account', { txn: pay(rich.addr), lsig: bad })
const delegated = await signature(`${LEFT}err`)
delegated.sign(rich.sk)
await refused('delegated', { txn: pay(rich.addr), lsig: delegated })
const misdelegated = await signature(`${LEFT}err`)
misdelegated.sign(owner.sk)
await refused('delegated by another', { txn: pay(rich.addr), lsig: misdelegated })
// The budget is pooled: the second has what the first left.
const costly = await signature(`int 300\nagain:\nbyte "abc"\nkeccak256\npop\nint 1\n-\ndup\nbnz again\n!`)
await refused(
  'a pooled budget',
  { txn: pay(costly.address()), lsig: costly },
  { txn: pay(costly.address()), lsig: costly },
)
// Every version, and programs that are none.
for (const version of [1, 2, 4, 6, 9, 13]) {
  const old = await signature('int 1\nint 0\n/', version)
  await refused(`v${version}`, { txn: pay(old.address()), lsig: old })
  await refused(`v${version} beside an app`, { txn: app }, { txn: pay(old.address()), lsig: old })
}
for (const bytes of [[0], [14, 1], [200, 1], [6, 255], [6, 0x81], [6, 0x20, 5, 1]]) {
  const none = new algosdk.LogicSig(Uint8Array.of(6, 0x81, 1))
  none.logic = Uint8Array.from(bytes)
  await refused(`the program ${bytes.join()}`, { txn: pay(none.address()), lsig: none })
}
// Faults of a whole group: refused, where those of one of its transactions are told as a failure.
const [one, two, three] = [pay(rich.addr), pay(rich.addr), pay(rich.addr)]
algosdk.assignGroupID([one, two])
await sendAndSimulate('half a group', [{ txn: one }])
await sendAndSimulate('without a group', [{ txn: one }, { txn: three }])
algosdk.assignGroupID([three])
await sendAndSimulate('two groups', [{ txn: one }, { txn: three }])
const long = await signature('int 1', 12, [new Uint8Array(1_200)])
await refused('long arguments', { txn: pay(long.address()), lsig: long })
await refused('long arguments of two', { txn: pay(long.address()), lsig: long }, { txn: pay(rich.addr) })
// Good signatures of accounts that have nothing: the ledger's failure, with no data of a program.
await refused('an empty account', { txn: pay(good.address(), 5), lsig: good })
