/**
 * Operations that fail, in every way that the recorded ones do: a refusal tells the stack, scratch space and logs that they
 * left, which a simulation does not. Sent to a mirror, which compares, and keeps the tape that `test/tapes.test.ts` replays:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/failing-operations.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/failing-operations.ts
 *     gzip -9n devnet/conformance/vectors/failing-operations.tape.jsonl
 */
import algosdk from 'algosdk'
import { algod, paying, richest, send } from './mirror-client'
import { opCases } from './op-cases'
import { ProgramRunner, SENDER, type Outcome } from './program-runner'
import { readVectors } from './vectors'

/** One of each operation and reason is enough, and a short one: all of them are thousands. */
const LONGEST = 2_000
/** What every operation is asked before it begins. */
const BEFORE = /wanted .* but got|stack underflow|stack len is|stack finished|dynamic cost budget|in current mode/

/** The operation and what it said, without the numbers and bytes in it. */
function kindOf({ failure = '', trace }: Outcome): string {
  const [, said = failure] = /(?:logic eval error: |err=)(.*?)\. Details/s.exec(failure) ?? []
  const operation = /opcodes=(?:.*; )?(\w+)/s.exec(failure)?.[1] ?? trace.length
  return `${operation} ${said.replace(/0x[0-9a-f]*|[A-Z2-7]{58}|\[\]byte\{.*?\}|\d+/g, '#').slice(0, 80)}`
}

const rich = await richest()
const fields = { sender: rich.addr, receiver: SENDER.addr, amount: 100_000_000, suggestedParams: paying() }
await send([algosdk.makePaymentTxnWithSuggestedParamsFromObject(fields), rich])
const runner = await ProgramRunner.on(algod)

const sent = new Set<string>()
for (const [family, cases] of Object.entries(opCases())) {
  const recorded = readVectors<Outcome>(`opcodes-${family}`)
  for (const [i, program] of cases.entries()) {
    const outcome = recorded[i]!
    // Where a node that traces panics there is nothing to be equal to.
    if (outcome.failure === undefined || outcome.untraced || BEFORE.test(outcome.failure)) continue
    const kind = kindOf(outcome)
    const group = runner.signed(program)
    if (sent.has(kind) || Buffer.concat(group).length > LONGEST) continue
    sent.add(kind)
    await algod
      .sendRawTransaction(group)
      .do()
      .catch(() => undefined)
  }
}
console.log(`${sent.size} ways to fail`)
