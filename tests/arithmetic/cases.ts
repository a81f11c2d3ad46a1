/** Cases of the arithmetic: random milestones, rates and times, with every value a rule names and its neighbours among them. */
import type { Random } from '../engine/random'
import { perTenThousand, type Exit } from './oracle'

const HOUR = 3_600n
const DAY = 86_400n

/** Every time a rule names, and one second beside it. */
export const EDGES = [0n, HOUR, 4n * HOUR, DAY, 7n * DAY, 30n * DAY, 730n * DAY].flatMap((t) =>
  t === 0n ? [t] : [t - 1n, t, t + 1n],
)
export const AMOUNTS = [1_000_000n, 1_000_001n, 999_999_999_999_999n, 1_000_000_000_000_000n, 300_000_000n, 3_333_333n]
const RATES = [0n, 1n, 33n, 299n, 300n]

/** Kinds of exit. */
export const EXITS = 9

export type Case = {
  /** amount of the milestone, and the fee that was deposited with it */
  A: bigint
  L: bigint
  /** the rate at the start, and at the exit */
  f0: bigint
  f: bigint
  exit: Exit
  duration: bigint
  accomplished: bigint
  cancels: bigint
  /** times of a review: how long the deadline was away at the submit, and how long it took */
  t: bigint
  s: bigint
}

export function drawExit(random: Random, A: bigint, elapsed: bigint): Exit {
  const release = random.chance(4) ? random.pick([0n, 1n, A - 1n, A]) : random.bigint(A)
  return random.pick<Exit>([
    { kind: 'approve' },
    { kind: 'claim' },
    { kind: 'cancelByFreelancer' },
    { kind: 'refund' },
    { kind: 'burn' },
    { kind: 'cancelByClient', elapsed },
    { kind: 'settle', release },
    { kind: 'resolve', release },
    { kind: 'resolveByDefault', silenceRelease: BigInt(random.int(10_001)) },
  ])
}

export const drawAmount = (random: Random): bigint =>
  random.chance(4) ? random.pick(AMOUNTS) : 1_000_000n + random.bigint(999_999_999_000_000n)

export const drawDuration = (random: Random): bigint => HOUR + random.bigint(730n * DAY - HOUR)

export function draw(random: Random): Case {
  const A = drawAmount(random)
  const f0 = random.chance(3) ? random.pick(RATES) : BigInt(random.int(301))
  const f = random.chance(2) ? f0 : BigInt(random.int(Number(f0) + 1))
  const time = () => (random.chance(2) ? random.pick(EDGES) : random.bigint(800n * DAY))
  // Beyond every cap now and then: a schedule has 50 milestones at most, the count of cancels stops at 255.
  const counter = (most: number) => BigInt(random.int(random.chance(8) ? most + 1 : 6))
  return {
    A,
    L: perTenThousand(A, f0),
    f0,
    f,
    exit: drawExit(random, A, time()),
    duration: drawDuration(random),
    accomplished: counter(49),
    cancels: counter(255),
    t: time(),
    s: time(),
  }
}
