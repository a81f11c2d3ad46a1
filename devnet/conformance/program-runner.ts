import algosdk, { type Algodv2, type SuggestedParams } from 'algosdk'
import { assemble, type Assembled } from '../src/avm/assembler'
import { MAX_AVM_VERSION } from '../src/protocol/ops'
import { NODE_PANICKED } from './node'
import { compact } from './vectors'

/** One program to run, in application mode (as the creation of its app) or as a logic signature. */
export type ProgramCase = {
  name: string
  mode: 'app' | 'sig'
  source: string
  /** arguments of the call or of the signature */
  args?: readonly Uint8Array[]
  /** which other transactions surround it: none, some of other kinds, or such as give its app money and an asset */
  setting?: Setting
}

export type Setting = 'alone' | 'group' | 'funded'

/** What running it showed: every step with what it popped and pushed, how it ended, what it cost. */
export type Outcome = { trace: string; cost: number; failure?: string; untraced?: true }

const SEED = new TextEncoder().encode('conformance recorder, no secret!')

/** An account nobody else uses, the same on every chain. */
export const SENDER = algosdk.mnemonicToSecretKey(algosdk.mnemonicFromSeed(SEED))

const EXTRA_BUDGET = 100_000
const CLEAR_PROGRAMS = new Map<number, Uint8Array>()
const RICH_FEE = 100_000n
/** what the app's account has in the `funded` setting */
const APP_MONEY = 10_000_000
/** where the program is in that group */
const FUNDED_INDEX = 2
const TRACE = new algosdk.modelsv2.SimulateTraceConfig({ enable: true, stackChange: true, scratchChange: true })

/** A clear state program of the version that the approval program's asks for. */
function clearProgramFor(wanted: number): Uint8Array {
  const version = Math.min(wanted, MAX_AVM_VERSION)
  let program = CLEAR_PROGRAMS.get(version)
  if (!program) CLEAR_PROGRAMS.set(version, (program = assemble(`#pragma version ${version}\nint 1`).program))
  return program
}

/** What belongs to the chain a program ran on, with the words that stand for it in an outcome. */
type Masks = { numbers: Map<bigint, string>; texts: [text: string, word: string][] }

export class ProgramRunner {
  private constructor(
    private readonly algod: Algodv2,
    private readonly params: SuggestedParams,
    /** the id that an app gets as the last of the `funded` group; nothing simulated uses it up */
    private fundedApp: bigint,
  ) {}

  static async on(algod: Algodv2): Promise<ProgramRunner> {
    const params = await algod.getTransactionParams().do()
    const runner = new ProgramRunner(algod, { ...params, flatFee: true, fee: 0n }, 1n)
    const probe = await runner.simulate(runner.fundedGroup(clearProgramFor(8), []))
    runner.fundedApp = probe.txnResults[FUNDED_INDEX]?.txnResult.applicationIndex ?? 0n
    return runner
  }

  /** `untraced` where the node cannot trace: it counts what a subroutine returns wrongly, or panics. */
  async run(program: ProgramCase, untraced = false): Promise<Outcome> {
    const { program: code, locations } = codeOf(program.source)
    const { txns, index } = this.groupFor(program, code)
    const result = await this.simulate(txns, !untraced)
    const steps = chainSteps(program.source, locations)
    const outcome = outcomeOf(result, index, this.masksOf(result, index, txns), steps)
    return untraced ? { ...outcome, untraced } : outcome
  }

  /** The outcome, with the trace if there can be one. */
  async record(program: ProgramCase): Promise<Outcome> {
    const traced = await this.run(program).catch((error: unknown) => {
      const { message } = error as Error
      if (message === 'fetch failed') return { trace: '', cost: 0, failure: NODE_PANICKED }
      if (/^Value -\d+ is not a uint64/.test(message)) return undefined
      throw error
    })
    return traced && !traced.failure?.includes('panic in TEAL Eval') ? traced : this.run(program, true)
  }

  /** The group that `run` simulates, to be submitted: who sends it needs money. */
  signed(program: ProgramCase): Uint8Array[] {
    const { txns } = this.groupFor(program, codeOf(program.source).program)
    return txns.map((signed) => (signed.lsig ? algosdk.encodeMsgpack(signed) : signed.txn.signTxn(SENDER.sk)))
  }

  private groupFor(program: ProgramCase, code: Uint8Array): { txns: algosdk.SignedTransaction[]; index: number } {
    if (program.mode === 'sig') return { txns: this.signatureGroup(program, code), index: 1 }
    if (program.setting === 'funded') return { txns: this.fundedGroup(code, program.args ?? []), index: FUNDED_INDEX }
    const call = this.creation(code, program.args ?? [], algosdk.OnApplicationComplete.NoOpOC, [])
    return { txns: unsigned([call, ...(program.setting === 'group' ? this.companions() : [])]), index: 0 }
  }

  private creation(
    code: Uint8Array,
    appArgs: readonly Uint8Array[],
    onComplete: algosdk.OnApplicationComplete,
    boxes: readonly Uint8Array[],
  ): algosdk.Transaction {
    return algosdk.makeApplicationCreateTxnFromObject({
      sender: SENDER.addr,
      suggestedParams: { ...this.params, fee: RICH_FEE },
      approvalProgram: code,
      clearProgram: clearProgramFor(code[0]!),
      extraPages: code.length > 2_000 ? 3 : 0,
      onComplete,
      numGlobalByteSlices: 3,
      numGlobalInts: 3,
      numLocalByteSlices: 3,
      numLocalInts: 3,
      appArgs: [...appArgs],
      boxes: boxes.map((name) => ({ appIndex: 0, name })),
    })
  }

  /** Money for the app's account, an asset, and then the app. */
  private fundedGroup(code: Uint8Array, appArgs: readonly Uint8Array[]): algosdk.SignedTransaction[] {
    const [pay, config] = this.companions(algosdk.getApplicationAddress(this.fundedApp), APP_MONEY)
    const call = this.creation(code, appArgs, algosdk.OnApplicationComplete.OptInOC, BOXES)
    return unsigned([pay!, config!, call])
  }

  private signatureGroup(program: ProgramCase, code: Uint8Array): algosdk.SignedTransaction[] {
    const lsig = new algosdk.LogicSig(code, program.args ? [...program.args] : [])
    const payment = (sender: algosdk.Address, fee: bigint) =>
      algosdk.makePaymentTxnWithSuggestedParamsFromObject({
        sender,
        receiver: sender,
        amount: 0,
        suggestedParams: { ...this.params, fee },
      })
    const around = program.setting === 'group' ? this.companions() : []
    const txns = algosdk.assignGroupID([payment(SENDER.addr, RICH_FEE), payment(lsig.address(), 0n), ...around])
    return txns.map((txn, i) => new algosdk.SignedTransaction(i === 1 ? { txn, lsig } : { txn }))
  }

  private async simulate(txns: algosdk.SignedTransaction[], traced = true): Promise<GroupResult> {
    const request = new algosdk.modelsv2.SimulateRequest({
      txnGroups: [new algosdk.modelsv2.SimulateRequestTransactionGroup({ txns })],
      allowEmptySignatures: true,
      allowMoreLogging: true,
      extraOpcodeBudget: EXTRA_BUDGET,
      ...(traced ? { execTraceConfig: TRACE } : {}),
    })
    const response = await this.algod.simulateTransactions(request).do()
    return response.txnGroups[0]!
  }

  private masksOf(result: GroupResult, index: number, txns: readonly algosdk.SignedTransaction[]): Masks {
    const inMessage = /app=(\d+)/.exec(result.failureMessage ?? '')?.[1]
    const app =
      index === FUNDED_INDEX
        ? this.fundedApp
        : (result.txnResults[index]?.txnResult.applicationIndex ?? BigInt(inMessage ?? 0))
    const numbers = new Map<bigint, string>()
    const texts: [string, string][] = txns.map(({ txn }, i) => [txn.txID(), `TXID${i}`])
    if (app > 0n) {
      numbers.set(app, 'APP')
      const address = algosdk.getApplicationAddress(app)
      texts.push([address.toString(), 'APPADDRESS'], [hexOf(address.publicKey), 'APPADDRESS'])
      // Apps and assets count together: the one before is the asset, those after are made by the program.
      if (index === FUNDED_INDEX) numbers.set(app - 1n, 'ASSET')
      for (let i = 1; i <= 20; i++) numbers.set(app + BigInt(i), `ID${i}`)
    }
    return { numbers, texts }
  }

  /** One transaction of some other kinds, with as many fields set as the rules allow. */
  private companions(receiver: algosdk.Address = SENDER.addr, amount = 12_345): algosdk.Transaction[] {
    const suggestedParams = this.params
    const sender = SENDER.addr
    const note = new TextEncoder().encode('a note')
    const lease = new Uint8Array(32).fill(7)
    const pay = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
      sender,
      receiver,
      amount,
      suggestedParams,
      note,
      lease,
    })
    const config = algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
      sender,
      suggestedParams,
      total: 1_000_000n,
      decimals: 2,
      defaultFrozen: true,
      unitName: 'UNIT',
      assetName: 'an asset',
      assetURL: 'https://asset.example',
      assetMetadataHash: new Uint8Array(32).fill(9),
      manager: sender,
      reserve: sender,
      freeze: sender,
      clawback: sender,
    })
    const keyreg = algosdk.makeKeyRegistrationTxnWithSuggestedParamsFromObject({ sender, suggestedParams, note })
    return [pay, config, keyreg]
  }
}

/** A source of hexadecimal digits is the program itself: one that no assembler makes. */
function codeOf(source: string): Assembled {
  if (!source.startsWith('0x')) return assemble(source)
  return {
    program: Uint8Array.from(source.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16)),
    locations: new Map(),
  }
}

const unsigned = (txns: algosdk.Transaction[]): algosdk.SignedTransaction[] =>
  algosdk.assignGroupID(txns).map((txn) => new algosdk.SignedTransaction({ txn }))

/** Instructions whose result belongs to the chain or the moment. */
const OF_THE_CHAIN =
  /^(global (Round|LatestTimestamp|GroupID|GenesisHash)|g?i?txn[as]* .*\b(FirstValid|FirstValidTime|LastValid|TxID)\b|txn (FirstValid|FirstValidTime|LastValid|TxID)|block |online_stake|voter_params_get)/

/** The program counters of such instructions. */
function chainSteps(source: string, locations: ReadonlyMap<number, { line: number; column: number }>): Set<number> {
  const lines = source.split('\n')
  const found = [...locations].filter(([, { line, column }]) => OF_THE_CHAIN.test(lines[line]!.slice(column)))
  return new Set(found.map(([pc]) => pc))
}

/** Names of the boxes a case may use: a few, one of the longest name, and empty references that buy room. */
export const BOXES = ['a', 'b', 'c', 'n'.repeat(64), '', '', '', ''].map((name) => new TextEncoder().encode(name))

type GroupResult = Awaited<ReturnType<ReturnType<Algodv2['simulateTransactions']>['do']>>['txnGroups'][number]

function outcomeOf(result: GroupResult, index: number, masks: Masks, hidden: ReadonlySet<number>): Outcome {
  const { execTrace, appBudgetConsumed, logicSigBudgetConsumed } = result.txnResults[index] ?? {}
  const steps = execTrace?.approvalProgramTrace ?? execTrace?.logicSigTrace ?? []
  const mask = (text: string) => masks.texts.reduce((all, [known, word]) => all.replaceAll(known, word), text)
  const trace = compact(mask(steps.map((step) => stepText(step, masks, hidden)).join(' ')))
  const cost = Number(appBudgetConsumed ?? logicSigBudgetConsumed ?? 0)
  if (result.failureMessage === undefined || result.failureMessage === '') return { trace, cost }
  const failure = withoutDumps(mask(result.failureMessage))
  return { trace, cost, failure: failure.replaceAll(/\d+/g, (digits) => masks.numbers.get(BigInt(digits)) ?? digits) }
}

/** Some messages carry a dump of the node's own structures, which nothing else can have. */
function withoutDumps(message: string): string {
  return message
    .replace(/^transaction \{.*\} invalid : /s, 'transaction invalid: ')
    .replace(/ during assignment &\{.*\}(?=\. Details)/s, '')
}

type Step = NonNullable<NonNullable<GroupResult['txnResults'][number]['execTrace']>['approvalProgramTrace']>[number]
type AvmValue = NonNullable<Step['stackAdditions']>[number]

/** `pc`, `-` what was popped, `+` what was pushed, `slot=` what was stored: `7-2+5,0x0102` */
function stepText(step: Step, { numbers }: Masks, hidden: ReadonlySet<number>): string {
  const { pc, stackPopCount, stackAdditions, scratchChanges } = step
  const show = (value: AvmValue): string => {
    if (hidden.has(Number(pc))) return '?'
    if (value.type === BYTES_TYPE) return hexOf(value.bytes ?? new Uint8Array())
    return numbers.get(value.uint ?? 0n) ?? String(value.uint ?? 0)
  }
  const popped = stackPopCount ? `-${stackPopCount}` : ''
  const pushed = stackAdditions?.length ? `+${stackAdditions.map(show).join(',')}` : ''
  const stored = (scratchChanges ?? []).map(({ slot, newValue }) => `s${slot}=${show(newValue)}`).join('')
  return `${pc}${popped}${pushed}${stored}`
}

const BYTES_TYPE = 1

function hexOf(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
