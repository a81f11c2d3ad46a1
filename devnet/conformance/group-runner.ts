import algosdk, { type SuggestedParams, type Transaction } from 'algosdk'
import { algodApi } from '../src/api/algod'
import type { ApiResponse } from '../src/api/http'
import { assemble } from '../src/avm/assembler'
import { Submissions } from '../src/node/submissions'
import { canonical } from './mirror-compare'
import type { Beginning } from './shadow'
import { shadowOf } from './shadow'
import { compact } from './vectors'

/** A group of transactions whose programs are what is looked at. Ids count from 1001: it runs on a chain of round 0. */
export type GroupCase = { name: string; build: (at: Builder) => Transaction[] }

export type GroupOutcome = {
  failure?: string
  failedAt?: string
  budget: string
  /** program counters of every program, inner ones where they ran */
  trace: string
  /** logs, deltas, inner transactions, created ids, fees */
  effects: string
}

type Extra = Record<string, unknown> & { fee?: number; args?: string[]; clear?: string; raw?: Uint8Array; oc?: number }

const PRAGMA = '#pragma version 13\n#pragma typetrack false\n'
export const withPragma = (source: string): string => (source.startsWith('#pragma version') ? source : PRAGMA + source)
export const programOf = (source: string): Uint8Array => assemble(withPragma(source)).program
export const appAddress = (id: number): algosdk.Address => algosdk.getApplicationAddress(id)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Makes the transactions of a case: all of one sender, unsigned. */
export class Builder {
  readonly sender: string
  private readonly params: SuggestedParams

  constructor({ network, id, hash, accounts }: Beginning) {
    this.sender = accounts.find(({ comment }) => comment === 'Wallet1')!.address
    this.params = {
      fee: 1_000,
      flatFee: true,
      minFee: 1_000,
      firstValid: 0,
      lastValid: 1_000,
      genesisID: `${network}-${id}`,
      genesisHash: new Uint8Array(Buffer.from(hash, 'base64')),
    }
  }

  create(source: string, { fee, args = [], clear, raw, ...rest }: Extra = {}): Transaction {
    const approvalProgram = raw ?? programOf(source)
    return algosdk.makeApplicationCreateTxnFromObject({
      sender: this.sender,
      suggestedParams: this.paramsWith(fee),
      onComplete: algosdk.OnApplicationComplete.NoOpOC,
      approvalProgram,
      clearProgram: programOf(clear ?? `#pragma version ${approvalProgram[0]}\nint 1`),
      numGlobalInts: 4,
      numGlobalByteSlices: 4,
      numLocalInts: 4,
      numLocalByteSlices: 4,
      appArgs: args.map(bytes),
      ...rest,
    })
  }

  call(appIndex: number, { fee, args = [], oc = 0, ...rest }: Extra = {}): Transaction {
    return algosdk.makeApplicationCallTxnFromObject({
      sender: this.sender,
      suggestedParams: this.paramsWith(fee),
      appIndex,
      onComplete: oc as algosdk.OnApplicationComplete.NoOpOC,
      appArgs: args.map(bytes),
      ...rest,
    })
  }

  pay(receiver: algosdk.Address, amount: number, { fee, ...rest }: Extra = {}): Transaction {
    return algosdk.makePaymentTxnWithSuggestedParamsFromObject({
      sender: this.sender,
      receiver,
      amount,
      suggestedParams: this.paramsWith(fee),
      ...rest,
    })
  }

  asset(): Transaction {
    return algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
      sender: this.sender,
      suggestedParams: this.params,
      total: 1_000n,
      decimals: 0,
      manager: this.sender,
      reserve: this.sender,
      freeze: this.sender,
      clawback: this.sender,
      assetName: 'Na',
      unitName: 'U',
    })
  }

  private paramsWith(fee = 1_000): SuggestedParams {
    return { ...this.params, fee }
  }
}

export type Simulate = (body: Uint8Array) => Promise<ApiResponse>

/** Simulates on an embedded chain with the same beginning. */
export function embedded(beginning: Beginning): Simulate {
  const api = algodApi(new Submissions(shadowOf(beginning)))
  const query = new Map([['format', 'msgpack']])
  const headers = { 'content-type': 'application/msgpack' }
  return (body) => api({ method: 'POST', path: '/v2/transactions/simulate', query, headers, body })
}

export function onNode(server: string, token: string): Simulate {
  return async (body) => {
    const response = await fetch(`${server}/v2/transactions/simulate?format=msgpack`, {
      method: 'POST',
      headers: { 'X-Algo-API-Token': token, 'Content-Type': 'application/msgpack' },
      body: body as BodyInit,
    })
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? '' },
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }
}

export async function runGroup(group: GroupCase, builder: Builder, simulate: Simulate): Promise<GroupOutcome> {
  const txns = group.build(builder)
  if (txns.length > 1) algosdk.assignGroupID(txns)
  const request = new algosdk.modelsv2.SimulateRequest({
    txnGroups: [
      new algosdk.modelsv2.SimulateRequestTransactionGroup({
        txns: txns.map((txn) => new algosdk.SignedTransaction({ txn })),
      }),
    ],
    allowEmptySignatures: true,
    execTraceConfig: new algosdk.modelsv2.SimulateTraceConfig({ enable: true }),
  })
  const answer = await simulate(algosdk.encodeMsgpack(request))
  return outcomeOf(canonical(answer) as Answer)
}

type Trace = Record<string, unknown> & { 'inner-trace'?: Trace[] }
type Step = { pc?: string; 'spawned-inners'?: (string | undefined)[] }
type Result = { 'exec-trace'?: Trace; 'txn-result'?: Record<string, unknown> }
type Answer = { message?: string; 'txn-groups'?: { 'txn-results'?: Result[]; [field: string]: unknown }[] }

function outcomeOf(answer: Answer): GroupOutcome {
  const group = answer['txn-groups']?.[0]
  const results = group?.['txn-results'] ?? []
  const failure = answer.message ?? (group?.['failure-message'] as string | undefined)
  const failedAt = group?.['failed-at'] as string[] | undefined
  const budget = `${String(group?.['app-budget-consumed'] ?? 0)} of ${String(group?.['app-budget-added'] ?? 0)}`
  const effects = results.map(({ 'txn-result': result = {} }) => ({ ...result, txn: undefined }))
  return {
    ...(failure === undefined ? {} : { failure: compact(failure) }),
    ...(failedAt ? { failedAt: failedAt.join() } : {}),
    budget,
    trace: compact(results.map((result) => counters(result['exec-trace'])).join(' / ')),
    // What a failed group did is as good as undone.
    effects: failure === undefined ? compact(JSON.stringify(effects)) : '',
  }
}

const TRACES = ['logic-sig-trace', 'approval-program-trace', 'clear-state-program-trace']

function counters(trace: Trace | undefined): string {
  if (!trace) return ''
  const steps = TRACES.flatMap((name) => (trace[name] as Step[] | undefined) ?? [])
  const inner = (index: string | undefined): string => counters(trace['inner-trace']?.[Number(index ?? 0)])
  return steps
    .map(({ pc = '0', 'spawned-inners': spawned = [] }) => [pc, ...spawned.map((i) => `(${inner(i)})`)].join(' '))
    .join(' ')
}
