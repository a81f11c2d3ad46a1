/** A call that must fail, in a known state; what it fails at is recorded once on the real program. */
import { attempt, type Signed } from '../engine/call'
import type { Chain } from '../engine/chain'
import type { Failure, Success } from '../engine/outcome'

export type ProbeOf<Scene, Name extends string> = {
  name: string
  scene: Name
  /** what to do to the state first; probes that forge do what no chain allows and run on the embedded one alone */
  prepare?: (scene: Scene) => Promise<void> | void
  group(scene: Scene): Signed[]
}

/** How a probe ended, in a word that a mutant has to change. */
function endOf(outcome: Success | Failure): string {
  return outcome.ok ? 'allowed' : `pc ${outcome.pc}: ${kind(outcome.text)}`
}
const kind = (text: string) =>
  /assert failed|err opcode|transaction|logic eval error: [^.]*/.exec(text)?.[0] ?? 'refused'

export async function run<Scene extends object>(
  chain: Chain,
  probe: ProbeOf<Scene, string>,
  scene: Scene,
): Promise<string> {
  const copy = { ...scene }
  await probe.prepare?.(copy)
  return endOf(await attempt(chain, probe.group(copy)))
}

export type Candidate<Scene, Name extends string> = { probe: ProbeOf<Scene, Name>; failsAt: number }
export type Found<Scene, Name extends string> = ReadonlyMap<number, readonly Candidate<Scene, Name>[]>

/** Which probes fail where, on the program as it is, and which call of a check they fail behind. */
export async function indexByPc<Scene extends object, Name extends string>(
  chain: Chain,
  all: readonly ProbeOf<Scene, Name>[],
  build: (name: Name) => Promise<Scene>,
  site: () => number,
): Promise<Found<Scene, Name>> {
  const found = new Map<number, Candidate<Scene, Name>[]>()
  const home = chain.snapshot?.()
  for (const name of new Set(all.map(({ scene }) => scene))) {
    home?.()
    const scene = await build(name)
    const back = chain.snapshot?.()
    for (const probe of all.filter((one) => one.scene === name)) {
      back?.()
      const pc = /^pc (\d+)/.exec(await run(chain, probe, scene))?.[1]
      if (pc === undefined) continue
      const failsAt = Number(pc)
      for (const place of [failsAt, site()]) found.set(place, [...(found.get(place) ?? []), { probe, failsAt }])
    }
  }
  home?.()
  return found
}

/** The probes that fail at these places, the last of the list first: those are the special ones, the grid comes first. */
export function candidatesAt<Scene, Name extends string>(
  found: Found<Scene, Name>,
  places: readonly number[],
  most: number,
): Candidate<Scene, Name>[] {
  const all = places.flatMap((place) => found.get(place) ?? []).reverse()
  // One scene after the other, so that each is built once.
  const scenes = [...new Set(all.map(({ probe }) => probe.scene))]
  return scenes.flatMap((name) => all.filter(({ probe }) => probe.scene === name)).slice(0, most)
}

/**
 * What a mutant does that the program does not: the first probe that ends differently. Undefined when none does, so that
 * nothing tells the two apart.
 */
export async function noticedBy<Scene extends object, Name extends string>(
  chain: Chain,
  candidates: readonly Candidate<Scene, Name>[],
  build: (name: Name) => Promise<Scene>,
): Promise<string | undefined> {
  const home = chain.snapshot?.()
  let current: { name: Name; scene: Scene; back: (() => void) | undefined } | undefined
  try {
    for (const { probe, failsAt } of candidates) {
      // Only one scene at a time can be gone back to.
      if (current?.name !== probe.scene) {
        home?.()
        current = { name: probe.scene, scene: await build(probe.scene), back: chain.snapshot?.() }
      } else current.back?.()
      const end = await run(chain, probe, current.scene)
      if (!end.startsWith(`pc ${failsAt}:`)) return `${probe.name}: ${end}`
    }
    return undefined
  } catch (error) {
    // The mutant does not even get through what must be allowed.
    return String(error).slice(0, 80)
  } finally {
    home?.()
  }
}
