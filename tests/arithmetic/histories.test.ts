/**
 * Row 8 along real histories, on the embedded chain and on a node: the deployed program against the oracle.
 * given a project of any fee, with an arbiter or without, and milestones of any amount and duration
 *   when one is started, it locks the oracle's fee and can be cancelled for the oracle's time
 *   when its fee is lowered and time passes every tier, each exit that is open pays what the oracle says
 *   when it is sent back, it gets the oracle's deadline
 */
import { expect, test } from 'vitest'
import { createRandom, type Random } from '../engine/random'
import { progress, recordFigures, SEED, size } from '../engine/settings'
import { openWorld } from '../engine/world'
import { drawAmount, drawDuration } from './cases'
import { History, type Terms } from './history'
import { maxCl, perTenThousand, reworkDeadline, split, type Exit } from './oracle'

const HISTORIES = size('HISTORIES', 12, 200)
const DAY = 86_400n
const TIERS = [0n, 3_599n, 3_600n, 14_400n, 14_401n, DAY, DAY + 1n]
const RELEASES = 6

/** The milestone that is open, as the oracle sees it. */
type Open = { A: bigint; L: bigint; f: bigint }

class Checked {
  cases = 0

  constructor(
    private readonly history: History,
    private readonly random: Random,
    private readonly arbiter: boolean,
    private readonly terms: Terms,
  ) {}

  /** From the start to the last exit that is left; `cancelled` and `accomplished` are what came before. */
  async milestone(f0: bigint, accomplished: bigint, cancelled: bigint): Promise<{ f: bigint; cancels: boolean }> {
    const { history, random } = this
    const { amount: A, duration } = this.terms.schedule[Number(accomplished)] ?? { amount: 0n, duration: 0n }
    const L = perTenThousand(A, f0)
    const started = await history.make({ verb: 'start', deposit: A + L, ...history.on })
    const startedAt = started['startedAt'] as bigint
    const interval = maxCl(duration, accomplished, cancelled)
    expect(started).toMatchObject({ feeLocked: L, cancelableUntil: startedAt + interval })
    this.cases += 1
    const f = random.chance(2) ? f0 : BigInt(random.int(Number(f0) + 1))
    if (f < f0) await history.lowerFee(f)
    const open = { A, L, f }
    for (const elapsed of [...TIERS.filter((tier) => tier < interval), interval]) {
      await history.wait(startedAt + elapsed)
      await this.closes(open, { kind: 'cancelByClient', elapsed })
    }
    await this.closes(open, { kind: 'cancelByFreelancer' })
    if (random.chance(3)) {
      await history.make({ verb: 'cancelByClient', minRefund: 0n, ...history.on })
      return { f, cancels: true }
    }
    if (random.chance(2)) {
      await history.wait(startedAt + duration)
      await this.closes(open, { kind: 'refund' })
    }
    await this.delivered(open, startedAt + duration)
    return { f, cancels: false }
  }

  private async delivered(open: Open, deadline: bigint): Promise<void> {
    const { history, random, arbiter, terms } = this
    const { freelancer, version, sender } = history.on
    const submitted = await history.make({ verb: 'submit', sender: freelancer, version, ...history.said })
    const submittedAt = submitted['submittedAt'] as bigint
    for (const review of [0n, DAY - 1n, DAY, DAY + random.bigint(4n * DAY), 7n * DAY - 1n]) {
      await history.wait(submittedAt + review)
      const now = submittedAt + review
      expect(await history.askForChanges()).toBe(reworkDeadline(deadline, submittedAt, now))
      this.cases += 1
    }
    await this.closes(open, { kind: 'approve' })
    if (!arbiter) {
      await this.closes(open, { kind: 'burn' })
      await this.settles(open)
      await history.wait(submittedAt + 7n * DAY)
      await this.closes(open, { kind: 'claim' })
    } else {
      const disputed = await history.make({ verb: 'dispute', ...history.on, ...history.said })
      for (let i = 0; i < RELEASES; i++) await this.closes(open, { kind: 'resolve', release: this.release(open.A) })
      await this.settles(open)
      await history.wait((disputed['disputedAt'] as bigint) + 30n * DAY)
      await this.closes(open, { kind: 'resolveByDefault', silenceRelease: terms.silenceRelease })
    }
    await history.make({ verb: 'approve', ...history.on, sender })
  }

  private async settles(open: Open): Promise<void> {
    const { history } = this
    const release = this.release(open.A)
    const expiresAt = (1n << 62n) + 1n
    await history.make({ verb: 'proposeSettlement', ...history.on, release, accomplished: true, expiresAt })
    await this.closes(open, { kind: 'settle', release })
  }

  private release(A: bigint): bigint {
    return this.random.chance(3) ? this.random.pick([0n, 1n, A - 1n, A]) : this.random.bigint(A)
  }

  /** The exit as it would be now: its event and its transfers against the oracle. */
  private async closes({ A, L, f }: Open, exit: Exit): Promise<void> {
    const { history } = this
    const [client, freelancer, burn, protocol] = split(A, L, f, exit)
    const wanted = { event: [client, freelancer, burn, protocol], sent: { client, freelancer, burn } }
    const told = await history.ask(this.callOf(exit))
    expect({ A, L, f, exit, ...told }).toEqual({ A, L, f, exit, ...wanted })
    this.cases += 1
  }

  private callOf(exit: Exit): Parameters<History['ask']>[0] {
    const { history } = this
    const { on, said } = history
    const { arbiter, stranger } = history.people
    const ruling =
      'release' in exit ? { release: exit.release, accomplished: true } : { release: 0n, accomplished: true }
    switch (exit.kind) {
      case 'approve':
      case 'refund':
      case 'burn':
        return { verb: exit.kind, ...on }
      case 'claim':
      case 'resolveByDefault':
        return { verb: exit.kind, ...on, sender: stranger.addr }
      case 'cancelByClient':
        return { verb: exit.kind, ...on, minRefund: 0n }
      case 'cancelByFreelancer':
        return { verb: exit.kind, sender: on.freelancer, version: on.version }
      case 'settle':
        return { verb: 'acceptSettlement', ...on, ...ruling, sender: on.freelancer }
      case 'resolve':
        return { verb: 'resolve', ...on, ...ruling, ...said, sender: arbiter.addr }
    }
  }
}

test('T36: along any history each open exit pays what the oracle says', { timeout: 3_600_000 }, async () => {
  const random = createRandom(SEED)
  const report = progress('histories', HISTORIES)
  const world = await openWorld()
  let cases = 0
  for (let i = 0; i < HISTORIES; i++) {
    const arbiter = i % 2 === 0
    let f = BigInt(random.pick([0, 1, 299, 300, random.int(301)]))
    const schedule = [0, 1].map(() => ({ amount: drawAmount(random), duration: drawDuration(random) }))
    const terms: Terms = {
      schedule,
      termsHash: random.bytes(32),
      reviewWindow: 7n * DAY,
      maxRevisions: 1n,
      silenceRelease: BigInt(random.int(10_001)),
    }
    const history = await History.begin(world, f, arbiter, terms)
    const checked = new Checked(history, random, arbiter, terms)
    let [accomplished, cancelled] = [0n, 0n]
    while (accomplished < 2n && cancelled < 4n) {
      const done = await checked.milestone(f, accomplished, cancelled)
      f = done.f
      if (done.cancels) cancelled += 1n
      else accomplished += 1n
    }
    cases += checked.cases
    report(i)
  }
  recordFigures('08-histories', { histories: HISTORIES, casesOnTheWay: cases })
})
