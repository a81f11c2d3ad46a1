import { describe, expect, it } from 'vitest'
import { groupCases } from '../conformance/group-cases'
import { Builder, embedded, runGroup, type GroupOutcome } from '../conformance/group-runner'
import type { Beginning } from '../conformance/shadow'
import { readVectors } from '../conformance/vectors'

type Recorded = GroupOutcome & { name: string }

const [beginning, ...recorded] = readVectors<Beginning | Recorded>('groups') as [Beginning, ...Recorded[]]
const cases = groupCases()

describe('given groups of programs that a new node has run', () => {
  const builder = new Builder(beginning)
  const simulate = embedded(beginning)

  it('when they are listed, all of them are recorded', () => {
    expect(recorded.map(({ name }) => name)).toEqual(cases.map(({ name }) => name))
  })

  for (const family of new Set(cases.map(({ name }) => name.split(':')[0]!))) {
    it(`when those of ${family} run here, failure, counters, budget and effects are the node's`, async () => {
      for (const [i, group] of cases.entries()) {
        if (!group.name.startsWith(`${family}:`)) continue
        const { name, ...expected } = recorded[i]!
        expect(await runGroup(group, builder, simulate), name).toEqual(expected)
      }
    })
  }
})
