/**
 * Operations on application state that fail, and what a trace says they were about to change and found before. Sent to a
 * mirror, which compares, and keeps the tape that `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/failing-state.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/failing-state.ts
 *     gzip -n -9 devnet/conformance/vectors/failing-state.tape.jsonl
 */
import algosdk, { type Transaction } from 'algosdk'
import { algod, keyOf, paying, richest, send, simulate } from './mirror-client'

const rich = await richest()
const [owner, other] = [1, 2].map(keyOf) as [typeof rich, typeof rich]
let notes = 0
const note = () => Uint8Array.of(...algosdk.encodeUint64(++notes))
const compiled = async (source: string) => algosdk.base64ToBytes((await algod.compile(source).do()).result)
const clearProgram = await compiled('#pragma version 8\nint 1')
const clearNew = await compiled('#pragma version 13\nint 1')
const STATE = { numGlobalInts: 1, numGlobalByteSlices: 1, numLocalInts: 1, numLocalByteSlices: 1 }
type Call = Partial<Parameters<typeof algosdk.makeApplicationCallTxnFromObject>[0]>
const { NoOpOC, OptInOC, ClearStateOC } = algosdk.OnApplicationComplete
async function create(source: string, more: Call = {}): Promise<Transaction> {
  const approvalProgram = await compiled(source)
  return algosdk.makeApplicationCreateTxnFromObject({
    ...{ sender: owner.addr, onComplete: NoOpOC, note: note(), suggestedParams: paying(10_000n), ...STATE },
    ...{ approvalProgram, clearProgram: approvalProgram[0] === 8 ? clearProgram : clearNew, ...more },
  })
}
const call = (appIndex: bigint, more: Call = {}): Transaction =>
  algosdk.makeApplicationCallTxnFromObject({
    ...{ sender: owner.addr, appIndex, onComplete: NoOpOC, note: note(), suggestedParams: paying(10_000n), ...more },
  })
const pay = (receiver: algosdk.Address, amount: number): Transaction =>
  algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: rich.addr, receiver, amount, note: note(), suggestedParams: paying() },
  })

const long = `byte 0x${'61'.repeat(65)}`
const stranger = `addr ${algosdk.getApplicationAddress(77_777n).toString()}`
// None finds the stack too low: there a node that traces state panics.
const BODIES: string[] = [
  `${long}\nint 1\napp_global_put`,
  'byte "a"\nint 129\nbzero\napp_global_put',
  'byte "a"\nint 1\napp_global_put\nbyte "b"\nint 1\napp_global_put',
  'byte "g"\nint 2\napp_global_put\nbyte "g"\nbyte "x"\napp_global_put\nbyte "h"\nbyte "x"\napp_global_put',
  'byte "g"\napp_global_del\nbyte "g"\napp_global_del\nerr',
  'byte "none"\napp_global_del\nerr',
  'byte "g"\napp_global_get\nbyte "g"\n+',
  'int 99999\nbyte "g"\napp_global_get_ex\npop\npop',
  'int 0\nbyte "g"\napp_global_get_ex\npop\npop\nbyte "none"\napp_global_get\nerr',
  `txn Sender\n${long}\nint 1\napp_local_put`,
  'txn Sender\nbyte "a"\nint 129\nbzero\napp_local_put',
  'txn Sender\nbyte "a"\nint 1\napp_local_put\ntxn Sender\nbyte "b"\nint 1\napp_local_put',
  'int 1\nbyte "a"\nint 1\napp_local_put',
  `${stranger}\nbyte "a"\nint 1\napp_local_put`,
  `${stranger}\nbyte "a"\napp_local_del`,
  `${stranger}\nbyte "a"\napp_local_get`,
  `${stranger}\nint 0\nbyte "a"\napp_local_get_ex\npop\npop`,
  'int 9\nbyte "a"\nint 1\napp_local_put',
  'byte "short"\nbyte "a"\nint 1\napp_local_put',
  'txn Sender\nbyte "l"\napp_local_del\ntxn Sender\nbyte "none"\napp_local_del\nerr',
  'byte "b"\nint 11\nbox_create',
  'byte "b"\nint 10\nbox_create\npop\nbyte "c"\nint 5\nbox_create\npop\nbyte "c"\nbox_del\npop\nbyte "c"\nbox_del\npop\nerr',
  'byte "x"\nint 1\nbox_create',
  'byte ""\nint 1\nbox_create',
  'byte "c"\nint 40000\nbox_create',
  'byte "c"\nint 3\nint 1\nbox_extract',
  'byte "b"\nint 9\nint 2\nbox_extract',
  'byte "b"\nint 9\nbyte "xy"\nbox_replace',
  'byte "c"\nint 0\nbyte "xy"\nbox_replace',
  'byte "b"\nbyte "xy"\nbox_put',
  'byte "c"\nint 4096\nbzero\nbox_put\nbyte "b"\nbox_del\nerr',
  'byte "x"\nbyte "xy"\nbox_put',
  'byte "x"\nbox_del',
  'byte "x"\nbox_len',
  'byte "x"\nbox_get',
  'int 1\nbox_len',
  'int 1\napp_global_get',
  'int 1\nint 1\napp_global_put',
  'byte "x"\nbyte "g"\napp_global_get_ex\npop\npop',
  'int 1\nbyte "g"\napp_global_get_ex\npop\npop\nint 5\nbyte "g"\napp_global_get_ex',
  'txn Sender\nint 99999\nbyte "l"\napp_local_get_ex\npop\npop',
  'txn Sender\nbyte "x"\nbyte "l"\napp_local_get_ex',
  'int 9\nbyte "l"\napp_local_get',
  `${stranger}\n${long}\nint 1\napp_local_put`,
  'int 1\nint 1\nbyte "l"\napp_local_get_ex',
  'byte "g"\nint 8\napp_global_put\nbyte "g"\nint 7\napp_global_put\nerr',
  'txn Sender\nbyte "l"\nint 3\napp_local_put\ntxn Sender\nbyte "l"\nint 4\napp_local_put\nerr',
]
const NEW = [
  'byte "b"\nint 9\nint 5\nbyte "xyz"\nbox_splice\nbyte "c"\nint 0\nint 0\nbyte "x"\nbox_splice',
  'byte "c"\nint 5\nbox_resize',
  'byte "b"\nint 40000\nbox_resize',
  'byte "b"\nint 5\nbox_resize\nerr',
  'int APP\nbyte "b"\napp_box_del',
  'int APP\nbyte "b"\nint 0\nbyte "x"\napp_box_replace',
  'int APP\nbyte "b"\nint 12\napp_box_create',
  'int APP\nbyte "b"\nbyte "xy"\napp_box_put',
  'int APP\nbyte "b"\napp_box_len',
  'int APP\nbyte "x"\napp_box_get',
  'int 99999\nbyte "b"\napp_box_get',
  'byte "x"\nbyte "b"\napp_box_get',
  'int APP\nint 1\napp_box_del',
  'int 0\nbyte "b"\napp_box_len\nint 0\nbyte "b"\nint 3\napp_box_resize\nerr',
]

for (const { addr } of [owner, other]) await send([pay(addr, 500_000_000), rich])
const setup = 'byte "g"\nint 7\napp_global_put\nint 1\nreturn'
const apps = new Map<number, bigint>()
const execTraceConfig = new algosdk.modelsv2.SimulateTraceConfig({
  ...{ enable: true, stackChange: true, scratchChange: true, stateChange: true },
})
const boxes = ['b', 'c'].map((name) => ({ appIndex: 0, name: new TextEncoder().encode(name) }))
for (const version of [8, 13]) {
  for (const body of version === 8 ? BODIES : [...BODIES, ...NEW]) {
    const source = body.replaceAll('APP', String(apps.get(8) ?? 0))
    const opening = 'txn OnCompletion\nint OptIn\n==\nbnz join\ntxn NumAppArgs\nbnz make'
    const join = 'join:\ntxn Sender\nbyte "l"\nint 3\napp_local_put\nint 1\nreturn'
    const make = 'make:\nbyte "b"\nint 10\nbox_create\nreturn'
    const program = `#pragma version ${version}\n#pragma typetrack false\ntxn ApplicationID\nbnz run\n${setup}\nrun:\n${opening}\n${source}\nint 1\nreturn\n${join}\n${make}`
    const txn = await create(program)
    const id = (await send([txn, owner]))!
    if (!apps.has(version)) apps.set(version, id)
    await send([pay(algosdk.getApplicationAddress(id), 100_000_000), rich])
    await send([call(id, { appArgs: [new Uint8Array(1)], boxes }), owner])
    await send([call(id, { onComplete: OptInOC }), owner])
    const foreignApps = [id, apps.get(8)!]
    const named = {
      boxes: [...boxes, { ...boxes[0]!, appIndex: foreignApps[1]! }],
      foreignApps,
      accounts: [other.addr],
    }
    process.stdout.write(`v${version} ${body.replaceAll('\n', ' ').slice(0, 60)}: `)
    await simulate([call(id, named)], { execTraceConfig })
    await simulate([call(id)], { execTraceConfig, allowUnnamedResources: true })
    await simulate([call(id, { onComplete: ClearStateOC })], { execTraceConfig })
  }
}
