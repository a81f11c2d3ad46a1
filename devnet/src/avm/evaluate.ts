import { appAddress } from '../protocol/address'
import type { Bytes, EvalDelta } from '../protocol/txn'
import { countProgramWrites, passFamilyMark, prepareBoxes } from './box-access'
import { deltaOf, emptyDelta } from './delta'
import { ProgramError } from './errors'
import type { GroupContext } from './group'
import type { Host, Value } from './host'
import { AppState, Machine } from './machine'
import { programOf } from './program'
import { run } from './run'
import './ops/all'

export type AppResult = {
  approved: boolean
  delta: EvalDelta
  /** operations spent by this program alone, without those of inner calls */
  cost: number
}

/** What is left after a clear state program: it never stops the transaction. */
export type ClearResult = AppResult & { failure: ProgramError | undefined }

/**
 * Runs an approval program. `appId` is the app's id, the future one when the transaction creates it.
 * Throws ProgramError when it fails; an unapproving end is `approved: false`.
 */
export function evalApp(group: GroupContext, groupIndex: number, appId: bigint, program: Bytes, host: Host): AppResult {
  return finish(machineFor(group, groupIndex, appId, program, host, false))
}

/**
 * Runs a clear state program. A failure is reported, not thrown, and the ledger takes back what the program did; only
 * a group without the budget for it fails as a whole (a plain Error).
 */
export function evalClearState(
  group: GroupContext,
  groupIndex: number,
  appId: bigint,
  program: Bytes,
  host: Host,
): ClearResult {
  const needed = group.shared.params.appBudget
  if (group.shared.appBudget < needed) {
    throw new Error(`attempted ClearState execution with low OpcodeBudget ${group.shared.appBudget}`)
  }
  const machine = machineFor(group, groupIndex, appId, program, host, true)
  try {
    const result = finish(machine)
    if (result.approved) return { ...result, failure: undefined }
    return { approved: false, delta: whatStays(machine), cost: machine.cost, failure: undefined }
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error
    return { approved: false, delta: whatStays(machine), cost: machine.cost, failure: error }
  }
}

/** Of a clear state program that failed, an inner one's logs are still reported, as the node does. */
function whatStays(machine: Machine): EvalDelta {
  return { ...emptyDelta(), logs: machine.group.depth > 0 ? [...machine.app.logs] : [] }
}

function machineFor(
  group: GroupContext,
  groupIndex: number,
  appId: bigint,
  program: Bytes,
  host: Host,
  clearState: boolean,
): Machine {
  for (const earlier of group.applied) {
    if (earlier && earlier.configAsset !== 0n) group.shared.resources.createdAssets.add(earlier.configAsset)
  }
  prepareBoxes(group, groupIndex, appId, host)
  if (group.txns[groupIndex]!.txn.applicationId === 0n) group.shared.resources.createdApps.add(appId)
  const app = new AppState(appId, appAddress(appId), clearState, group.shared.params.appBudget)
  return new Machine(programOf(program), group, groupIndex, 'app', host, [], app)
}

function finish(machine: Machine): AppResult {
  const approved = run(machine)
  if (approved) countProgramWrites(machine)
  passFamilyMark(machine)
  machine.group.scratches[machine.groupIndex] = machine.scratch
  return { approved, delta: deltaOf(machine), cost: machine.cost }
}

/** Runs a logic signature. Throws ProgramError when it fails; an unapproving end is `approved: false`. */
export function evalLogicSig(
  group: GroupContext,
  groupIndex: number,
  host: Host,
): { approved: boolean; scratch: readonly Value[] } {
  const lsig = group.txns[groupIndex]!.lsig!
  const machine = new Machine(programOf(lsig.logic), group, groupIndex, 'sig', host, lsig.args, undefined)
  return { approved: run(machine), scratch: machine.scratch }
}
