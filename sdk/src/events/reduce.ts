import { accountOf } from '../internal/codec'
import type { ProjectState } from '../pure/after-event'
import { afterEvent } from '../pure/after-event'
import { ZERO_ADDRESS } from '../pure/constants'
import type { Project } from '../pure/types'
import type { EscrowEvent } from './decode'
import type { ProtocolEventArgs } from './protocol-types'

/**
 * The state of projects after one more event; start from an empty object and pass the events in their order, those of the
 * Protocol and those of its projects. Events of apps that the Protocol did not create are ignored.
 * @param protocol app id of the Protocol
 * @example
 * ```ts
 * import type { EscrowEvent, ProjectState } from '@holdfast/sdk'
 * import { reduceEvents } from '@holdfast/sdk'
 * export const rebuild = (protocol: bigint, events: EscrowEvent[]): Record<string, ProjectState> =>
 *   events.reduce((states, event) => reduceEvents(protocol, states, event), {})
 * ```
 */
export function reduceEvents(
  protocol: bigint,
  states: Readonly<Record<string, ProjectState>>,
  event: EscrowEvent,
): Record<string, ProjectState> {
  if (event.name === 'ProjectCreated' && event.app === protocol) {
    return { ...states, [String(event.args.project)]: createdState(protocol, event.args) }
  }
  const key = String(event.app)
  const state = states[key]
  return state ? { ...states, [key]: afterEvent(state, event) } : { ...states }
}

function createdState(protocol: bigint, args: ProtocolEventArgs['ProjectCreated']): ProjectState {
  const { project: id, client, usdc, burn, arbiter, feeBps, projectHash } = args
  const project: Project = {
    id,
    address: accountOf(id),
    protocol,
    protocolAddress: accountOf(protocol),
    state: 'running',
    client,
    arbiter: arbiter === ZERO_ADDRESS ? undefined : arbiter,
    burn,
    usdc,
    feeBps,
    projectHash,
    offers: 0n,
    engagements: 0n,
    active: 0n,
    buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n },
    clientCredit: 0n,
    burnCredit: 0n,
  }
  return { project, engagements: {}, closed: false }
}
