/**
 * Programs of every version that use what their own transaction names and what others of the group do, that call programs
 * older than themselves, and that are replaced by older ones. Sent to a mirror, which compares, and keeps the tape that
 * `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/old-programs.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/old-programs.ts
 *     gzip -n -9 devnet/conformance/vectors/old-programs.tape.jsonl
 */
import algosdk, { type Transaction } from 'algosdk'
import { algod, keyOf, paying, richest, send, simulate } from './mirror-client'
import { Random } from './random'

const rich = await richest()
const [owner, other, third] = [1, 2, 3].map(keyOf) as [typeof rich, typeof rich, typeof rich]
let notes = 0
const note = () => Uint8Array.of(...algosdk.encodeUint64(++notes))
const FEE = 50_000n
const { NoOpOC, OptInOC, ClearStateOC, UpdateApplicationOC } = algosdk.OnApplicationComplete
const STATE = { numGlobalInts: 2, numGlobalByteSlices: 2, numLocalInts: 2, numLocalByteSlices: 2 }

const known = new Map<string, Uint8Array>()
async function compiled(version: number, source: string): Promise<Uint8Array> {
  const text = `#pragma version ${version}\n#pragma typetrack false\n${source}`
  const program = known.get(text) ?? algosdk.base64ToBytes((await algod.compile(text).do()).result)
  known.set(text, program)
  return program
}

type Call = Partial<Parameters<typeof algosdk.makeApplicationCallTxnFromObject>[0]>
async function create(version: number, source: string, more: Call = {}): Promise<Transaction> {
  return algosdk.makeApplicationCreateTxnFromObject({
    ...{ sender: owner.addr, onComplete: NoOpOC, note: note(), suggestedParams: paying(FEE), ...STATE },
    approvalProgram: await compiled(version, source),
    clearProgram: await compiled(version, 'int 1'),
    ...more,
  })
}
const call = (app: bigint, more: Call = {}): Transaction =>
  algosdk.makeApplicationCallTxnFromObject({
    ...{ sender: owner.addr, appIndex: app, onComplete: NoOpOC, note: note(), suggestedParams: paying(FEE), ...more },
  })
const pay = (to: algosdk.Address, amount: number): Transaction =>
  algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: rich.addr, receiver: to, amount, note: note(), suggestedParams: paying() },
  })
const asset = (manager = owner.addr): Transaction =>
  algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
    ...{ sender: owner.addr, total: 1_000, decimals: 0, defaultFrozen: false, note: note(), suggestedParams: paying() },
    ...{ manager, reserve: manager, freeze: manager, clawback: manager },
  })
const sent = async (txn: Transaction, by = owner): Promise<bigint> => (await send([txn, by]))!
const tried = async (name: string, ...txns: Transaction[]) => {
  process.stdout.write(`${name}: `)
  await simulate(txns)
}

for (const { addr } of [owner, other, third]) await sent(pay(addr, 100_000_000), rich)
const VERSIONS = [2, 3, 4, 5, 6, 7, 8, 9, 12]
const apps = new Map<number, bigint>()
for (const version of VERSIONS) {
  const id = await sent(await create(version, 'byte "g"\nint 7\napp_global_put\nint 1'))
  apps.set(version, id)
  await sent(pay(algosdk.getApplicationAddress(id), 1_000_000), rich)
}
const assets = [await sent(asset()), await sent(asset())] as const
const optIn = { onComplete: OptInOC }
for (const version of [2, 6]) await sent(call(apps.get(version)!, { ...optIn, sender: other.addr }), other)
const accept = { sender: other.addr, receiver: other.addr, amount: 0, assetIndex: assets[0] }
await sent(
  algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({ ...accept, note: note(), suggestedParams: paying() }),
  other,
)

// What a program uses, at random: by position, by id, named by its own transaction or by another one.
const random = new Random(1_121)
const people = [owner, other, third].map(({ addr }) => addr)
const someApp = () => apps.get(random.pick(VERSIONS))!
const account = (version: number): string => {
  if (version < 4 || random.chance(0.4)) return `int ${random.below(4)}`
  if (random.chance(0.2)) return `addr ${algosdk.getApplicationAddress(someApp()).toString()}`
  return `addr ${random.pick(people).toString()}`
}
const assetRef = () => (random.chance(0.5) ? `int ${random.below(3)}` : `int ${random.pick(assets)}`)
const appRef = () => (random.chance(0.5) ? `int ${random.below(3)}` : `int ${someApp()}`)
const two = 'pop\npop'
type Use = [since: number, write: (version: number) => string]
const USES: Use[] = [
  [2, () => `${assetRef()}\nasset_params_get ${random.pick(['AssetTotal', 'AssetManager'])}\n${two}`],
  [2, (v) => `${account(v)}\n${assetRef()}\nasset_holding_get AssetBalance\n${two}`],
  [2, () => `${appRef()}\nbyte "g"\napp_global_get_ex\n${two}`],
  [2, (v) => `${account(v)}\n${appRef()}\nbyte "l"\napp_local_get_ex\n${two}`],
  [2, (v) => `${account(v)}\n${appRef()}\napp_opted_in\npop`],
  [2, (v) => `${account(v)}\nbyte "l"\napp_local_get\npop`],
  [2, (v) => `${account(v)}\nbyte "l"\nint 3\napp_local_put`],
  [2, (v) => `${account(v)}\nbyte "l"\napp_local_del`],
  [2, (v) => `${account(v)}\nbalance\npop`],
  [3, (v) => `${account(v)}\nmin_balance\npop`],
  [2, () => `txna Accounts ${random.below(3)}\npop`],
  [3, () => `txna Assets ${random.below(2)}\npop`],
  [3, () => `txna Applications ${random.below(2)}\npop`],
  [2, () => `gtxna 0 Accounts ${random.below(3)}\npop`],
  [4, () => 'gaid 0\npop'],
  [4, () => 'gload 0 1\npop'],
  [5, () => `${appRef()}\napp_params_get AppAddress\n${two}`],
  [6, (v) => `${account(v)}\nacct_params_get AcctBalance\n${two}`],
  [8, () => `byte "${random.pick(['b', 'c'])}"\nbox_len\n${two}`],
  [5, (v) => inner('pay', `${bytes(v)}\nitxn_field Receiver`)],
  [5, (v) => inner('axfer', `int ${random.pick(assets)}\nitxn_field XferAsset\n${bytes(v)}\nitxn_field AssetReceiver`)],
  [5, (v) => inner('axfer', `int ${random.pick(assets)}\nitxn_field XferAsset\n${bytes(v)}\nitxn_field AssetSender`)],
  [
    5,
    (v) =>
      inner('afrz', `int ${random.pick(assets)}\nitxn_field FreezeAsset\n${bytes(v)}\nitxn_field FreezeAssetAccount`),
  ],
  [6, (v) => inner('appl', `int ${someApp()}\nitxn_field ApplicationID\n${bytes(v)}\nitxn_field Accounts`)],
  [6, () => inner('appl', `int ${someApp()}\nitxn_field ApplicationID\nint ${random.pick(assets)}\nitxn_field Assets`)],
  [6, () => inner('appl', `int ${someApp()}\nitxn_field ApplicationID\nint ${someApp()}\nitxn_field Applications`)],
]
function bytes(version: number): string {
  return random.chance(0.3) ? `txna Accounts ${random.below(2)}` : account(version).replace(/^int \d+/, 'txn Sender')
}
function inner(type: string, fields: string): string {
  return `itxn_begin\nint ${type}\nitxn_field TypeEnum\n${fields}\nint 0\nitxn_field Fee\nitxn_submit`
}
function source(version: number): string {
  const uses = USES.filter(([since]) => version >= since)
  return `${Array.from({ length: 1 + random.below(2) }, () => random.pick(uses)[1](version)).join('\n')}\nint 1`
}
function names(version: number): Call {
  const some = <T>(list: readonly T[]) => list.filter(() => random.chance(0.5))
  const box = random.chance(0.5) ? [{ appIndex: 0, name: new TextEncoder().encode('b') }] : []
  return {
    ...{ accounts: some(people), foreignAssets: some(assets), foreignApps: some([someApp(), someApp()]) },
    ...(version >= 8 ? { boxes: box } : {}),
  }
}
for (let n = 0; n < 160; n++) {
  const txns: Transaction[] = []
  for (let size = 1 + random.below(3); size > 0; size--) {
    const version = random.pick(VERSIONS)
    const kind = random.next()
    if (kind < 0.1) txns.push(pay(third.addr, 1))
    else if (kind < 0.2) txns.push(asset())
    else txns.push(await create(version, source(version), names(version)))
  }
  await tried(`random ${n}`, ...txns)
}

// Inner calls of old programs: creation, opting in, leaving, and how deep.
const hex = (program: Uint8Array) => `byte 0x${Buffer.from(program).toString('hex')}`
const programs = async (approval: number, clear: number, more = '') => {
  const [first, second] = [await compiled(approval, 'int 1'), await compiled(clear, 'int 1')]
  return `${hex(first)}\nitxn_field ApprovalProgram\n${hex(second)}\nitxn_field ClearStateProgram\n${more}`
}
const COMPLETIONS = {
  'no-op': '',
  'opt in': 'int OptIn\nitxn_field OnCompletion',
  delete: 'int DeleteApplication\nitxn_field OnCompletion',
}
for (const [approval, clear] of [
  [3, 3],
  [4, 3],
  [3, 4],
  [4, 4],
  [5, 2],
  [5, 4],
  [5, 6],
  [6, 5],
  [6, 6],
  [8, 9],
  [9, 9],
] as const) {
  for (const [name, field] of Object.entries(COMPLETIONS)) {
    const body = `${inner('appl', await programs(approval, clear, field))}\nint 1`
    const funding = pay(algosdk.getApplicationAddress(apps.get(12)!), 1)
    await tried(`created inside with v${approval} and v${clear}, ${name}`, funding, await create(9, body))
  }
}
const mixed = new Map<string, bigint>()
for (const [approval, clear] of [
  [4, 2],
  [5, 3],
  [3, 5],
  [5, 5],
] as const) {
  const clearProgram = await compiled(clear, 'int 1')
  mixed.set(`v${approval} and v${clear}`, await sent(await create(approval, 'int 1', { clearProgram })))
}
for (const [name, id] of mixed) {
  for (const completion of ['NoOp', 'OptIn', 'ClearState', 'CloseOut', 'DeleteApplication']) {
    const fields = `int ${id}\nitxn_field ApplicationID\nint ${completion}\nitxn_field OnCompletion`
    for (const version of [6, 9]) {
      const body = `${inner('appl', fields)}\nint 1`
      await tried(`${name} called by v${version}, ${completion}`, await create(version, body, { foreignApps: [id] }))
    }
  }
}
await tried('an empty program', await create(9, `${inner('appl', '')}\nint 1`))
const self = `txn ApplicationID\nbz end\nitxn_begin\nint appl\nitxn_field TypeEnum\ntxn ApplicationID\nitxn_field ApplicationID\nitxn_submit\nend:\nint 1`
const selfApp = await sent(await create(9, self))
await tried('itself', call(selfApp))

// Pairs: who claws back needs none; fields that are not set reach nothing; an old callee reaches all of them.
const both = { foreignAssets: [assets[0]], accounts: [other.addr] }
const pairs: Record<string, string> = {
  'a clawback': inner(
    'axfer',
    `int ${assets[0]}\nitxn_field XferAsset\naddr ${other.addr.toString()}\nitxn_field AssetSender\naddr ${other.addr.toString()}\nitxn_field AssetReceiver`,
  ),
  'a transfer of nothing': inner('axfer', `addr ${other.addr.toString()}\nitxn_field AssetReceiver`),
  'a freeze of nothing': inner('afrz', `addr ${other.addr.toString()}\nitxn_field FreezeAssetAccount`),
  'a freeze of nobody': inner('afrz', `int ${assets[0]}\nitxn_field FreezeAsset`),
  'an old callee': inner(
    'appl',
    `int ${apps.get(8)!}\nitxn_field ApplicationID\naddr ${other.addr.toString()}\nitxn_field Accounts`,
  ),
  'an old callee and an app': inner(
    'appl',
    `int ${apps.get(8)!}\nitxn_field ApplicationID\nint ${apps.get(6)!}\nitxn_field Applications`,
  ),
  'an old callee and an asset': inner(
    'appl',
    `int ${apps.get(8)!}\nitxn_field ApplicationID\nint ${assets[0]}\nitxn_field Assets`,
  ),
}
for (const [name, body] of Object.entries(pairs)) {
  const program = `txn ApplicationID\nbz end\n${body}\nend:\nint 1`
  const id = await sent(await create(9, program))
  await sent(pay(algosdk.getApplicationAddress(id), 1_000_000), rich)
  const foreignApps = [apps.get(8)!, apps.get(6)!]
  await tried(`${name}, all named`, call(id, { ...both, foreignApps }))
  await tried(`${name}, named by others`, call(id), call(apps.get(12)!, { ...both, foreignApps }))
  await tried(
    `${name}, in an access list`,
    call(id, {
      access: [{ address: other.addr }, { assetIndex: assets[0] }, ...foreignApps.map((appIndex) => ({ appIndex }))],
    }),
  )
  await tried(
    `${name}, half by others`,
    call(id, { accounts: [other.addr], foreignApps }),
    call(apps.get(12)!, { foreignAssets: [assets[0]] }),
  )
}

// Updates: to an older version, and to two versions at once.
for (const from of [3, 5, 6, 8, 12]) {
  const id = await sent(await create(from, 'int 1'))
  for (const [approval, clear] of [
    [2, 2],
    [4, 4],
    [5, 5],
    [5, 4],
    [6, 6],
    [6, 5],
    [7, 7],
    [7, 8],
    [12, 12],
    [1, 1],
  ] as const) {
    const fields = { approvalProgram: await compiled(approval, 'int 1'), clearProgram: await compiled(clear, 'int 1') }
    await tried(
      `v${from} updated to v${approval} and v${clear}`,
      call(id, { onComplete: UpdateApplicationOC, ...fields }),
    )
  }
}
// Access lists, and leaving, are nothing for old programs.
for (const version of VERSIONS) {
  await tried(`an access list for v${version}`, call(apps.get(version)!, { access: [{ address: other.addr }] }))
  await tried(`leaving v${version}`, call(apps.get(version)!, { sender: other.addr, onComplete: ClearStateOC }))
}
