import { accessCases } from './group-cases-access'
import { availabilityCases } from './group-cases-availability'
import { boxCases } from './group-cases-boxes'
import { flowCases } from './group-cases-flow'
import { innerCases } from './group-cases-inner'
import { itxnFieldCases } from './group-cases-itxn-fields'
import { stateCases } from './group-cases-state'
import type { GroupCase } from './group-runner'

/** Groups whose programs see each other, call each other or are told what they may touch. */
export function groupCases(): GroupCase[] {
  return [
    ...named('access lists', accessCases()),
    ...named('availability', availabilityCases()),
    ...named('boxes', boxCases()),
    ...named('flow', flowCases()),
    ...named('inner', innerCases()),
    ...named('itxn_field', itxnFieldCases()),
    ...named('state', stateCases()),
  ]
}

function named(family: string, cases: GroupCase[]): GroupCase[] {
  return cases.map(({ name, build }) => ({ name: `${family}: ${name}`, build }))
}
