/**
 * Measures what the package promises about speed, as ratios in one run. With CHAIN=node (and ALGOD_SERVER, ALGOD_PORT,
 * ALGOD_TOKEN, KMD_PORT) the same script runs on that node too. Exits with 1 when a promise is not kept.
 * `--expose-gc` is needed to see memory: `npm run bench` passes it.
 */
import { AlgorandClient, algo, Config } from '@algorandfoundation/algokit-utils'
import algosdk from 'algosdk'
import { createDevnet } from '../src/index'
import { decodeSignedTxn } from '../src/ledger/codec'

const quiet = () => undefined
Config.configure({ logger: { verbose: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet } })

type Line = { what: string; measured: string; promise: string; kept: boolean }
const lines: Line[] = []
const report = (what: string, measured: string, promise: string, kept: boolean) => {
  lines.push({ what, measured, promise, kept })
}

/** The median: this machine may be doing other things too. */
async function milliseconds(times: number, action: (i: number) => unknown): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    await action(i)
    all.push(performance.now() - start)
  }
  return all.sort((a, b) => a - b)[Math.floor(times / 2)]!
}

const ms = (n: number) => `${n < 1 ? n.toFixed(3) : n.toFixed(1)} ms`
const LOOP = `#pragma version 12
txn ApplicationID
bz yes
pushint 0
loop:
pushint 1
+
dup
pushint 114
<
bnz loop
pop
yes:
pushint 1
`
const YES = '#pragma version 12\npushint 1'

/** Build, simulate, sign, send, confirm: what one SDK call costs. */
async function sends(algorand: AlgorandClient, times: number): Promise<{ call: number }> {
  algorand.setSuggestedParamsCacheTimeout(0)
  const dispenser = await algorand.account.localNetDispenser()
  const alice = algorand.account.random()
  await algorand.account.ensureFunded(alice, dispenser, algo(1000))
  const { appId } = await algorand.send.appCreate({ sender: alice.addr, approvalProgram: LOOP, clearStateProgram: YES })
  const call = (i: number) => algorand.send.appCall({ sender: alice.addr, appId, note: `call ${i}` })
  for (let i = 0; i < times / 4; i++) await call(-i)
  return { call: await milliseconds(times, call) }
}

/** The signer of the chain's own accounts: the platform's crypto, as applications use it. */
async function ownSends(times: number): Promise<{ pay: Cost; call: Cost }> {
  const devnet = await createDevnet()
  const algorand = AlgorandClient.fromClients(devnet.clients).setSuggestedParamsCacheTimeout(0)
  const [alice] = devnet.accounts
  algorand.setSignerFromAccount(alice!)
  const sender = alice!.addr
  const { appId } = await algorand.send.appCreate({ sender, approvalProgram: LOOP, clearStateProgram: YES })
  const pay = (i: number) => algorand.send.payment({ sender, receiver: sender, amount: algo(0), note: `pay ${i}` })
  const call = (i: number) => algorand.send.appCall({ sender, appId, note: `call ${i}` })
  for (let i = 0; i < times / 4; i++) await call(-i)
  return { call: await costOf(times, call), pay: await costOf(times, pay) }
}

/** Wall time is what a user waits; processor time does not depend on what else this machine is doing. */
type Cost = { wall: number; cpu: number }

async function costOf(times: number, action: (i: number) => unknown): Promise<Cost> {
  const before = process.cpuUsage()
  const wall = await milliseconds(times, action)
  const { user, system } = process.cpuUsage(before)
  return { wall, cpu: (user + system) / 1000 / times }
}

async function sending(): Promise<void> {
  const own = await ownSends(200)
  const { call } = own
  report('one app call by SDK: processor (wall)', `${ms(call.cpu)} (${ms(call.wall)})`, '< 10 ms', call.cpu < 10)
  const perSecond = 1000 / own.pay.cpu
  report('payments by SDK in a second of one core', perSecond.toFixed(0), '> 100', perSecond > 100)
  if (process.env['CHAIN'] !== 'node') {
    report('the same script on a node', 'no node (CHAIN=node)', '10 times slower', true)
    return
  }
  const {
    ALGOD_SERVER: server = 'http://localhost',
    ALGOD_PORT: port = '4001',
    KMD_PORT: kmdPort = '4002',
  } = process.env
  const token = process.env['ALGOD_TOKEN'] ?? 'a'.repeat(64)
  const node = AlgorandClient.fromConfig({
    algodConfig: { server, port: Number(port), token },
    kmdConfig: { server, port: Number(kmdPort), token },
  })
  const there = await sends(node, 40)
  // the signer of algosdk's own accounts is slow in both: the same one is used for the comparison
  const here = await sends(AlgorandClient.fromClients((await createDevnet()).clients), 100)
  const ratio = there.call / call.wall
  const both = `${ms(there.call)} / ${ms(call.wall)} = ${ratio.toFixed(1)}`
  report('app call on the node / in process', both, '>= 10', ratio >= 10)
  const same = (there.call / here.call).toFixed(1)
  report('  both with algosdk signing', `${ms(there.call)} / ${ms(here.call)} = ${same}`, '(for information)', true)
}

async function interpreter(): Promise<void> {
  const devnet = await createDevnet()
  const { algod } = devnet.clients
  const [alice] = devnet.accounts
  const compile = async (source: string) => algosdk.base64ToBytes((await algod.compile(source).do()).result)
  const suggestedParams = await algod.getTransactionParams().do()
  const create = algosdk.makeApplicationCreateTxnFromObject({
    sender: alice!.addr,
    approvalProgram: await compile(LOOP),
    clearProgram: await compile(YES),
    numGlobalByteSlices: 0,
    numGlobalInts: 0,
    numLocalByteSlices: 0,
    numLocalInts: 0,
    onComplete: algosdk.OnApplicationComplete.NoOpOC,
    suggestedParams,
  })
  await algod.sendRawTransaction((await alice!.signer([create], [0]))[0]!).do()
  const { applicationIndex = 0n } = await algod.pendingTransactionInformation(create.txID()).do()
  const call = algosdk.makeApplicationNoOpTxnFromObject({
    sender: alice!.addr,
    appIndex: applicationIndex,
    suggestedParams,
  })
  const raw = (await alice!.signer([call], [0]))[0]!
  let spent = 0
  const time = await milliseconds(500, () => {
    const group = [decodeSignedTxn(raw)]
    const outcome = devnet.node.evaluateGroup(group, { unsigned: true })
    if (outcome.failure) throw new Error(outcome.failure.message)
    spent = outcome.evaluation?.shared.appBudgetSpent ?? 0
  })
  report(`a call of ${spent} operations`, ms(time), '< 1 ms', time < 1 && spent > 650)
}

async function starting(): Promise<void> {
  const time = await milliseconds(20, () => createDevnet())
  report('createDevnet()', ms(time), '< 50 ms', time < 50)
}

async function snapshots(): Promise<void> {
  const cost = async (accounts: number) => {
    const devnet = await createDevnet()
    for (let i = 0; i < accounts; i++) {
      const address = new Uint8Array(32)
      new DataView(address.buffer).setUint32(0, i + 1)
      devnet.forge.setBalance(address, 1_000_000n)
    }
    return milliseconds(2_000, () => {
      const id = devnet.snapshot()
      devnet.mine()
      devnet.revert(id)
    })
  }
  await cost(10)
  const few = await cost(10)
  const many = await cost(100_000)
  const ratio = many / few
  report(
    'snapshot, block, revert: 100,000 accounts / 10',
    `${ms(many)} / ${ms(few)} = ${ratio.toFixed(2)}`,
    '< 2',
    ratio < 2,
  )
}

async function memory(): Promise<void> {
  const devnet = await createDevnet({ history: 1_001 })
  const gc = (globalThis as { gc?: () => void }).gc
  const heap = () => {
    gc?.()
    return process.memoryUsage().heapUsed / 1e6
  }
  devnet.mine(10_000)
  const before = heap()
  devnet.mine(90_000)
  const after = heap()
  const growth = after - before
  report(
    'memory after 10,000 and 100,000 blocks',
    `${before.toFixed(1)} / ${after.toFixed(1)} MB`,
    'flat (< 2 MB)',
    growth < 2,
  )
}

for (const part of [starting, interpreter, sending, snapshots, memory]) await part()
for (const { what, measured, promise, kept } of lines) {
  console.log(`${kept ? 'ok  ' : 'MISS'} ${what.padEnd(50)} ${measured.padEnd(28)} ${promise}`)
}
process.exit(lines.every((line) => line.kept) ? 0 : 1)
