/** The Protocol: templates that cannot change, an admin who cannot reach money, projects that cannot touch each other. */
import { microAlgo } from '@algorandfoundation/algokit-utils'
import { MilestoneProjectFactory } from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { ProtocolFactory } from '@holdfast/contracts/artifacts/Protocol/Protocol.client'
import { OnApplicationComplete } from 'algosdk'
import { beforeAll, describe, expect, it } from 'vitest'
import { openChain, optOut, setFrozen, type TestAccount, type TestChain, uniqueNote, usdcOf } from '../support/chain'
import { engagementIn, fee, named, USDC } from '../support/engagement'
import { expectCode } from '../support/failures'
import {
  addTemplate,
  createProject,
  type Deployment,
  deployProtocol,
  payment,
  usdcAccount,
  writeTemplate,
  ZERO,
} from '../support/protocol'

let chain: TestChain
let deployment: Deployment
let stranger: TestAccount
let id: bigint

beforeAll(async () => {
  chain = await openChain()
  deployment = await deployProtocol(chain)
  stranger = await usdcAccount(chain, deployment.usdc)
  id = deployment.protocol.appId
})

describe('templates', () => {
  it('are sealed against their hash only, and never change after that', async () => {
    const { protocol } = deployment
    const template = await addTemplate(deployment)
    const hash = new Uint8Array(32).fill(9)
    await expectCode(protocol.send.activateTemplate({ args: { template } }), 'templateNotSealed', id)
    await writeTemplate(protocol, template)
    await expectCode(protocol.send.sealTemplate({ args: { template, hash } }), 'templateHashWrong', id)

    const sealed = deployment.template
    const overwrite = { template: sealed, page: 0n, offset: 0n, data: new Uint8Array(1) }
    await expectCode(protocol.send.writeTemplate({ args: overwrite }), 'templateSealed', id)
    await expectCode(protocol.send.sealTemplate({ args: { template: sealed, hash } }), 'templateSealed', id)
    await expectCode(protocol.send.activateTemplate({ args: { template: 99n } }), 'noTemplate', id)
  })

  it('create projects only while active', async () => {
    const own = await deployProtocol(chain)
    const template = await addTemplate(own)
    const client = await usdcAccount(chain, own.usdc)
    await expectCode(createProject({ ...own, template: 77n }, client), 'noTemplate', own.protocol.appId)
    await expectCode(createProject({ ...own, template }, client), 'templateNotActive', own.protocol.appId)
    await createProject(own, client)
  })
})

describe('only the admin', () => {
  it('may call what is the admin’s', async () => {
    const { protocol, template } = deployment
    const sender = stranger.addr
    const zeros = new Uint8Array(32)
    const fund = () => payment(chain, sender, protocol.appAddress, 1n)
    const add = {
      kind: 1n,
      approvalSize: 1n,
      globalUints: 0n,
      globalBytes: 0n,
      localUints: 0n,
      localBytes: 0n,
      clearProgram: zeros,
    }
    // Begun one after the other: one that fails while another is awaited would be nobody's.
    const calls: (() => Promise<unknown>)[] = [
      () => protocol.send.setFee({ args: { feeBps: 1n }, sender }),
      () => protocol.send.setTreasury({ args: { treasury: `${sender}` }, sender }),
      () => protocol.send.setPaused({ args: { paused: true }, sender }),
      () => protocol.send.proposeAdmin({ args: { pendingAdmin: `${sender}` }, sender }),
      async () => protocol.send.init({ args: { payment: await fund() }, sender }),
      async () => protocol.send.addTemplate({ args: { payment: await fund(), ...add }, sender }),
      () => protocol.send.writeTemplate({ args: { template, page: 0n, offset: 0n, data: zeros }, sender }),
      () => protocol.send.sealTemplate({ args: { template, hash: zeros }, sender }),
      () => protocol.send.activateTemplate({ args: { template }, sender }),
      () => protocol.send.lowerProjectFee({ args: { project: 1n, bps: 1n }, sender }),
    ]
    for (const call of calls) await expectCode(call(), 'notAdmin', id)
  })

  it('hands over in two steps', async () => {
    const own = await deployProtocol(chain)
    const { protocol, admin } = own
    const next = await chain.account()
    const at = protocol.appId
    await expectCode(protocol.send.acceptAdmin({ args: {}, sender: next.addr }), 'notPendingAdmin', at)
    await protocol.send.proposeAdmin({ args: { pendingAdmin: `${next.addr}` } })
    await protocol.send.setFee({ args: { feeBps: 200n }, sender: admin.addr })
    await protocol.send.acceptAdmin({ args: {}, sender: next.addr })
    await expectCode(protocol.send.setFee({ args: { feeBps: 100n }, sender: admin.addr }), 'notAdmin', at)
    await protocol.send.setFee({ args: { feeBps: 100n }, sender: next.addr })
    await expectCode(
      protocol.send.acceptAdmin({ args: {}, sender: next.addr, note: uniqueNote() }),
      'notPendingAdmin',
      at,
    )
  })
})

describe('settings', () => {
  it('are bounded', async () => {
    const { protocol, treasury, burn } = deployment
    await expectCode(protocol.send.setFee({ args: { feeBps: 301n } }), 'feeAboveCap', id)
    const nobody = await chain.account()
    await expectCode(protocol.send.setTreasury({ args: { treasury: `${nobody.addr}` } }), 'treasuryNotReady', id)
    const fund = await payment(chain, deployment.admin.addr, protocol.appAddress, 200_000n)
    await expectCode(
      protocol.send.init({ args: { payment: fund }, extraFee: microAlgo(1_000) }),
      'alreadyInitialised',
      id,
    )

    const factory = chain.algorand.client.getTypedAppFactory(ProtocolFactory, { defaultSender: deployment.admin.addr })
    const create = { usdc: deployment.usdc, burn: `${burn.addr}`, treasury: `${treasury.addr}`, feeBps: 300n }
    const creating = (args: Partial<typeof create>) =>
      factory.send.create.create({ args: { ...create, ...args }, note: uniqueNote() })
    await expect(creating({ feeBps: 301n })).rejects.toThrow(/feeAboveCap/)
    await expect(creating({ burn: `${nobody.addr}` })).rejects.toThrow(/burnNotReady/)
    await expect(creating({ treasury: `${nobody.addr}` })).rejects.toThrow(/treasuryNotReady/)
  })

  it('a client names the highest fee, a ready arbiter, and no arbiter who is the client', async () => {
    const client = await usdcAccount(chain, deployment.usdc)
    await expectCode(createProject(deployment, client, { maxFeeBps: 299n }), 'feeTooHigh', id)
    await expectCode(createProject(deployment, client, { arbiter: stranger.addr }), 'arbiterNotReady', id)
    await expectCode(createProject(deployment, client, { arbiter: client.addr }), 'badParty', id)
    await expectCode(createProject(deployment, deployment.burn), 'badParty', id)
  })

  it('an arbiter can stop being named', async () => {
    const arbiter = await chain.account()
    const client = await usdcAccount(chain, deployment.usdc)
    const { protocol } = deployment
    await protocol.send.optIn.registerArbiter({ args: {}, sender: arbiter.addr })
    const project = await createProject(deployment, client, { arbiter: arbiter.addr })
    expect((await project.state.global.parties())?.arbiter).toBe(`${arbiter.addr}`)
    await protocol.send.closeOut.registerArbiter({ args: {}, sender: arbiter.addr })
    await expectCode(createProject(deployment, client, { arbiter: arbiter.addr }), 'arbiterNotReady', id)
  })

  it('a pause stops new projects and nothing else; a raised fee changes no project', async () => {
    const own = await deployProtocol(chain, { feeBps: 100n })
    const pair = await engagementIn(own, 'submitted')
    await own.protocol.send.setPaused({ args: { paused: true } })
    await own.protocol.send.setFee({ args: { feeBps: 300n } })
    await expectCode(createProject(own, pair.client), 'protocolPaused', own.protocol.appId)
    await pair.project.send.approve({ args: await named(pair), ...fee(2_000) })
    expect(await usdcOf(chain, own.usdc, pair.freelancer.addr)).toBe(297n * USDC)
    await own.protocol.send.setPaused({ args: { paused: false } })
    await createProject(own, pair.client)
  })
})

it('fees wait for a treasury that cannot receive them', async () => {
  const own = await deployProtocol(chain)
  const { protocol, usdc, treasury } = own
  const pair = await engagementIn(own, 'submitted')
  await expectCode(pair.project.send.sweepFees({ args: {}, ...fee(2_000) }), 'nothingToSweep')
  await pair.project.send.approve({ args: await named(pair), ...fee(2_000) })
  await expectCode(protocol.send.collectFees({ args: {}, ...fee(2_000) }), 'nothingToSweep', protocol.appId)
  await pair.project.send.sweepFees({ args: {}, sender: treasury.addr, ...fee(2_000) })
  await setFrozen(chain, usdc, treasury.addr, true)
  await expectCode(protocol.send.collectFees({ args: {}, ...fee(2_000) }), 'treasuryNotReady', protocol.appId)
  await setFrozen(chain, usdc, treasury.addr, false)
  await optOut(chain, usdc, treasury)
  await expectCode(protocol.send.collectFees({ args: {}, ...fee(2_000) }), 'treasuryNotReady', protocol.appId)
  await protocol.send.setTreasury({ args: { treasury: `${own.burn.addr}` } })
  await protocol.send.collectFees({ args: {}, ...fee(2_000) })
  expect(await usdcOf(chain, usdc, own.burn.addr)).toBe(18n * USDC)
})

describe('two projects of one Protocol', () => {
  it('cannot touch each other', async () => {
    const a = await engagementIn(deployment, 'submitted')
    const b = await engagementIn(deployment, 'submitted')
    const { version } = await named(b)
    const intruder = { sender: a.client.addr, ...fee(2_000) }
    await expectCode(
      b.project.send.approve({ args: { freelancer: `${b.freelancer.addr}`, version }, ...intruder }),
      'notClient',
    )
    const foreign = { args: { freelancer: `${a.freelancer.addr}`, version }, sender: b.client.addr, ...fee(2_000) }
    await expectCode(b.project.send.approve(foreign), 'noEngagement')
    await setFrozen(chain, deployment.usdc, a.project.appAddress, true)
    await b.project.send.approve({ args: { freelancer: `${b.freelancer.addr}`, version }, ...fee(2_000) })
    expect(await usdcOf(chain, deployment.usdc, a.project.appAddress)).toBe(309n * USDC)
    await setFrozen(chain, deployment.usdc, a.project.appAddress, false)
  })

  it('are known by their creator: an app made by hand is not one, nor can it be made', async () => {
    const factory = chain.algorand.client.getTypedAppFactory(MilestoneProjectFactory, { defaultSender: stranger.addr })
    const { usdc } = deployment
    const parties = { client: `${stranger.addr}`, burn: `${stranger.addr}`, arbiter: `${ZERO}` }
    const args = { ...parties, usdc, feeBps: 0n, projectHash: new Uint8Array(32) }
    await expect(factory.send.create.create({ args })).rejects.toThrow(/notProtocol/)
  })

  it.each([OnApplicationComplete.UpdateApplicationOC, OnApplicationComplete.DeleteApplicationOC])(
    'refuse on-completion %s from anybody',
    async (onComplete) => {
      const { project, client } = await engagementIn(deployment, 'running')
      const programs = { approvalProgram: '#pragma version 10\nint 1', clearStateProgram: '#pragma version 10\nint 1' }
      for (const appId of [project.appId, id]) {
        for (const sender of [client.addr, deployment.admin.addr]) {
          const call = { sender, appId, note: uniqueNote() }
          const sent =
            onComplete === OnApplicationComplete.UpdateApplicationOC
              ? chain.algorand.send.appUpdate({ ...call, ...programs })
              : chain.algorand.send.appDelete(call)
          await expect(sent).rejects.toThrow()
        }
      }
    },
  )

  it('take the calls of the Protocol from nobody else', async () => {
    const { project } = await engagementIn(deployment, 'waiting')
    await expectCode(project.send.init({ args: {}, ...fee(2_000) }), 'notProtocol')
    await expectCode(project.send.lowerFee({ args: { bps: 0n }, ...fee(1_000) }), 'notProtocol')
    await expectCode(project.send.delete.close({ args: {}, ...fee(4_000) }), 'notProtocol')
  })
})
