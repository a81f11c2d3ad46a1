/** A call of the model as a group on chain: the same words, so that one list of calls drives both. */
import algosdk, { OnApplicationComplete } from 'algosdk'
import type { Call } from '../../sdk/src/pure/calls'
import { attempt, type Signed } from './call'
import type { Key } from './keys'
import type { Failure, Success } from './outcome'
import { boxPayment, closeCall, depositTxn, projectCall, type Project } from './project'
import { codeOf, protocolCall } from './world'
import { serial } from './chain'

export function keyFor(project: Project, addr: string): Key {
  const key = Object.values(project.world.people).find((one) => one.addr === addr)
  if (key === undefined) throw new Error(`nobody of this test holds the key of ${addr}`)
  return key
}

/** What to change about the group of a call, for hostile ones. */
export type Twist = {
  before?: readonly Signed[]
  fee?: bigint
  completion?: OnApplicationComplete
  rejectVersion?: number
}

/** The group of a call on the project; what only the Protocol may call goes through it when the model's sender is the Protocol. */
export function groupOf(project: Project, call: Call, twist: Twist = {}): Signed[] {
  const { world, id } = project
  if (call.sender === world.protocol.address) {
    if (call.verb === 'close') return [closeCall(project)]
    if (call.verb === 'lowerFee')
      return [protocolCall(world, 'lowerProjectFee', [id, call.bps], world.people.admin, { apps: [id] })]
  }
  const sender = keyFor(project, call.sender)
  const extra = {
    ...(twist.fee === undefined ? {} : { fee: twist.fee }),
    ...(twist.completion === undefined ? {} : { completion: twist.completion }),
  }
  const one = (args: Parameters<typeof projectCall>[2], about?: string) =>
    projectCall(project, call.verb, args, sender, about, extra)
  switch (call.verb) {
    case 'offer': {
      const { schedule, termsHash, reviewWindow, maxRevisions, silenceRelease } = call.terms
      const rows = schedule.map(({ amount, duration }) => [amount, duration])
      const args = [call.freelancer, rows, termsHash, reviewWindow, maxRevisions, silenceRelease]
      const paid = twist.before ?? [boxPayment(project, schedule.length)]
      return [...paid, one(args, call.freelancer)]
    }
    case 'start': {
      const amount = call.deposit === 'malformed' ? 0n : call.deposit
      return [...(twist.before ?? [depositTxn(project, amount)]), one([call.freelancer, call.version], call.freelancer)]
    }
    case 'accept': {
      const completion = call.optIn ? OnApplicationComplete.OptInOC : OnApplicationComplete.NoOpOC
      return [projectCall(project, 'accept', [call.version], sender, sender.addr, { completion, ...extra })]
    }
    case 'rejoin':
    case 'leave':
    case 'pause':
    case 'resume':
    case 'sweepFees':
      return [one([])]
    case 'submit':
      return [one([call.version, call.evidence, call.note])]
    case 'cancelByFreelancer':
      return [one([call.version])]
    case 'withdraw':
      return [one([call.account], call.account)]
    case 'extend':
      return [one([call.freelancer, call.version, call.deadline], call.freelancer)]
    case 'post':
    case 'requestChanges':
    case 'dispute':
      return [one([call.freelancer, call.version, call.evidence, call.note], call.freelancer)]
    case 'cancelByClient':
      return [one([call.freelancer, call.version, call.minRefund], call.freelancer)]
    case 'resolve':
      return [
        one(
          [call.freelancer, call.version, call.release, call.accomplished, call.evidence, call.note],
          call.freelancer,
        ),
      ]
    case 'proposeSettlement':
      return [one([call.freelancer, call.version, call.release, call.accomplished, call.expiresAt], call.freelancer)]
    case 'acceptSettlement':
      return [one([call.freelancer, call.version, call.release, call.accomplished], call.freelancer)]
    case 'withdrawOffer':
    case 'approve':
    case 'claim':
    case 'refund':
    case 'burn':
    case 'resolveByDefault':
    case 'dismiss':
      return [one([call.freelancer, call.version], call.freelancer)]
    case 'clearState':
      return [clearState(project, sender)]
    case 'lowerFee':
      return [projectCall(project, 'lowerFee', [call.bps], sender, sender.addr, extra)]
    case 'close':
      return [projectCall(project, 'close', [], sender, sender.addr, extra)]
  }
}

function clearState({ world, id }: Project, sender: Key): Signed {
  const txn = algosdk.makeApplicationClearStateTxnFromObject({
    sender: sender.addr,
    appIndex: id,
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  return [txn, sender]
}

export const perform = (project: Project, call: Call, twist: Twist = {}): Promise<Success | Failure> =>
  attempt(project.world.chain, groupOf(project, call, twist))

/** The code of the contract, or the model's word for a refusal by the ledger. */
export function refusalText(project: Project, failure: Failure): string {
  const code = codeOf(project.world, failure)
  if (code !== undefined) return code
  // An assert or err without a known code is the program's own refusal; all else (a frozen holding, a missing opt-in) the ledger's.
  return /assert failed|err opcode executed|rejected by ApprovalProgram/.test(failure.text)
    ? `pc ${failure.pc}`
    : 'refusedByLedger'
}
