/** Section 13: what every call may cost at most, measured on the chain. */
import manifest from '@holdfast/contracts/artifacts/manifest.json'
import { APP_SPEC } from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Cost, type Deposits, measureDeposits, measureProject, measureRest, openWorld } from '../support/costs'

let costs: Map<string, Cost>
let deposits: Deposits

beforeAll(async () => {
  const world = await openWorld()
  const measured = [...(await measureProject(world)), ...(await measureRest(world))]
  costs = new Map(measured.map((cost) => [cost.action, cost]))
  deposits = await measureDeposits(world)
})

const FEES: Record<string, number> = {
  createProject: 6_000,
  'offer of 1': 2_000,
  'offer of 50': 2_000,
  accept: 1_000,
  start: 2_000,
  submit: 1_000,
  post: 1_000,
  requestChanges: 1_000,
  extend: 1_000,
  dispute: 1_000,
  proposeSettlement: 1_000,
  rejoin: 1_000,
  pause: 1_000,
  resume: 1_000,
  leave: 1_000,
  approve: 2_000,
  'approve *': 3_000,
  claim: 2_000,
  'cancelByClient below 1 h': 2_000,
  cancelByFreelancer: 2_000,
  refund: 2_000,
  burn: 2_000,
  'burn *': 3_000,
  'cancelByClient in a later tier': 3_000,
  'cancelByClient in a later tier *': 3_000,
  acceptSettlement: 3_000,
  'acceptSettlement *': 3_000,
  resolve: 3_000,
  'resolve *': 3_000,
  resolveByDefault: 3_000,
  withdraw: 2_000,
  sweepFees: 2_000,
  collectFees: 2_000,
  withdrawOffer: 2_000,
  dismiss: 2_000,
  lowerProjectFee: 2_000,
  closeProject: 5_000,
  "closeProject with fees and client's money": 6_000,
}

describe('programs', () => {
  it('MilestoneProject fits three pages, and 205 bytes a method', () => {
    const { approvalBytes, clearBytes } = manifest.programs.MilestoneProject
    expect(approvalBytes + clearBytes).toBeLessThanOrEqual(6_144)
    expect((approvalBytes + clearBytes) / APP_SPEC.methods.length).toBeLessThanOrEqual(205)
  })

  it('Protocol fits a page and a half', () => {
    const { approvalBytes, clearBytes } = manifest.programs.Protocol
    expect(approvalBytes + clearBytes).toBeLessThanOrEqual(3_072)
  })
})

describe('calls', () => {
  it('every one is measured', () => {
    expect([...costs.keys()].sort()).toEqual(Object.keys(FEES).sort())
  })

  it.each(Object.entries(FEES))('%s costs %i microALGO', (action, fee) => {
    expect(costs.get(action)?.fee).toBe(fee)
  })

  it.each(Object.keys(FEES))('%s needs at most 600 opcodes and 8 references', (action) => {
    const { opcodes, references } = costs.get(action)!
    expect(opcodes).toBeGreaterThan(0)
    expect(opcodes).toBeLessThanOrEqual(600)
    expect(references).toBeLessThanOrEqual(8)
  })

  it('start, submit and approve cost 5,000 microALGO together', () => {
    const sum = ['start', 'submit', 'approve'].reduce((total, action) => total + costs.get(action)!.fee, 0)
    expect(sum).toBe(5_000)
  })
})

describe('deposits', () => {
  it('stay within the published limits', () => {
    expect(deposits.freelancer).toBe(157_000n)
    expect(deposits.project).toBeLessThanOrEqual(740_000n)
    expect(deposits.boxOf3).toBeLessThanOrEqual(110_000n)
    expect(deposits.boxOf50).toBeLessThanOrEqual(410_000n)
  })

  it('are exactly these', () => {
    expect(deposits).toEqual({ project: 707_000n, freelancer: 157_000n, boxOf3: 105_700n, boxOf50: 406_500n })
  })
})
