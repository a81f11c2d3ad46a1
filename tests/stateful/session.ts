/** One run: a project on chain and the model beside it, kept in step and compared after every step. */
import type { Call, World as ModelWorld } from '../../sdk/src/pure/calls'
import { transition, type Transition } from '../../sdk/src/pure/model'
import { creditOf, type Refusal } from '../../sdk/src/pure/rules'
import type { ProjectEventArgs } from '../../sdk/src/events/types'
import { perform, refusalText } from '../engine/calls'
import { attempt, transfer } from '../engine/call'
import { observe, type View } from '../engine/observe'
import { decodeEvents, type LoggedTransaction } from '../../sdk/src/events/decode'
import { reduceEvents } from '../../sdk/src/events/reduce'
import type { ProjectState } from '../../sdk/src/pure/after-event'
import type { Confirmed } from '../engine/outcome'
import type { Event } from '../engine/program'
import { createProject, eventsOf, type Project } from '../engine/project'
import type { Random } from '../engine/random'
import type { Role, World } from '../engine/world'
import { broken } from '../invariants/all'
import { canonical, newHistory, type History } from '../invariants/trace'
import { bend, candidates, castOf, moments, type Cast } from './candidates'
import { changePayee, type Payee } from './issuer'

type Balances = Record<Role | 'escrow' | 'protocol', bigint>
const OUTCOMES = [
  'approved',
  'claimed',
  'cancelledByClient',
  'cancelledByFreelancer',
  'refunded',
  'burned',
  'settled',
  'resolved',
  'resolvedByDefault',
]

/** What leads to where most rules are, and what had to wait for its time: left to chance, hardly a run gets to a dispute. */
const ONWARD: readonly Call['verb'][] = [
  'offer',
  'accept',
  'start',
  'submit',
  'dispute',
  'claim',
  'resolveByDefault',
  'withdraw',
]
/** What leads back to where a run begins. */
const BACK: readonly Call['verb'][] = ['withdrawOffer', 'dismiss', 'leave', 'clearState', 'pause', 'lowerFee']

export class Session {
  private readonly calls: Call[] = []
  readonly log: string[] = []
  readonly allEvents: Event[] = []
  private readonly logged: Confirmed[] = []
  readonly counts = { steps: 0, allowed: 0, refused: 0, codes: new Set<string>(), verbs: new Set<string>() }

  private constructor(
    readonly project: Project,
    readonly cast: Cast,
    private model: ModelWorld,
    private view: View,
    private readonly history: History,
    private closed = false,
  ) {
    this.logged.push(project.created)
  }

  static async open(world: World, arbiter: boolean): Promise<Session> {
    const project = await createProject(world, { arbiter })
    const view = await observe(project)
    if (view.world === undefined) throw new Error('the project is not there')
    const roles = new Map(Object.entries(world.people).map(([role, key]) => [key.addr, role]))
    return new Session(project, castOf(world), view.world, view, newHistory(roles))
  }

  async step(random: Random): Promise<void> {
    this.counts.steps += 1
    if (this.closed) return this.callTheDead(random)
    const dice = random.int(100)
    if (dice < 12) return this.passTime(random)
    if (dice < 24) return this.disturb(random)
    if (dice < 29 && this.calls.length > 0) return this.makeCall(random.pick(this.calls), 'replay')
    const options = candidates(this.model, this.cast, random)
    for (const payee of this.owed())
      options.push({ verb: 'withdraw', sender: this.cast.stranger, account: this.project.world.people[payee].addr })
    const { engagements, buckets } = this.model.project
    if (engagements === 0n && buckets.fees > 0n) options.push({ verb: 'close', sender: this.cast.protocol })
    if (dice < 50) return this.makeCall(bend(random.pick(options), this.model, this.cast, random), 'bent')
    if (dice >= 92) return this.makeCall(random.pick(options), 'call')
    const allowed = options.filter((call) => typeof this.predicted(call) !== 'string')
    const onward = allowed.filter(({ verb }) => ONWARD.includes(verb))
    const here = allowed.filter(({ verb }) => !BACK.includes(verb))
    const pool = random.pick([onward, onward, here, random.pick([here, allowed])])
    const chosen = [pool, allowed, options].find(({ length }) => length > 0) ?? options
    return this.makeCall(random.pick(chosen), 'call')
  }

  /**
   * A closed project answers nothing, whatever was once allowed on it. What an account kept of it in its local state is
   * the ledger's to erase: that asks no program, and is all there is left to do.
   */
  private async callTheDead(random: Random): Promise<void> {
    const call = random.pick(this.calls)
    const erases = call.verb === 'clearState' && this.model.optedIn.has(call.sender)
    const outcome = await perform(this.project, call)
    this.note(`dead ${canonical(call)} -> ${outcome.ok ? 'done' : 'refused'}`)
    if (outcome.ok !== erases) throw this.fault(`a closed project ${outcome.ok ? 'took' : 'refused'} that`)
    this.counts[erases ? 'allowed' : 'refused'] += 1
    const optedIn = new Set([...this.model.optedIn].filter((account) => !erases || account !== call.sender))
    await this.check({ ...this.model, optedIn }, {}, call, [], erases)
  }

  private async passTime(random: Random): Promise<void> {
    const { now } = this.model
    const edges = moments(this.model).flatMap((moment) => [moment - 1n, moment, moment + 1n])
    const later = edges.filter((moment) => moment > now)
    // The clock that was set last is the one that the state of now is about.
    const edge = random.chance(3) ? later.at(-1) : later[random.int(Math.max(1, later.length))]
    const to = edge !== undefined && !random.chance(6) ? edge : now + 1n + random.bigint(40n * 86_400n)
    this.note(`time ${now} -> ${to}`)
    await this.project.world.chain.setTime(to)
    await this.check({ ...this.model, now: to }, {}, undefined, [], true)
  }

  /** What the issuer, donors and the payees themselves do around the project. */
  private async disturb(random: Random): Promise<void> {
    const { world, address } = this.project
    if (random.chance(4)) {
      const amount = 1n + random.bigint(5_000_000n)
      const gift = await attempt(world.chain, [
        transfer(world.chain, world.people.stranger, address, world.usdc, amount),
      ])
      this.note(`donation of ${amount}: ${gift.ok ? 'arrived' : 'refused'}`)
      if (gift.ok !== !this.model.frozen) throw this.fault('a donation did not do what a frozen account says')
      if (!gift.ok) return this.check(this.model, {}, undefined, [], true)
      this.history.donated += amount
      const moved = { stranger: -amount, escrow: amount }
      return this.check({ ...this.model, donated: this.model.donated + amount }, moved, undefined, [], true)
    }
    const payees: readonly Payee[] = ['client', 'freelancer', 'second', 'burn', 'protocol', 'escrow']
    const owed = this.owed()
    const payee = random.pick(owed.length > 0 && random.chance(2) ? owed : payees)
    const change = await changePayee(this.project, this.view, payee, random)
    this.note(change.text)
    const unpayable = new Set(this.model.unpayable)
    if (change.address !== undefined) unpayable[change.payable ? 'delete' : 'add'](change.address)
    const frozen = change.frozenEscrow ?? this.model.frozen
    await this.check({ ...this.model, unpayable, frozen }, change.moved, undefined, [], true)
  }

  /** Who has a credit: a run in which nobody can be paid again says nothing of how it is collected. */
  private owed(): ('client' | 'burn' | 'freelancer' | 'second')[] {
    const { people } = this.project.world
    return (['client', 'burn', 'freelancer', 'second'] as const).filter((role) =>
      creditOf(this.model, people[role].addr),
    )
  }

  private async makeCall(call: Call, how: string): Promise<void> {
    // An account that is not in cannot clear, and the Protocol relays nothing but these two.
    if (call.verb === 'clearState' && !this.model.optedIn.has(call.sender)) return
    const predicted = this.predicted(call)
    const outcome = await perform(this.project, call)
    const said = outcome.ok ? 'done' : refusalText(this.project, outcome)
    const expected = typeof predicted === 'string' ? predicted : 'done'
    this.note(`${how} ${canonical(call)} -> ${said}`)
    if (said !== expected)
      throw this.fault(`the model says ${expected}, the chain ${said}${outcome.ok ? '' : `: ${outcome.text}`}`)
    if (!outcome.ok || typeof predicted === 'string') {
      this.counts.refused += 1
      this.counts.codes.add(said)
      return this.check(this.model, {}, call, [], false)
    }
    this.counts.allowed += 1
    this.counts.verbs.add(call.verb)
    this.calls.push(call)
    const events = eventsOf(this.project, outcome.txns)
    this.logged.push(...outcome.txns)
    this.allEvents.push(...events)
    const wanted = predicted.events.map(({ name, args }) => canonical({ name, args: onChain(args) }))
    const got = events.map((event) => canonical(event))
    if (wanted.join('\n') !== got.join('\n'))
      throw this.fault(`events\n${got.join('\n')}\nand not\n${wanted.join('\n')}`)
    const { paid, deposited } = predicted
    const moved: Partial<Balances> = { client: paid.client - deposited, burn: paid.burn }
    const about = call.verb === 'withdraw' ? call.account : 'freelancer' in call ? call.freelancer : call.sender
    if (paid.freelancer > 0n)
      moved[about === this.project.world.people.second.addr ? 'second' : 'freelancer'] = paid.freelancer
    const toProtocol =
      call.verb === 'close' ? paid.protocol : call.verb === 'sweepFees' ? this.model.project.buckets.fees : 0n
    moved.protocol = toProtocol
    moved.escrow = deposited - paid.client - paid.freelancer - paid.burn - toProtocol
    await this.check(predicted.world, moved, call, events, true)
  }

  private predicted(call: Call): Transition | Refusal {
    return this.ledgerFirst(call) ?? transition(this.model, call)
  }

  /** What the ledger refuses before any program runs. */
  private ledgerFirst(call: Call): 'refusedByLedger' | undefined {
    const joined = this.model.optedIn.has(call.sender)
    const optsIn = call.verb === 'rejoin' || (call.verb === 'accept' && call.optIn)
    if (optsIn && joined) return 'refusedByLedger'
    if (call.verb !== 'start') return undefined
    const amount = call.deposit === 'malformed' ? 0n : call.deposit
    const blocked = this.model.frozen || this.model.unpayable.has(this.cast.client)
    const cannotPay = blocked || this.view.accounts.client.usdc < amount
    // A transfer of nothing needs no holding: the program is the one to refuse it.
    return amount > 0n && cannotPay ? 'refusedByLedger' : undefined
  }

  private async check(
    expected: ModelWorld,
    moved: Partial<Balances>,
    call: Call | undefined,
    events: readonly Event[],
    succeeded: boolean,
  ): Promise<void> {
    const before = this.view
    const after = await observe(this.project)
    this.closed ||= call?.verb === 'close' && succeeded
    for (const [name, { usdc }] of Object.entries(after.accounts)) {
      const due = before.accounts[name as Role].usdc + (moved[name as Role] ?? 0n)
      if (usdc !== due) throw this.fault(`${name} holds ${usdc} and not ${due}`)
    }
    const findings = broken({ before, after, call, events, succeeded, history: this.history })
    if (findings.length > 0) throw this.fault(findings.join('\n'))
    if (after.world !== undefined) {
      const [wanted, got] = [comparable(expected), comparable(after.world)]
      if (wanted !== got) throw this.fault(`chain\n${got}\nmodel\n${wanted}`)
    } else if (!this.closed) throw this.fault('the project is gone')
    this.model = expected
    this.view = after
  }

  /** Row 14: what a reader rebuilds from the events alone is what the chain holds. */
  compareWithEvents(): void {
    const { world, id } = this.project
    const state = this.logged
      .flatMap((confirmed) => decodeEvents(loggedIn(confirmed)))
      .reduce((states, event) => reduceEvents(world.protocol.id, states, event), {} as Record<string, ProjectState>)
    const rebuilt = state[String(id)]
    if (rebuilt === undefined) throw this.fault('the events say nothing of the project')
    if (rebuilt.closed !== this.closed) throw this.fault('the events do not say whether it is closed')
    if (this.view.world === undefined) return
    const { project, engagements } = this.view.world
    const got = comparable({ ...this.view.world, project: rebuilt.project, engagements: rebuilt.engagements })
    const wanted = comparable({ ...this.view.world, project, engagements })
    if (got !== wanted) throw this.fault(`events\n${got}\nchain\n${wanted}`)
  }

  get world(): ModelWorld | undefined {
    return this.closed ? undefined : this.view.world
  }

  private note(text: string): void {
    this.log.push(`${this.log.length + 1}. ${text}`)
  }

  private fault(text: string): Error {
    const names = Object.entries(this.project.world.people).map(([role, { addr }]) => [addr, role] as const)
    const readable = (line: string) => names.reduce((result, [addr, role]) => result.replaceAll(addr, role), line)
    return new Error([...this.log.slice(-12), text].map(readable).join('\n'))
  }
}

function loggedIn({ txn, applicationIndex, logs, innerTxns }: Confirmed): LoggedTransaction {
  const app = txn.txn.applicationCall?.appIndex ?? 0n
  // What creates an app names none yet.
  return { app: app === 0n ? (applicationIndex ?? 0n) : app, logs: logs ?? [], inner: (innerTxns ?? []).map(loggedIn) }
}

/** The model names outcomes, the event carries their number; schedules are rows on chain. */
function onChain(args: ProjectEventArgs[keyof ProjectEventArgs]): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...args }
  if (typeof copy['outcome'] === 'string') copy['outcome'] = BigInt(OUTCOMES.indexOf(copy['outcome']) + 1)
  if (Array.isArray(copy['schedule']))
    copy['schedule'] = (copy['schedule'] as { amount: bigint; duration: bigint }[]).map((row) => [
      row.amount,
      row.duration,
    ])
  return copy
}

/** A world as text. A proposal of another version counts as none, and only the cast's own accounts matter. */
function comparable({ unpayable, ...rest }: ModelWorld): string {
  const engagements = Object.fromEntries(
    Object.entries(rest.engagements).map(([addr, record]) => [
      addr,
      record.proposal?.version === record.version ? record : { ...record, proposal: undefined },
    ]),
  )
  return canonical({ ...rest, engagements, unpayable })
}
