/**
 * Row 8 on the program that is deployed: the compiled bytecode of MilestoneProject against the oracle.
 * given an engagement in exactly the state of a case
 *   when its milestone is closed, event, transfers and ledger all say what the oracle says
 *   when it is started, it locks the oracle's fee and gives the client the oracle's time to cancel
 *   when it is sent back, it gets the oracle's deadline
 */
import { expect, test } from 'vitest'
import { canonical } from '../invariants/trace'
import { createRandom } from '../engine/random'
import { CHAIN, progress, recordFigures, SEED, size } from '../engine/settings'
import { draw, EXITS, type Case } from './cases'
import { Compiled } from './compiled'
import { maxCl, reworkDeadline, split } from './oracle'

// A call of about 600 opcodes takes a millisecond: the default run takes as many as fit it.
const CASES = size('COMPILED_CASES', 10_000, 200_000)

/** What the program did in one call of a case, and what the oracle says it has to do. */
function ask(program: Compiled, turn: number, c: Case): { actual: object; wanted: object } {
  switch (turn) {
    case 0:
      return {
        actual: program.start(c),
        wanted: { feeLocked: c.L, interval: maxCl(c.duration, c.accomplished, c.cancels) },
      }
    case 1: {
      const { submittedAt, ...actual } = program.sendBack(c)
      return { actual, wanted: { deadline: reworkDeadline(submittedAt + c.s, submittedAt, program.time) } }
    }
    default: {
      const [client, freelancer, burn, protocol] = split(c.A, c.L, c.f, c.exit)
      return {
        actual: program.close(c),
        wanted: {
          event: [client, freelancer, burn, protocol],
          moved: { client, freelancer, burn, escrow: client + freelancer + burn },
          left: { escrowed: 0n, disputed: 0n, fees: protocol },
        },
      }
    }
  }
}

test.runIf(CHAIN === 'devnet')(
  'T36: the compiled program splits every deposit, and sets every clock, as the oracle does',
  { timeout: 10 * 3_600_000 },
  async () => {
    const program = await Compiled.open()
    const random = createRandom(SEED)
    const report = progress('compiled arithmetic', CASES)
    const seen = new Set<string>()
    for (let i = 0; i < CASES; i++) {
      const c = draw(random)
      // Of five calls three close a milestone: there are nine ways to do it.
      const turn = i % 5
      const { actual, wanted } = ask(program, turn, c)
      // The comparison that explains itself costs more than the call.
      if (canonical(actual) !== canonical(wanted))
        expect({ case: i, ...c, actual }).toEqual({ case: i, ...c, actual: wanted })
      if (turn > 1) seen.add(c.exit.kind)
      if (i % 256 === 0) report(i)
    }
    expect(seen.size, 'every kind of exit was drawn').toBe(EXITS)
    recordFigures('08-compiled', { compiledCases: CASES, compiledDifferences: 0 })
  },
)
