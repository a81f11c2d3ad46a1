import { beforeAll, describe, expect, it } from 'vitest'
import { NODE_PANICKED, comparesLive } from '../conformance/node'
import { CASES_PER_OP, OUT_OF_SCOPE, coverage, opCases } from '../conformance/op-cases'
import { ProgramRunner, type Outcome, type ProgramCase } from '../conformance/program-runner'
import { embeddedAlgod, nodeAlgod } from '../conformance/sender'
import { digest, readVectors } from '../conformance/vectors'
import { allOps } from '../src/protocol/ops'

type Recorded = Outcome & { name: string; source: string }

const LEAST_PER_OP = 20
const families = opCases()

describe('given programs that a real node has run', () => {
  let devnet: ProgramRunner
  let node: ProgramRunner | undefined

  beforeAll(async () => {
    const live = comparesLive ? await nodeAlgod() : undefined
    devnet = await ProgramRunner.on(await embeddedAlgod(live))
    if (live) node = await ProgramRunner.on(live)
  })

  /** With a node the same programs are compared live. */
  const expected = async (program: ProgramCase, recorded: Recorded | undefined): Promise<Outcome> => {
    if (node) return node.record(program)
    expect(recorded, `${program.name}: not recorded; run conformance/record-opcodes.ts`).toBeDefined()
    const { name, source, ...outcome } = recorded!
    expect({ name, source }).toEqual({ name: program.name, source: digest(program.source) })
    return outcome
  }

  it(`when they are counted, every operation in scope has at least ${LEAST_PER_OP}`, () => {
    expect(CASES_PER_OP).toBeGreaterThanOrEqual(LEAST_PER_OP)
    const counts = coverage(families)
    const few = allOps().filter(({ name }) => !OUT_OF_SCOPE.includes(name) && (counts.get(name) ?? 0) < LEAST_PER_OP)
    expect(few.map(({ name }) => `${name}: ${counts.get(name) ?? 0}`)).toEqual([])
  })

  for (const [family, cases] of Object.entries(families)) {
    it(`when the ${cases.length} of ${family} run here, trace, cost and failure are the node's`, async () => {
      const recorded = node ? [] : readVectors<Recorded>(`opcodes-${family}`)
      for (const [i, program] of cases.entries()) {
        const theirs = await expected(program, recorded[i])
        const ours = await devnet.run(program, theirs.untraced)
        // Some damaged programs make the node's handler panic: an answer is due, but there is nothing to be equal to.
        if (theirs.failure === NODE_PANICKED) continue
        expect(ours, `${program.name} (${program.mode})\n${program.source}`).toEqual(theirs)
      }
    })
  }
})
