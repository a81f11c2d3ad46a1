/** Row 10: goes through the mutants of a program, and sees which of them no probe tells apart from it. */
import type { Program } from '../engine/program'
import { progress, recordFigures } from '../engine/settings'
import { candidatesAt, type Candidate, type Found } from './probe'

type Mutant = { what: string; program: Program; failsAt: number | readonly number[] }

export type Hunt<Scene, Name extends string> = {
  /** which probes fail where, on the program as it is */
  at: Found<Scene, Name>
  /** what a probe does on this program that it does not do on the real one */
  noticed(program: Program, candidates: readonly Candidate<Scene, Name>[]): Promise<string | undefined>
}

/** @param cannotFail a check that nothing fails at may be one that nothing can fail at */
export async function survivorsOf<Scene, Name extends string>(
  row: string,
  mutants: readonly Mutant[],
  { at, noticed }: Hunt<Scene, Name>,
  most: number,
  cannotFail: (place: number) => boolean = () => false,
): Promise<string[]> {
  const report = progress(row, mutants.length)
  const survivors: string[] = []
  let equivalent = 0
  for (const [done, { failsAt, program, what }] of mutants.entries()) {
    const places = [failsAt].flat()
    const candidates = candidatesAt(at, places, most)
    if (candidates.length === 0 && places.every(cannotFail)) equivalent += 1
    else if ((await noticed(program, candidates)) === undefined) survivors.push(`${what}: ${candidates.length} probes`)
    report(done)
  }
  recordFigures(row, {
    mutants: mutants.length,
    killed: mutants.length - survivors.length - equivalent,
    equivalent,
    survived: survivors.length,
  })
  return survivors
}

/** The control: what one probe of a place finds in the program that lost nothing, of every n-th place. */
export async function foundIn<Scene, Name extends string>(
  program: Program,
  { at, noticed }: Hunt<Scene, Name>,
  every: number,
): Promise<string[]> {
  const found: string[] = []
  for (const [nth, failsAt] of [...at.keys()].entries()) {
    if (nth % every !== 0) continue
    const what = await noticed(program, candidatesAt(at, [failsAt], 1))
    if (what !== undefined) found.push(what)
  }
  return found
}
