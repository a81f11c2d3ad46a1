/**
 * Section 5 of the rules once more, written from its text and not from the code: fractions instead of basis-point
 * helpers, literal numbers instead of constants, one line per row of the table. It shares nothing with
 * `contracts/shared`, so an error has to be made twice to go unseen.
 */

/** What a closing pays: [client, freelancer, burn address, Protocol]. */
export type Split = readonly [client: bigint, freelancer: bigint, burn: bigint, protocol: bigint]

export type Exit =
  | { kind: 'approve' | 'claim' | 'cancelByFreelancer' | 'refund' | 'burn' }
  | { kind: 'cancelByClient'; elapsed: bigint }
  | { kind: 'settle' | 'resolve'; release: bigint }
  | { kind: 'resolveByDefault'; silenceRelease: bigint }

/** floor(x * bps / 10_000) by long division: quotient and remainder of x separately, as one would on paper. */
export function perTenThousand(x: bigint, bps: bigint): bigint {
  const whole = x / 10_000n
  const rest = x - whole * 10_000n
  return whole * bps + (rest * bps - ((rest * bps) % 10_000n)) / 10_000n
}

/** `A` amount, `L` fee deposited at the start, `f` fee rate at the moment of the exit. */
export function split(A: bigint, L: bigint, f: bigint, exit: Exit): Split {
  const F = perTenThousand(A, f)
  const excess = L - F
  switch (exit.kind) {
    case 'approve':
    case 'claim':
      return [excess, A - F, 0n, F + F]
    case 'cancelByFreelancer':
    case 'refund':
      return [A - F + excess, 0n, 0n, F + F]
    case 'burn':
      return [excess, 0n, A - F, F + F]
    case 'cancelByClient': {
      if (exit.elapsed < 3_600n) return [A - F + excess, 0n, 0n, F + F]
      const clientPercent = exit.elapsed <= 14_400n ? 80n : exit.elapsed <= 86_400n ? 70n : 55n
      const back = (A * clientPercent) / 100n
      return [back + excess, A - back - F, 0n, F + F]
    }
    case 'settle':
    case 'resolve':
      return settled(A, F, excess, f, exit.release)
    case 'resolveByDefault':
      return settled(A, F, excess, f, perTenThousand(A, exit.silenceRelease))
  }
}

function settled(A: bigint, F: bigint, excess: bigint, f: bigint, P: bigint): Split {
  return [A - P + excess, P - perTenThousand(P, f), 0n, F + perTenThousand(P, f)]
}

/** Seconds after the start during which the client may cancel. */
export function maxCl(duration: bigint, accomplished: bigint, clientCancels: bigint): bigint {
  let window = 6_000n
  for (let i = 0n; i < 4n && i < accomplished; i++) window -= 500n
  for (let i = 0n; i < 3n && i < clientCancels; i++) window -= 1_000n
  const candidates = [86_400n, perTenThousand(duration, window)]
  const longest = candidates.reduce((a, b) => (b > a ? b : a))
  return [duration, longest, 30n * 86_400n].reduce((a, b) => (b < a ? b : a))
}

/** The deadline after requested changes. */
export function reworkDeadline(deadline: bigint, submittedAt: bigint, now: bigint): bigint {
  const r = now - submittedAt
  const rework = r < 86_400n ? 86_400n : r > 604_800n ? 604_800n : r
  const moved = deadline + r
  return moved >= now + rework ? moved : now + rework
}
