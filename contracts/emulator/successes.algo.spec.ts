/** Every method's success, run from the contract source. What a call pays is asserted to the unit, and the state it leaves. */
import { Global, OnCompleteAction } from '@algorandfoundation/algorand-typescript'
import { TestExecutionContext } from '@algorandfoundation/algorand-typescript-testing'
import { afterEach, describe, expect, it } from 'vitest'
import { APP_SPEC as PROJECT_SPEC } from '../artifacts/MilestoneProject/MilestoneProject.client'
import { APP_SPEC as PROTOCOL_SPEC } from '../artifacts/Protocol/Protocol.client'
import { ARBITRATION_PERIOD, DAY, HOUR, USDC } from '../shared/constants'
import { DURATION, EVIDENCE, NOTE, type Options, ProjectEmulator, type State } from './project.algo'
import { ProtocolEmulator } from './protocol.algo'

const ctx = new TestExecutionContext()

afterEach(() => {
  ctx.reset()
})

type Payee = 'client' | 'freelancer' | 'burn' | 'protocol'
type Success = {
  method: string
  state: State
  call: (e: ProjectEmulator) => void
  options?: Options
  /** USDC that leave, in the order of the transfers; nothing else does */
  paid?: [Payee, number][]
  /** engagement and milestone state in the box afterwards; undefined = the box is gone */
  becomes?: [number, number] | undefined
}

const WAITING: [number, number] = [2, 1]
const RUNNING: [number, number] = [2, 2]
const SUBMITTED: [number, number] = [2, 3]
const DISPUTED: [number, number] = [2, 4]
const ARBITER = { arbiter: true }

const approve = (e: ProjectEmulator) => {
  e.step(e.client, () => {
    e.project.approve(e.freelancer, e.seen)
  })
}
const cancelAfter =
  (seconds: number) =>
  (e: ProjectEmulator): void => {
    e.wait(seconds)
    e.as(e.client, () => {
      e.project.cancelByClient(e.freelancer, e.seen, 0)
    })
  }

const STEPS: Success[] = [
  { method: 'offer', state: 'created', call: (e) => e.offer(), becomes: [1, 0] },
  {
    method: 'withdrawOffer',
    state: 'offered',
    call: (e) => e.as(e.client, () => e.project.withdrawOffer(e.freelancer, e.seen)),
  },
  {
    method: 'accept',
    state: 'offered',
    call: (e) => e.as(e.freelancer, () => e.project.accept(e.seen)),
    becomes: WAITING,
  },
  {
    method: 'rejoin',
    state: 'running',
    call: (e) => e.as(e.freelancer, () => e.project.rejoin(), OnCompleteAction.OptIn),
    becomes: RUNNING,
  },
  {
    method: 'leave',
    state: 'waiting',
    call: (e) => e.as(e.freelancer, () => e.project.leave(), OnCompleteAction.CloseOut),
    becomes: [3, 0],
  },
  {
    method: 'dismiss',
    state: 'waiting',
    call: (e) => e.as(e.client, () => e.project.dismiss(e.freelancer, e.seen)),
  },
  { method: 'start', state: 'waiting', call: (e) => e.start(), becomes: RUNNING },
  {
    method: 'extend',
    state: 'running',
    call: (e) => e.as(e.client, () => e.project.extend(e.freelancer, e.seen, e.now + DURATION + 1)),
    becomes: RUNNING,
  },
  {
    method: 'post',
    state: 'running',
    call: (e) => e.as(e.client, () => e.project.post(e.freelancer, e.seen, EVIDENCE, NOTE)),
    becomes: RUNNING,
  },
  {
    method: 'submit',
    state: 'running',
    call: (e) => e.as(e.freelancer, () => e.project.submit(e.seen, EVIDENCE, NOTE)),
    becomes: SUBMITTED,
  },
  {
    method: 'requestChanges',
    state: 'submitted',
    call: (e) => e.as(e.client, () => e.project.requestChanges(e.freelancer, e.seen, EVIDENCE, NOTE)),
    becomes: RUNNING,
  },
  {
    method: 'dispute',
    state: 'submitted',
    options: ARBITER,
    call: (e) => e.as(e.client, () => e.project.dispute(e.freelancer, e.seen, EVIDENCE, NOTE)),
    becomes: DISPUTED,
  },
  { method: 'proposeSettlement', state: 'running', call: (e) => e.propose(), becomes: RUNNING },
  { method: 'pause', state: 'waiting', call: (e) => e.as(e.client, () => e.project.pause()), becomes: WAITING },
  {
    method: 'resume',
    state: 'waiting',
    call: (e) => {
      e.as(e.client, () => e.project.pause())
      e.as(e.client, () => e.project.resume())
      e.start()
    },
    becomes: RUNNING,
  },
]

const EXITS: Success[] = [
  { method: 'approve', state: 'submitted', call: approve, paid: [['freelancer', 291]], becomes: WAITING },
  {
    method: 'claim',
    state: 'submitted',
    options: { reviewWindow: DAY },
    call: (e) => {
      e.wait(DAY)
      e.as(e.stranger, () => e.project.claim(e.freelancer, e.seen))
    },
    paid: [['freelancer', 291]],
    becomes: WAITING,
  },
  {
    method: 'cancelByClient',
    state: 'running',
    call: cancelAfter(HOUR - 1),
    paid: [['client', 291]],
    becomes: WAITING,
  },
  {
    method: 'cancelByClient',
    state: 'running',
    call: cancelAfter(HOUR),
    paid: [
      ['client', 240],
      ['freelancer', 51],
    ],
    becomes: WAITING,
  },
  {
    method: 'cancelByClient',
    state: 'running',
    call: cancelAfter(DAY + 1),
    paid: [
      ['client', 165],
      ['freelancer', 126],
    ],
    becomes: WAITING,
  },
  {
    method: 'cancelByFreelancer',
    state: 'running',
    call: (e) => e.as(e.freelancer, () => e.project.cancelByFreelancer(e.seen)),
    paid: [['client', 291]],
    becomes: WAITING,
  },
  {
    method: 'refund',
    state: 'running',
    call: (e) => {
      e.wait(DURATION)
      e.as(e.client, () => e.project.refund(e.freelancer, e.seen))
    },
    paid: [['client', 291]],
    becomes: WAITING,
  },
  {
    method: 'burn',
    state: 'submitted',
    call: (e) => e.as(e.client, () => e.project.burn(e.freelancer, e.seen)),
    paid: [['burn', 291]],
    becomes: WAITING,
  },
  {
    method: 'acceptSettlement',
    state: 'submitted',
    call: (e) => {
      e.propose()
      e.as(e.freelancer, () => e.project.acceptSettlement(e.freelancer, e.seen, 100 * USDC, true))
    },
    paid: [
      ['client', 200],
      ['freelancer', 97],
    ],
    becomes: WAITING,
  },
  {
    method: 'resolve',
    state: 'disputed',
    options: ARBITER,
    call: (e) => e.as(e.arbiter, () => e.project.resolve(e.freelancer, e.seen, 200 * USDC, true, EVIDENCE, NOTE)),
    paid: [
      ['client', 100],
      ['freelancer', 194],
    ],
    becomes: WAITING,
  },
  {
    method: 'resolveByDefault',
    state: 'disputed',
    options: ARBITER,
    call: (e) => {
      e.wait(ARBITRATION_PERIOD)
      e.as(e.stranger, () => e.project.resolveByDefault(e.freelancer, e.seen))
    },
    paid: [
      ['client', 150],
      ['freelancer', 145.5],
    ],
    becomes: WAITING,
  },
  {
    method: 'withdraw',
    state: 'submitted',
    call: (e) => {
      e.freeze(e.freelancer)
      approve(e)
      expect(e.paid).toEqual([])
      e.freeze(e.freelancer, false)
      e.as(e.stranger, () => e.project.withdraw(e.freelancer))
    },
    paid: [['freelancer', 291]],
    becomes: WAITING,
  },
  {
    method: 'sweepFees',
    state: 'submitted',
    call: (e) => {
      approve(e)
      e.as(e.stranger, () => e.project.sweepFees())
    },
    paid: [['protocol', 18]],
    becomes: WAITING,
  },
  {
    method: 'lowerFee',
    state: 'submitted',
    call: (e) => {
      e.as(e.protocol, () => e.project.lowerFee(100))
      approve(e)
    },
    paid: [
      ['client', 6],
      ['freelancer', 297],
    ],
    becomes: WAITING,
  },
]

/** `create` runs in every case. */
const LIFE: Success[] = [
  {
    method: 'init',
    state: 'created',
    options: { initialised: false },
    call: (e) => {
      e.as(e.protocol, () => e.project.init())
      expect(e.paid).toEqual([[e.app.address, 0n]])
    },
  },
  {
    method: 'close',
    state: 'created',
    call: (e) => e.as(e.protocol, () => e.project.close(), OnCompleteAction.DeleteApplication),
  },
]

function check({ state, call, options = {}, paid = [], becomes }: Success): void {
  const e = new ProjectEmulator(ctx, options).reach(state)
  call(e)
  const sent = paid.map(([payee, amount]) => [e[payee], BigInt(amount * USDC)])
  expect(e.paid.filter(([, amount]) => amount > 0n)).toEqual(sent)
  expect(e.box.length === 0 ? undefined : [e.box[8], e.box[9]]).toEqual(becomes)
}

describe('a project', () => {
  it.each([...LIFE, ...STEPS])('$method from $state', check)
  it.each(EXITS)('$method from $state pays $paid', check)
})

type ProtocolSuccess = { method: string; call: (e: ProtocolEmulator) => void }

const PROTOCOL: ProtocolSuccess[] = [
  {
    method: 'init',
    call: (e) => {
      const payment = e.payment(Global.minBalance + Global.assetOptInMinBalance)
      e.as(e.admin, () => e.protocol.init(payment))
    },
  },
  {
    method: 'setFee',
    call: (e) => {
      e.as(e.admin, () => e.protocol.setFee(299))
      expect(e.global('f')).toEqual(299n)
    },
  },
  {
    method: 'setTreasury',
    call: (e) => {
      e.as(e.admin, () => e.protocol.setTreasury(e.stranger))
      expect(e.global('t')).toEqual(e.stranger)
    },
  },
  {
    method: 'setPaused',
    call: (e) => {
      e.template('active')
      e.as(e.admin, () => e.protocol.setPaused(true))
      expect(() => e.createProject()).toThrow('ERR:protocolPaused')
      e.as(e.admin, () => e.protocol.setPaused(false))
      expect(() => e.createProject(299)).toThrow('ERR:feeTooHigh')
    },
  },
  {
    method: 'proposeAdmin',
    call: (e) => {
      e.as(e.admin, () => e.protocol.proposeAdmin(e.stranger))
      expect(e.global('n')).toEqual(e.stranger)
      expect(e.global('a')).toEqual(e.admin)
    },
  },
  {
    method: 'acceptAdmin',
    call: (e) => {
      e.as(e.admin, () => e.protocol.proposeAdmin(e.stranger))
      e.as(e.stranger, () => e.protocol.acceptAdmin())
      expect(e.global('a')).toEqual(e.stranger)
      expect(() => e.as(e.admin, () => e.protocol.setFee(1))).toThrow('ERR:notAdmin')
    },
  },
  {
    method: 'registerArbiter',
    call: (e) => e.as(e.stranger, () => e.protocol.registerArbiter(), OnCompleteAction.OptIn),
  },
  { method: 'addTemplate', call: (e) => expect(e.addTemplate()).toEqual(1n) },
  { method: 'writeTemplate', call: (e) => e.template('added') },
  { method: 'sealTemplate', call: (e) => e.template('sealed') },
  { method: 'activateTemplate', call: (e) => e.template('active') },
  {
    method: 'collectFees',
    call: (e) => {
      e.holds(18 * USDC)
      e.as(e.stranger, () => e.protocol.collectFees())
      const transfer = ctx.txn.lastGroup.lastItxnGroup().getAssetTransferInnerTxn()
      expect([transfer.assetReceiver, transfer.assetAmount]).toEqual([e.treasury, 18n * BigInt(USDC)])
    },
  },
]

/**
 * Not here: the emulator records an inner application call but does not run it, so nothing is created, lowered or closed.
 * Their successes run on a chain, in `tests/contracts/protocol.test.ts` and `tests/contracts/credits.test.ts`.
 */
const ON_A_CHAIN_ONLY = ['createProject', 'lowerProjectFee', 'closeProject']

it.each(PROTOCOL)('the Protocol: $method', ({ call }) => {
  call(new ProtocolEmulator(ctx).create())
})

it('no method is without a case', () => {
  const named = (cases: { method: string }[]) => cases.map(({ method }) => method)
  const distinct = (names: string[]) => [...new Set(names)].sort()
  const methods = (spec: { methods: { name: string }[] }) => distinct(spec.methods.map(({ name }) => name))
  expect(distinct(['create', ...named([...LIFE, ...STEPS, ...EXITS])])).toEqual(methods(PROJECT_SPEC))
  expect(distinct(['create', ...ON_A_CHAIN_ONLY, ...named(PROTOCOL)])).toEqual(methods(PROTOCOL_SPEC))
})
