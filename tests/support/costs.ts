/**
 * What every call costs, measured: opcodes from a simulation of exactly the group that is then sent, fee and references
 * from what was sent. `docs/costs.md` is written from this, and `limits.test.ts` holds it against the published limits.
 */
import { microAlgo } from '@algorandfoundation/algokit-utils'
import { getApplicationAddress, modelsv2, type Transaction } from 'algosdk'
import { algoOf, openChain, type TestAccount, type TestChain } from './chain'
import {
  DAY,
  engagementDeposit,
  engagementIn,
  EVIDENCE,
  fee,
  HOUR,
  named,
  type Pair,
  type PairOptions,
  RICH,
  type State,
  TERMS,
  USDC,
  usdcTransfer,
} from './engagement'
import { createProject, type Deployment, deployProtocol, payment, PROJECT_DEPOSIT, usdcAccount, ZERO } from './protocol'

export type Cost = { action: string; fee: number; opcodes: number; budget: number; references: number }
export type Deposits = { project: bigint; freelancer: bigint; boxOf3: bigint; boxOf50: bigint }

const MIN_FEE = 1_000

/** What the composers of both typed clients share. */
type Group = {
  simulate(options: {
    skipSignatures: true
    allowUnnamedResources: true
  }): Promise<{ simulateResponse: modelsv2.SimulateResponse }>
  send(): Promise<{ transactions: Transaction[]; confirmations: modelsv2.PendingTransactionResponse[] }>
}

/** Apps a group called or created: their accounts need no reference. */
function appsOf(confirmations: modelsv2.PendingTransactionResponse[]): bigint[] {
  return confirmations.flatMap(({ txn, applicationIndex, innerTxns = [] }) => {
    const called = txn.txn.applicationCall?.appIndex ?? 0n
    return [called, applicationIndex ?? 0n, ...appsOf(innerTxns)]
  })
}

/** The references a call cannot do without: accounts, assets, apps and boxes, those for more box bytes included. */
function referencesOf(
  accessed: modelsv2.SimulateUnnamedResourcesAccessed | undefined,
  confirmations: modelsv2.PendingTransactionResponse[],
): number {
  const { accounts = [], assets = [], apps = [], boxes = [], assetHoldings = [], appLocals = [] } = accessed ?? {}
  const given = new Set([...apps, ...appsOf(confirmations)].map((app) => `${getApplicationAddress(app)}`))
  const touched = [...accounts, ...[...assetHoldings, ...appLocals].map(({ account }) => account)]
  const needed = new Set(touched.map(String).filter((address) => !given.has(address)))
  const allAssets = new Set([...assets, ...assetHoldings.map(({ asset }) => asset)])
  return needed.size + allAssets.size + apps.length + boxes.length + (accessed?.extraBoxRefs ?? 0)
}

/** A transaction and all that it made inside: each takes one minimum fee from the group. */
function withInner({ innerTxns = [] }: modelsv2.PendingTransactionResponse): number {
  return innerTxns.reduce((sum, inner) => sum + withInner(inner), 1)
}

async function measure(action: string, build: () => Promise<Group>): Promise<Cost> {
  const { simulateResponse } = await (await build()).simulate({ skipSignatures: true, allowUnnamedResources: true })
  const [group] = simulateResponse.txnGroups
  if (!(group instanceof modelsv2.SimulateTransactionGroupResult)) throw new Error(`${action}: nothing was simulated`)
  const { transactions, confirmations } = await (await build()).send()
  const fee = transactions.reduce((sum, txn) => sum + Number(txn.fee), 0)
  const paid = confirmations.reduce((sum, confirmation) => sum + withInner(confirmation), 0)
  if (fee !== paid * MIN_FEE) throw new Error(`${action}: ${fee} microALGO were sent for ${paid} transactions`)
  return {
    action,
    fee,
    opcodes: group.appBudgetConsumed ?? 0,
    budget: group.appBudgetAdded ?? 0,
    references: referencesOf(group.unnamedResourcesAccessed, confirmations),
  }
}

type World = { chain: TestChain; deployment: Deployment; arbiter: TestAccount }

export async function openWorld(): Promise<World> {
  const chain = await openChain()
  const deployment = await deployProtocol(chain)
  const arbiter = await chain.account()
  await deployment.protocol.send.optIn.registerArbiter({ args: {}, sender: arbiter.addr })
  return { chain, deployment, arbiter }
}

type Measured = {
  action: string
  state: State
  options?: PairOptions
  wait?: bigint
  before?: (pair: Pair) => Promise<unknown>
  group: (pair: Pair) => Promise<Group>
}

const note = 'x'.repeat(256)
const reasons = { evidence: EVIDENCE, note }
const ruling = { release: 100n * USDC, accomplished: true }

/** Calls on a project, each from the dearest state it has; a `*` marks those with an excess fee that goes back. */
function projectCalls({ chain, deployment, arbiter }: World): Measured[] {
  const disputed = { arbiter: arbiter.addr, silenceRelease: 5_000 }
  const lowerFee = (pair: Pair) =>
    deployment.protocol.send.lowerProjectFee({
      args: { project: pair.project.appId, bps: 100n },
      staticFee: microAlgo(2_000),
    })
  const propose = async (pair: Pair) => {
    const expiresAt = (await chain.now()) + DAY
    return pair.project
      .newGroup()
      .proposeSettlement({ args: { ...(await named(pair)), ...ruling, expiresAt }, ...fee(1_000) })
  }
  const proposed = async (pair: Pair) => (await propose(pair)).send()
  const acceptSettlement = (cost: number) => async (pair: Pair) =>
    pair.project
      .newGroup()
      .acceptSettlement({ args: { ...(await named(pair)), ...ruling }, sender: pair.freelancer.addr, ...fee(cost) })
  const resolve = (cost: number) => async (pair: Pair) =>
    pair.project
      .newGroup()
      .resolve({ args: { ...(await named(pair)), ...ruling, ...reasons }, sender: arbiter.addr, ...fee(cost) })
  const cancel = (cost: number) => async (pair: Pair) =>
    pair.project.newGroup().cancelByClient({ args: { ...(await named(pair)), minRefund: 0n }, ...fee(cost) })
  const asFreelancer = async (pair: Pair, cost = 1_000) => ({
    args: { version: (await named(pair)).version },
    sender: pair.freelancer.addr,
    ...fee(cost),
  })
  return [
    {
      action: 'withdrawOffer',
      state: 'offered',
      group: async (pair) => pair.project.newGroup().withdrawOffer({ args: await named(pair), ...fee(2_000) }),
    },
    {
      action: 'accept',
      state: 'offered',
      group: async (pair) => pair.project.newGroup().optIn.accept(await asFreelancer(pair)),
    },
    {
      action: 'start',
      state: 'waiting',
      group: async (pair) => {
        const deposit = await usdcTransfer(
          chain,
          deployment.usdc,
          pair.client.addr,
          pair.project.appAddress,
          309n * USDC,
        )
        return pair.project.newGroup().start({ args: { deposit, ...(await named(pair)) }, ...fee(1_000) })
      },
    },
    {
      action: 'extend',
      state: 'running',
      group: async (pair) => {
        const deadline = (await chain.now()) + 20n * DAY
        return pair.project.newGroup().extend({ args: { ...(await named(pair)), deadline }, ...fee(1_000) })
      },
    },
    {
      action: 'post',
      state: 'running',
      group: async (pair) =>
        pair.project
          .newGroup()
          .post({ args: { ...(await named(pair)), ...reasons }, sender: pair.freelancer.addr, ...fee(1_000) }),
    },
    {
      action: 'submit',
      state: 'running',
      group: async (pair) => {
        const { args, ...rest } = await asFreelancer(pair)
        return pair.project.newGroup().submit({ args: { ...args, ...reasons }, ...rest })
      },
    },
    {
      action: 'requestChanges',
      state: 'submitted',
      options: { reviewWindow: 864_000 },
      group: async (pair) =>
        pair.project.newGroup().requestChanges({ args: { ...(await named(pair)), ...reasons }, ...fee(1_000) }),
    },
    {
      action: 'approve',
      state: 'submitted',
      group: async (pair) => pair.project.newGroup().approve({ args: await named(pair), ...fee(2_000) }),
    },
    {
      action: 'approve *',
      state: 'submitted',
      before: lowerFee,
      group: async (pair) => pair.project.newGroup().approve({ args: await named(pair), ...fee(3_000) }),
    },
    {
      action: 'claim',
      state: 'submitted',
      options: { reviewWindow: 86_400 },
      wait: DAY,
      group: async (pair) => pair.project.newGroup().claim({ args: await named(pair), ...fee(2_000) }),
    },
    { action: 'cancelByClient below 1 h', state: 'running', group: cancel(2_000) },
    { action: 'cancelByClient in a later tier', state: 'running', wait: DAY + 1n, group: cancel(3_000) },
    {
      action: 'cancelByClient in a later tier *',
      state: 'running',
      wait: DAY + 1n,
      before: lowerFee,
      group: cancel(3_000),
    },
    {
      action: 'cancelByFreelancer',
      state: 'running',
      group: async (pair) => pair.project.newGroup().cancelByFreelancer(await asFreelancer(pair, 2_000)),
    },
    {
      action: 'refund',
      state: 'running',
      wait: 10n * DAY,
      group: async (pair) => pair.project.newGroup().refund({ args: await named(pair), ...fee(2_000) }),
    },
    {
      action: 'burn',
      state: 'submitted',
      group: async (pair) => pair.project.newGroup().burn({ args: await named(pair), ...fee(2_000) }),
    },
    {
      action: 'burn *',
      state: 'submitted',
      before: lowerFee,
      group: async (pair) => pair.project.newGroup().burn({ args: await named(pair), ...fee(3_000) }),
    },
    {
      action: 'dispute',
      state: 'submitted',
      options: disputed,
      wait: DAY,
      group: async (pair) =>
        pair.project
          .newGroup()
          .dispute({ args: { ...(await named(pair)), ...reasons }, sender: pair.freelancer.addr, ...fee(1_000) }),
    },
    { action: 'resolve', state: 'disputed', options: disputed, group: resolve(3_000) },
    { action: 'resolve *', state: 'disputed', options: disputed, before: lowerFee, group: resolve(3_000) },
    {
      action: 'resolveByDefault',
      state: 'disputed',
      options: disputed,
      wait: 30n * DAY,
      group: async (pair) => pair.project.newGroup().resolveByDefault({ args: await named(pair), ...fee(3_000) }),
    },
    { action: 'proposeSettlement', state: 'running', group: propose },
    { action: 'acceptSettlement', state: 'running', before: proposed, group: acceptSettlement(3_000) },
    {
      action: 'acceptSettlement *',
      state: 'running',
      before: async (pair) => [await lowerFee(pair), await proposed(pair)],
      group: acceptSettlement(3_000),
    },
    {
      action: 'pause',
      state: 'waiting',
      group: (pair) => Promise.resolve(pair.project.newGroup().pause({ args: {}, ...fee(1_000) })),
    },
    {
      action: 'resume',
      state: 'waiting',
      before: (pair) => pair.project.send.pause({ args: {}, ...fee(1_000) }),
      group: (pair) => Promise.resolve(pair.project.newGroup().resume({ args: {}, ...fee(1_000) })),
    },
    {
      action: 'leave',
      state: 'waiting',
      group: (pair) =>
        Promise.resolve(
          pair.project.newGroup().closeOut.leave({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) }),
        ),
    },
    {
      action: 'dismiss',
      state: 'waiting',
      group: async (pair) => pair.project.newGroup().dismiss({ args: await named(pair), ...fee(2_000) }),
    },
  ]
}

export async function measureProject(world: World): Promise<Cost[]> {
  const costs: Cost[] = []
  for (const { action, state, options, wait, before, group } of projectCalls(world)) {
    const pair = await engagementIn(world.deployment, state, options)
    if (before) await before(pair)
    if (wait) await world.chain.setTime((await world.chain.now()) + wait)
    costs.push(await measure(action, () => group(pair)))
  }
  return costs
}

/** Calls with a state of their own: offers of both lengths, departures, credits, fees and the calls of the Protocol. */
export async function measureRest({ chain, deployment }: World): Promise<Cost[]> {
  const { protocol, usdc } = deployment
  const client = await usdcAccount(chain, usdc, RICH)
  const fresh = {
    payment: 0n,
    template: deployment.template,
    maxFeeBps: 300n,
    projectHash: new Uint8Array(32),
    arbiter: `${ZERO}`,
  }
  const create = await measure('createProject', async () => {
    const deposit = await payment(chain, client.addr, protocol.appAddress, PROJECT_DEPOSIT)
    return protocol
      .newGroup()
      .createProject({ args: { ...fresh, payment: deposit }, sender: client.addr, ...fee(5_000) })
  })
  const costs = [create]

  for (const length of [1, 50]) {
    const project = await createProject(deployment, client)
    const freelancer = await usdcAccount(chain, usdc)
    const { schedule: _, ...terms } = TERMS
    const schedule = Array.from({ length }, (): [bigint, bigint] => [USDC, HOUR])
    const offer = async () => {
      const deposit = await payment(chain, client.addr, project.appAddress, engagementDeposit(length))
      return project
        .newGroup()
        .offer({ args: { payment: deposit, freelancer: `${freelancer.addr}`, schedule, ...terms }, ...fee(1_000) })
    }
    costs.push(await measure(`offer of ${length}`, offer))
  }

  const pair = await engagementIn(deployment, 'submitted')
  await chain.algorand.send.appCall({ sender: pair.freelancer.addr, appId: pair.project.appId, onComplete: 3 })
  costs.push(
    await measure('rejoin', () =>
      Promise.resolve(pair.project.newGroup().optIn.rejoin({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) })),
    ),
  )
  const { usdc: assetId } = deployment
  const leave = { receiver: chain.dispenser.addr, closeAssetTo: chain.dispenser.addr, amount: 0n, assetId }
  await chain.algorand.send.assetTransfer({ sender: pair.freelancer.addr, ...leave })
  await pair.project.send.approve({ args: await named(pair), ...fee(2_000) })
  await chain.algorand.send.assetOptIn({ sender: pair.freelancer.addr, assetId })
  const account = `${pair.freelancer.addr}`
  costs.push(
    await measure('withdraw', () =>
      Promise.resolve(pair.project.newGroup().withdraw({ args: { account }, ...fee(2_000) })),
    ),
  )
  costs.push(
    await measure('sweepFees', () => Promise.resolve(pair.project.newGroup().sweepFees({ args: {}, ...fee(2_000) }))),
  )
  costs.push(
    await measure('collectFees', () => Promise.resolve(protocol.newGroup().collectFees({ args: {}, ...fee(2_000) }))),
  )
  const lower = { project: pair.project.appId, bps: 100n }
  costs.push(
    await measure('lowerProjectFee', () =>
      Promise.resolve(protocol.newGroup().lowerProjectFee({ args: lower, ...fee(2_000) })),
    ),
  )
  await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
  const closing = { args: { project: pair.project.appId }, sender: pair.client.addr }
  costs.push(
    await measure('closeProject', () =>
      Promise.resolve(protocol.newGroup().closeProject({ ...closing, ...fee(5_000) })),
    ),
  )

  const both = await engagementIn(deployment, 'submitted')
  await both.project.send.approve({ args: await named(both), ...fee(2_000) })
  await both.project.send.dismiss({ args: await named(both), ...fee(2_000) })
  await chain.algorand.send.assetTransfer({
    sender: both.client.addr,
    receiver: both.project.appAddress,
    amount: 1n,
    assetId,
  })
  const closingBoth = { args: { project: both.project.appId }, sender: both.client.addr }
  const dearest = "closeProject with fees and client's money"
  costs.push(
    await measure(dearest, () => Promise.resolve(protocol.newGroup().closeProject({ ...closingBoth, ...fee(6_000) }))),
  )
  return costs
}

/** What is deposited, as the change of minimum balances it makes; `limits.test.ts` shows that all of it returns. */
export async function measureDeposits({ chain, deployment }: World): Promise<Deposits> {
  const { algod } = chain.algorand.client
  const client = await usdcAccount(chain, deployment.usdc, RICH)
  const before = await algoOf(chain, client.addr)
  const project = await createProject(deployment, client)
  const deposit = before - (await algoOf(chain, client.addr)) - 6_000n
  const box = async (milestones: number) => {
    const schedule = Array.from({ length: milestones }, () => ({ amount: USDC, duration: HOUR }))
    const minBalance = async () => (await algod.accountInformation(project.appAddress).do()).minBalance
    const empty = await minBalance()
    const pair = await engagementIn(deployment, 'offered', { schedule, client, project })
    return { pair, deposit: (await minBalance()) - empty }
  }
  const three = await box(3)
  const minBalanceOf = async (pair: Pair) => (await algod.accountInformation(pair.freelancer.addr).do()).minBalance
  const [joining, { version }] = [await minBalanceOf(three.pair), await named(three.pair)]
  await project.send.optIn.accept({ args: { version }, sender: three.pair.freelancer.addr, ...fee(1_000) })
  const freelancer = (await minBalanceOf(three.pair)) - joining
  return { project: deposit, freelancer, boxOf3: three.deposit, boxOf50: (await box(50)).deposit }
}
