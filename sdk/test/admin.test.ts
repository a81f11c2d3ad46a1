/** What an operator does: however often one intent is sent, and wherever it breaks off, it has one effect. */
import type { AccountClient, Action, ActionResult, EscrowAccount, PreparedAction } from '@holdfast/sdk'
import {
  acceptAdmin,
  closeProject,
  collectFees,
  complete,
  createEscrowClient,
  lowerProjectFee,
  proposeAdmin,
  registerArbiter,
  setFee,
  setPaused,
  setTreasury,
  sweepFees,
  unregisterArbiter,
  usdc,
} from '@holdfast/sdk'
import type { DeployParameters } from '@holdfast/sdk/deploy'
import { addTemplate, createProtocol, deployProtocol, initProtocol } from '@holdfast/sdk/deploy'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openFixture } from './chain'
import { withFaults } from './faults'

let fixture: EscrowFixture
let heir: AccountClient
/** a project that the chores at hand are about */
let project = 0n
beforeAll(async () => {
  fixture = await openFixture()
  heir = await fixture.newAccount()
})

interface Chore {
  verb: string
  by: () => EscrowAccount
  send: (account: EscrowAccount) => Promise<ActionResult>
  prepare: (account: EscrowAccount) => Promise<PreparedAction>
  before?: () => Promise<unknown>
  /** what it changes, so that twice would show: settings, and sums that it moves */
  effect: () => Promise<unknown>
  expected: unknown
  /** how a later call of the verb ends */
  again: string
  after?: () => Promise<unknown>
}

/** The same verb, once to send and once to prepare. */
function forms(verb: object, args: () => unknown[]) {
  const action = verb as Action<unknown[]>
  return {
    send: (account: EscrowAccount) => action(account, ...args()),
    prepare: (account: EscrowAccount) => action.prepare(account, ...args()),
  }
}
const admin = () => fixture.admin
const setting = async (name: 'feeBps' | 'treasury' | 'paused' | 'pendingAdmin' | 'admin') =>
  (await fixture.escrow.getProtocol())[name]
const held = async (address: string) => (await fixture.usdc.balanceOf(address)) ?? 0n

/** A project that has earned 18 USDC of fees. */
async function earn(): Promise<void> {
  const engagement = await fixture.engagementIn('submitted')
  await fixture.client.approve(engagement)
  project = engagement.project.id
}
/** The same with nothing left to do but closing it. */
async function finish(): Promise<void> {
  await earn()
  await fixture.client.dismiss({ project, freelancer: fixture.freelancer.address })
}
/** Sums before the chore, which show what moved. */
let earlier = 0n
const remember = async (address: string) => (earlier = await held(address))
const isArbiter = async () => {
  const { algod } = fixture.algorand.client
  return algod
    .accountApplicationInformation(heir.address, fixture.protocol.id)
    .do()
    .then(
      () => true,
      () => false,
    )
}

const CHORES: Chore[] = [
  {
    verb: 'setFee',
    by: admin,
    ...forms(setFee, () => [250n]),
    effect: () => setting('feeBps'),
    expected: 250n,
    again: 'done',
    after: () => fixture.admin.setFee(300n, { intent: crypto.randomUUID() }),
  },
  {
    verb: 'setPaused',
    by: admin,
    ...forms(setPaused, () => [true]),
    effect: () => setting('paused'),
    expected: true,
    again: 'done',
    after: () => fixture.admin.setPaused(false, { intent: crypto.randomUUID() }),
  },
  {
    verb: 'setTreasury',
    by: admin,
    ...forms(setTreasury, () => [heir.address]),
    effect: async () => (await setting('treasury')) === heir.address,
    expected: true,
    again: 'done',
    after: () => fixture.admin.setTreasury(fixture.protocol.treasury),
  },
  {
    verb: 'proposeAdmin',
    by: admin,
    ...forms(proposeAdmin, () => [heir.address]),
    effect: async () => (await setting('pendingAdmin')) === heir.address,
    expected: true,
    again: 'done',
  },
  {
    verb: 'acceptAdmin',
    by: () => heir,
    ...forms(acceptAdmin, () => []),
    before: () => fixture.admin.proposeAdmin(heir.address),
    effect: async () => (await setting('admin')) === heir.address,
    expected: true,
    again: 'notPendingAdmin',
    after: async () => {
      await heir.proposeAdmin(fixture.admin.address)
      await fixture.admin.acceptAdmin()
    },
  },
  {
    verb: 'lowerProjectFee',
    by: admin,
    ...forms(lowerProjectFee, () => [project, 200n]),
    before: earn,
    effect: async () => (await fixture.escrow.getProject(project)).feeBps,
    expected: 200n,
    again: 'feeNotLower',
  },
  {
    verb: 'sweepFees',
    by: () => fixture.arbiter,
    ...forms(sweepFees, () => [project]),
    before: async () => {
      await earn()
      await remember(fixture.protocol.address)
    },
    effect: async () => (await held(fixture.protocol.address)) - earlier,
    expected: usdc('18'),
    again: 'nothingToSweep',
  },
  {
    verb: 'collectFees',
    by: () => fixture.arbiter,
    ...forms(collectFees, () => []),
    before: async () => {
      await earn()
      await fixture.arbiter.sweepFees(project)
      earlier = (await held(fixture.protocol.treasury)) + (await held(fixture.protocol.address))
    },
    effect: async () => [(await held(fixture.protocol.treasury)) - earlier, await held(fixture.protocol.address)],
    expected: [0n, 0n],
    again: 'nothingToSweep',
  },
  {
    verb: 'registerArbiter',
    by: () => heir,
    ...forms(registerArbiter, () => []),
    effect: isArbiter,
    expected: true,
    again: 'badInput',
    after: () => heir.unregisterArbiter(),
  },
  {
    verb: 'unregisterArbiter',
    by: () => heir,
    ...forms(unregisterArbiter, () => []),
    before: () => heir.registerArbiter(),
    effect: isArbiter,
    expected: false,
    again: 'badInput',
  },
  {
    verb: 'closeProject',
    by: () => fixture.client,
    ...forms(closeProject, () => [project]),
    before: finish,
    effect: async () => (await fixture.escrow.verifyProject(project)).genuine,
    expected: false,
    again: 'projectGone',
  },
]

/** The ways in which one intent is sent more than once. */
const WAYS: Record<string, (chore: Chore) => Promise<unknown>> = {
  'prepared once and completed ten times at once': async ({ by, prepare }) => {
    const prepared = await prepare(by())
    const results = await Promise.all(Array.from({ length: 10 }, () => complete(by(), prepared)))
    expect(new Set(results.map(({ transactionId }) => transactionId)).size).toBe(1)
  },
  'called ten times, one after the other': async ({ by, send, again }) => {
    await send(by())
    const later: unknown[] = []
    for (let i = 0; i < 9; i++) {
      later.push(
        await send(by()).then(
          () => 'done',
          (error: unknown) => (error as { code?: string }).code,
        ),
      )
    }
    expect(later).toEqual(Array.from({ length: 9 }, () => again))
  },
  'called ten times at once': async ({ by, send }) => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => send(by())))
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
  },
  'answered twice into the void': async ({ by, send }) => {
    let left = 2
    const afterSend = () => {
      if (left-- > 0) throw new TypeError('fetch failed')
    }
    await send({ ...by(), algorand: withFaults(fixture.algorand, { afterSend }) })
  },
  'sent by a process that dies, and completed by the next one, twice': async ({ by, prepare }) => {
    const { stored } = await prepare(by())
    const die = () => {
      throw new Error('the process died')
    }
    await complete({ ...by(), algorand: withFaults(fixture.algorand, { afterSend: die }) }, stored).catch(
      () => undefined,
    )
    const result = await complete(by(), stored)
    expect((await complete(by(), stored)).confirmedRound).toBe(result.confirmedRound)
  },
}

/** App calls of an account in the blocks after a round: each is one time that something was done. */
async function callsBy(account: string, after: bigint): Promise<number> {
  const { algod } = fixture.algorand.client
  const { lastRound } = await algod.status().do()
  let calls = 0
  for (let round = after + 1n; round <= lastRound; round++) {
    const { payset } = (await algod.block(round).do()).block
    const mine = payset
      .map(({ signedTxn }) => signedTxn.signedTxn.txn)
      .filter(({ sender }) => String(sender) === account)
    calls += mine.filter(({ applicationCall }) => applicationCall).length
  }
  return calls
}

describe('a setting that is prepared early and sent late', () => {
  afterEach(() => fixture.admin.setFee(300n))

  test('replaces a newer one, and says so where it is signed', async () => {
    const { admin } = fixture
    for (const { summary } of [
      await admin.setFee.prepare(100n),
      await admin.setTreasury.prepare(admin.address),
      await admin.setPaused.prepare(true),
      await admin.proposeAdmin.prepare(heir.address),
    ]) {
      expect(summary.lines.at(-1)).toBe(
        'It can be sent for 300 rounds, about 14 minutes, and replaces whatever is set by then.',
      )
    }
    const early = await admin.setFee.prepare(100n)
    expect(early.transactions.map(({ firstValid, lastValid }) => lastValid - firstValid)).toEqual([300n])
    await admin.setFee(200n)
    await admin.complete(early)
    expect(await setting('feeBps')).toBe(100n)
  })

  test('with one `intent` for both, it is refused and the newer one stays', async () => {
    const { admin } = fixture
    const early = await admin.setFee.prepare(100n, { intent: 'fee' })
    await admin.setFee(200n, { intent: 'fee' })
    await expect(admin.complete(early)).rejects.toMatchObject({ name: 'AlreadySentError' })
    expect(await setting('feeBps')).toBe(200n)
    // Another setting, and whoever says that this one is meant, are not held up.
    await admin.setPaused(true, { intent: 'fee' })
    await admin.setPaused(false, { intent: 'again' })
    await admin.setFee(150n, { intent: 'at once' })
    expect(await setting('feeBps')).toBe(150n)
  })
})

describe.each(CHORES)('$verb', (chore) => {
  beforeEach(() => chore.before?.())
  afterEach(() => chore.after?.())

  test.each(Object.entries(WAYS))('%s', async (name, way) => {
    const { lastRound } = await fixture.algorand.client.algod.status().do()
    await way(chore)
    expect(await chore.effect()).toEqual(chore.expected)
    // A setting may be made again by whoever calls again; what was prepared once is done once.
    const calls = await callsBy(chore.by().address, lastRound)
    if (chore.again !== 'done' || !name.startsWith('called')) expect(calls).toBe(1)
  })
})

describe('a deployment', () => {
  const terms = (): DeployParameters => {
    const { burn, treasury, usdc: asset } = fixture.protocol
    return { usdc: asset, burn, treasury, feeBps: 100n }
  }
  const founder = async () =>
    createEscrowClient({ algorand: fixture.algorand, protocol: 0n }).as(await fixture.newAccount())
  const createdBy = async (address: string) =>
    (await fixture.algorand.client.algod.accountInformation(address).do()).createdApps?.length

  test('cut off before each of its steps, and taken up again: one Protocol, one template', async () => {
    const me = await founder()
    const steps: string[] = []
    let begun: bigint | undefined
    for (;;) {
      const cut = (step: string, id: bigint | undefined) => {
        begun = id
        if (steps.includes(step)) return
        steps.push(step)
        throw new Error('cut off')
      }
      const known = begun === undefined ? {} : { protocol: begun }
      const done = await deployProtocol(me, { ...terms(), ...known, onStep: cut }).catch(
        (error: Error) => error.message,
      )
      if (done === 'cut off') continue
      expect(done).toMatchObject({ id: begun, templates: 1n, activeTemplate: 1n, feeBps: 100n })
      break
    }
    expect(steps).toHaveLength(9)
    expect(await createdBy(me.address)).toBe(1)
  })

  test('begun ten times at once, and finished by whoever comes after: one Protocol, one template', async () => {
    const me = await founder()
    let begun: bigint | undefined
    const onStep = (_step: string, id: bigint | undefined) => void (begun ??= id)
    await Promise.allSettled(Array.from({ length: 10 }, () => deployProtocol(me, { ...terms(), onStep })))
    expect(await createdBy(me.address)).toBe(1)
    const known = begun === undefined ? {} : { protocol: begun }
    expect(await deployProtocol(me, { ...terms(), ...known })).toMatchObject({ templates: 1n, activeTemplate: 1n })
    expect(await createdBy(me.address)).toBe(1)
  })

  test('behind a connection that loses every second answer', async () => {
    const me = await founder()
    let sent = 0
    const afterSend = () => {
      if (++sent % 2 === 1) throw new TypeError('fetch failed')
    }
    const unlucky = { ...me, algorand: withFaults(fixture.algorand, { afterSend }) }
    expect(await deployProtocol(unlucky, terms())).toMatchObject({ templates: 1n, activeTemplate: 1n })
    expect(await createdBy(me.address)).toBe(1)
  })

  test('done already: nothing is sent, and nobody but its admin may repeat it', async () => {
    const { id } = fixture.protocol
    const steps: string[] = []
    const again = { ...terms(), protocol: id, onStep: (step: string) => void steps.push(step) }
    expect((await deployProtocol(fixture.admin, again)).id).toBe(id)
    expect(steps).toEqual([])
    await expect(deployProtocol(heir, again)).rejects.toMatchObject({ code: 'notAdmin' })
  })

  test('its template reserved again, begun or sealed: it says which one there is, and costs nothing', async () => {
    const me = await founder()
    const { protocol } = await createProtocol(me, terms())
    const operator = { ...me, protocol }
    await initProtocol(operator)
    expect((await addTemplate(operator)).template).toBe(1n)
    for (const account of [operator, fixture.admin]) {
      const before = await fixture.algorand.client.algod.accountInformation(account.address).do()
      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 3 }, () => addTemplate(account)),
        addTemplate.prepare(account),
        addTemplate.simulate(account),
      ])
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TemplateExistsError', template: 1n } })
      }
      const after = await fixture.algorand.client.algod.accountInformation(account.address).do()
      expect(after.amount).toBe(before.amount)
    }
    // What was begun by hand is finished by the deployment, without a second one.
    expect(await deployProtocol(me, { ...terms(), protocol })).toMatchObject({ templates: 1n, activeTemplate: 1n })
  })
})
