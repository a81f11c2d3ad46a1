/**
 * How far `allow-unnamed-resources` goes: programs of every age that touch as many accounts, assets, apps, boxes and pairs as
 * their call asks for, up to the limits of a group and beyond. Sent to a mirror, which compares, and keeps the tape that
 * `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/unnamed-limits.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/unnamed-limits.ts
 *     gzip -n -9 devnet/conformance/vectors/unnamed-limits.tape.jsonl
 */
import algosdk, { type Transaction } from 'algosdk'
import { algod, keyOf, paying, richest, send, simulate, type Key } from './mirror-client'
import { Random } from './random'
import { accountOf, appOf, assetOf, large, probe, step, stepsOf, type Step } from './unnamed-programs'

const rich = await richest()
const owner = keyOf(1)
let notes = 0
const note = () => Uint8Array.of(...algosdk.encodeUint64(++notes))
const compiled = async (source: string) => algosdk.base64ToBytes((await algod.compile(source).do()).result)
const pay = (to: algosdk.Address, amount: number): Transaction =>
  algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: rich.addr, receiver: to, amount, note: note(), suggestedParams: paying() },
  })

const VERSIONS = [6, 7, 8, 9, 12, 13]
const programs = new Map<number, Uint8Array>()
for (const version of VERSIONS) programs.set(version, await compiled(probe(version)))
const clears = new Map<number, Uint8Array>()
for (const version of VERSIONS) clears.set(version, await compiled(`#pragma version ${version}\nint 1`))

const SCHEMA = { numGlobalInts: 1, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 }
type Call = Partial<Parameters<typeof algosdk.makeApplicationCallTxnFromObject>[0]>
const FEE = 100_000n
function create(version: number, steps: Step[] = [], more: Call = {}): Transaction {
  return algosdk.makeApplicationCreateTxnFromObject({
    ...{ sender: owner.addr, onComplete: algosdk.OnApplicationComplete.NoOpOC, note: note(), ...SCHEMA },
    ...{ approvalProgram: programs.get(version)!, clearProgram: clears.get(version)!, suggestedParams: paying(FEE) },
    ...{ appArgs: steps.map(step), ...more },
  })
}
function call(app: bigint, steps: Step[], more: Call = {}): Transaction {
  return algosdk.makeApplicationCallTxnFromObject({
    ...{ sender: owner.addr, appIndex: app, onComplete: algosdk.OnApplicationComplete.NoOpOC, note: note() },
    ...{ suggestedParams: paying(FEE), appArgs: steps.map(step), ...more },
  })
}

await send([pay(owner.addr, 4_000_000_000), rich])
const apps = new Map<number, bigint>()
const signedBy = (txn: Transaction, key: Key) => [txn, key] as const
for (const version of VERSIONS) {
  const id = (await send(signedBy(create(version), owner)))!
  apps.set(version, id)
  await send([pay(algosdk.getApplicationAddress(id), 500_000_000), rich])
}
const of = (version: number): bigint => apps.get(version)!
const box = (name: number) => ({ appIndex: 0, name: algosdk.encodeUint64(name) })
const refs = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => box(from + i))
/** Boxes that are there before, with sizes that need one reference, exactly one, two, and many. */
const SIZES: Record<number, number> = { 900: 100, 901: 2_048, 902: 3_000, 903: 8_000, 904: 30_000 }
for (const version of [8, 12]) {
  for (const [name, size] of Object.entries(SIZES)) {
    const first = call(of(version), [['k', Number(name), 1_000 + Math.ceil(size / 10)]], {
      boxes: [box(Number(name)), ...refs(0, 7)],
    })
    const second = call(of(version), [], { boxes: refs(10, 18) })
    await send(signedBy(first, owner), signedBy(second, owner))
  }
}
/** A program beyond the free pages: its size counts when it is read, and when it is written. */
const LARGE = { extraPages: 5, clearProgram: clears.get(13)! }
const big = await compiled(large(11_000))
const bigger = await compiled(large(12_000))
const bigApp = (await send(signedBy(create(13, [], { ...LARGE, approvalProgram: big, boxes: refs(0, 2) }), owner)))!
console.log({ apps, bigApp })

const UNNAMED = { allowUnnamedResources: true, extraOpcodeBudget: 320_000 }
async function tried(name: string, ...txns: Transaction[]): Promise<void> {
  process.stdout.write(`${name}: `)
  await simulate(txns, UNNAMED)
}

// Large programs, named and not, with the references for them and without; then as they are without any allowance.
const bigCall = (boxes: number, more: Call = {}) => call(bigApp, [], { boxes: refs(0, boxes), ...more })
const update = { onComplete: algosdk.OnApplicationComplete.UpdateApplicationOC, ...LARGE, approvalProgram: bigger }
const remove = { onComplete: algosdk.OnApplicationComplete.DeleteApplicationOC }
const largeGroups: Record<string, () => Transaction[]> = {
  'a call': () => [bigCall(0)],
  'a call with a reference': () => [bigCall(1)],
  'a call with two': () => [bigCall(2)],
  'a call beside another': () => [call(of(12), [['a', 0, 0]]), bigCall(0), call(of(12), [])],
  'named by another': () => [call(of(12), [], { foreignApps: [bigApp] })],
  'named by another with references': () => [call(of(12), [], { foreignApps: [bigApp], boxes: refs(0, 2) })],
  'in an access list': () => [call(of(12), [], { access: [{ appIndex: bigApp }] })],
  'with empty references in an access list': () => [call(of(12), [], { access: [{ appIndex: bigApp }, {}, {}] })],
  'called by a program': () => [
    call(of(12), [
      ['i', Number(bigApp), Number(bigApp) + 1],
      ['a', 0, 1],
    ]),
  ],
  'called by an old program': () => [
    call(of(8), [
      ['i', Number(bigApp), Number(bigApp) + 1],
      ['a', 0, 1],
    ]),
  ],
  'called by a program that reads boxes': () => [
    call(of(12), [
      ['b', 903, 904],
      ['i', Number(bigApp), Number(bigApp) + 1],
      ['b', 900, 902],
    ]),
  ],
  'updated without references': () => [bigCall(0, update)],
  'updated with one': () => [bigCall(1, update)],
  'updated with two': () => [bigCall(2, update)],
  'updated twice': () => [bigCall(2, update), bigCall(2, update)],
  deleted: () => [bigCall(2, remove)],
  'created without references': () => [create(13, [], { ...LARGE, approvalProgram: big })],
  'created with one': () => [create(13, [], { ...LARGE, approvalProgram: big, boxes: refs(0, 1) })],
  'created with two': () => [create(13, [], { ...LARGE, approvalProgram: bigger, boxes: refs(0, 2) })],
  'created and deleted': () => [create(13, [], { ...LARGE, approvalProgram: big, ...remove })],
  'created beside boxes that are written': () => [
    create(13, [], { ...LARGE, approvalProgram: big, boxes: refs(0, 2) }),
    call(of(12), [['c', 20, 22]], { boxes: refs(20, 22) }),
  ],
}
for (const [name, build] of Object.entries(largeGroups)) {
  await tried(name, ...build())
  await simulate(build())
}

// One kind at a time, up to the limit and beyond.
/** Versions, and what programs of them do. */
const LIMITS = [
  '6 7 8: a 0-8',
  '6 7 8: a 0-9',
  '7 8: s 0-8, a 0-1',
  '7: s 0-9',
  '6 7: p 0-8',
  '7: p 0-9',
  '6 7: P 0-4, p 0-4, s 0-3',
  '6 7: p 0-4, P 0-4, s 0-3',
  '7: P 0-8, p 0-8',
  '7: P 0-8, p 8-9',
  '6 8: l 0-3, h 0-3, m 0-1',
  '6 8: l 38-44, H 0-2',
  '8: b 0-8',
  '8: b 0-128',
  '8: b 0-129',
  '8: b 0-126, a 0-2',
  '8: b 0-126, a 0-3',
  '9 12: a 0-128',
  '9: a 0-129',
  '12: s 0-128',
  '12: s 0-129',
  '13: p 0-128',
  '13: p 0-129',
  '12: a 0-50, s 0-50, p 0-20, b 0-8',
  '12: a 0-50, s 0-50, p 0-20, b 0-9',
  '12: P 0-128, p 0-128',
  '12: P 0-128, p 0-128, a 0-1',
  '12: p 0-64, P 0-64, m 0-64, a 0-64',
  '12: h 0-1280',
  '12: h 0-1281',
  '12: h 0-640, l 0-640',
  '12: h 0-640, l 0-641',
  '12: h 0-0, H 0-128',
  '12: H 0-129',
  '12: l 0-1, m 0-1, l 0-1',
  '12: a 0-127, h 0-1',
  '12: a 1-128, h 0-1',
  '12: s 0-127, l 0-1',
  '12: b 0-128',
  '12: b 0-129',
  '12: c 0-2',
  '12: c 0-3',
  '12: C 0-1',
  '12: C 0-5',
  '12: C 0-5, b 10-16',
  '12: b 10-16, C 0-5',
  '12: C 0-64',
  '12: C 0-65',
  '12: C 0-64, d 0-64, C 70-80',
  '12: a 0-100, C 0-14',
  '12: a 0-100, C 0-15',
  '12: C 0-14, a 0-100',
  '12: C 0-14, a 0-101',
  '12: b 900-905',
  '12: b 904-905, b 0-20',
  '12: b 0-20, b 904-905',
  '12: b 904-905, a 0-113',
  '12: b 904-905, a 0-114',
  '12: a 0-113, b 904-905',
  '12: a 0-114, b 904-905',
  '12: w 900-905',
  '12: w 903-905, d 903-905, C 0-2',
  '12: r 900-904',
  '12: r 900-902, b 0-3, r 902-904, c 0-4',
  '12: k 0-4000, b 1-8',
  '12: A 0-1, A 1-2',
  '12 8: S 0-1',
  '12 8: Q 0-1, Q 1-2',
]
for (const limit of LIMITS) {
  const [versions = '', list = ''] = limit.split(': ')
  for (const version of versions.split(' ').map(Number)) {
    await tried(`v${version} ${list}`, call(of(version), stepsOf(list)))
  }
}

// What is named already takes room, in arrays; what an access list names does not.
const accounts = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => accountOf(from + i))
const assets = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => assetOf(from + i))
const foreign = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => appOf(from + i))
const named: Record<string, Call> = {
  'four accounts': { accounts: accounts(0, 4) },
  'eight accounts': { accounts: accounts(0, 8) },
  'two of each': {
    accounts: accounts(0, 2),
    foreignAssets: assets(0, 2),
    foreignApps: foreign(0, 2),
    boxes: refs(0, 2),
  },
  'eight apps': { foreignApps: foreign(0, 8) },
  'eight boxes': { boxes: refs(0, 8) },
  'empty boxes': { boxes: Array.from({ length: 3 }, () => ({ appIndex: 0, name: new Uint8Array() })) },
  'a list': {
    access: [{ address: accountOf(0) }, { assetIndex: assetOf(0) }, { appIndex: appOf(0) }, { box: box(0) }],
  },
  'a list with empty boxes': { access: [{ box: box(0) }, {}, {}] },
}
const asked = [
  'a 0-5, s 0-3',
  'a 0-9',
  'a 0-124',
  'p 0-3, P 0-3, m 0-2',
  'h 0-3, l 0-3',
  'A 0-3, S 0-3, Q 0-3',
  't 0-4, t 8-10',
]
const boxed = ['b 0-10', 'C 0-3', 'b 902-905', 'b 0-124', 'c 0-9, d 0-9, C 0-4']
for (const [name, more] of Object.entries(named)) {
  for (const version of more.access ? [12, 8] : [7, 8, 12]) {
    for (const steps of asked) await tried(`${name}, v${version} ${steps}`, call(of(version), stepsOf(steps), more))
  }
  for (const version of [8, 12]) {
    for (const steps of boxed) await tried(`${name}, v${version} ${steps}`, call(of(version), stepsOf(steps), more))
  }
}

// Groups: of everything at random.
const random = new Random(20_261_121)
function randomSteps(version: number): Step[] {
  const letters = version >= 8 ? 'aaasspPhlHmASQtbbcCdwi' : 'aaasspPhlHmASQti'
  const steps: Step[] = []
  for (let n = 1 + random.below(4); n > 0; n--) {
    const what = letters[random.below(letters.length)]!
    if (what === 'i') {
      const to = Number(of(random.pick(VERSIONS)))
      steps.push(['i', to, to + 1], [random.pick(['a', 's', 'p', 'h', 'H', 'l']), 0, 1 + random.below(3)])
      continue
    }
    const from = random.chance(0.2) && 'bwd'.includes(what) ? 900 : random.below(4)
    steps.push([what, from, from + 1 + random.below(what === 'A' || what === 'S' || what === 'Q' ? 2 : 6)])
  }
  return steps
}
function randomNames(version: number): Call {
  if (random.chance(0.3)) return {}
  if (version >= 9 && random.chance(0.3)) return { access: named['a list']!.access! }
  const up = () => random.below(4)
  return {
    ...{ accounts: accounts(0, up()), foreignAssets: assets(0, up()), foreignApps: foreign(0, random.below(2)) },
    ...(version >= 8 ? { boxes: refs(0, random.below(2)) } : {}),
  }
}
for (let n = 0; n < 150; n++) {
  const txns = Array.from({ length: 1 + random.below(4) }, () => {
    if (random.chance(0.15)) return pay(owner.addr, 1)
    const version = random.pick(VERSIONS)
    const steps = randomSteps(version)
    return random.chance(0.1) ? create(version, steps) : call(of(version), steps, randomNames(version))
  })
  await tried(`random ${n}`, ...txns)
}
