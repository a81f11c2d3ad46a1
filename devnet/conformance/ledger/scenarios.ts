import { APPS } from './apps'
import { ASSETS } from './assets'
import { AUTHORITY } from './authority'
import type { Backend } from './backend'
import { BOXES } from './boxes'
import { INNER } from './inner'
import { PAYMENTS } from './payments'
import type { Scenario } from './scenario'
import type { Transcript } from './world'
import { World } from './world'

export const SCENARIOS: Scenario[] = [...PAYMENTS, ...AUTHORITY, ...ASSETS, ...APPS, ...INNER, ...BOXES]

export function scenariosFor(protocol: 'v41' | 'v42'): Scenario[] {
  return SCENARIOS.filter((s) => s.only === undefined || s.only === protocol)
}

export type Recorded = { scenario: string } & Transcript

export async function play(scenario: Scenario, chain: Backend, salt: Uint8Array): Promise<Recorded> {
  const world = await World.open(chain, salt, scenario.name)
  await scenario.run(world)
  return { scenario: scenario.name, ...(await world.transcript()) }
}
