/** A Protocol as an operator would set it up, and projects as a client would create them, through the typed clients. */
import { microAlgo } from '@algorandfoundation/algokit-utils'
import {
  APP_SPEC,
  MilestoneProjectClient,
} from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { type ProtocolClient, ProtocolFactory } from '@holdfast/contracts/artifacts/Protocol/Protocol.client'
import manifest from '@holdfast/contracts/artifacts/manifest.json'
import { KIND_MILESTONE_PROJECT } from '@holdfast/contracts/shared/constants'
import { Address, ALGORAND_ZERO_ADDRESS_STRING } from 'algosdk'
import { createUsdc, giveUsdc, optIn, type TestAccount, type TestChain, uniqueNote } from './chain'

export const ZERO = Address.fromString(ALGORAND_ZERO_ADDRESS_STRING)
/** What the client pays at creation: app with two extra pages and five slots, account with a USDC holding. */
export const PROJECT_DEPOSIT = 707_000n
const PAGE = 4_096
const CHUNK = 1_900 // a call carries 2,048 bytes of arguments

export type Deployment = {
  chain: TestChain
  protocol: ProtocolClient
  usdc: bigint
  admin: TestAccount
  burn: TestAccount
  treasury: TestAccount
  template: bigint
}

/** microALGO a box of this size adds to its account's minimum balance. */
export const boxDeposit = (nameBytes: number, valueBytes: number) => 2_500n + 400n * BigInt(nameBytes + valueBytes)

export const payment = async (chain: TestChain, sender: Address, receiver: Address, amount: bigint) =>
  chain.algorand.createTransaction.payment({ sender, receiver, amount: microAlgo(amount), note: uniqueNote() })

/** An account with ALGO that is opted in to USDC, and holds some. */
export async function usdcAccount(chain: TestChain, usdc: bigint, amount = 0n): Promise<TestAccount> {
  const account = await chain.account()
  await optIn(chain, usdc, account)
  if (amount > 0n) await giveUsdc(chain, usdc, account.addr, amount)
  return account
}

export async function deployProtocol(
  chain: TestChain,
  options: { feeBps?: bigint; clawback?: Address } = {},
): Promise<Deployment> {
  const usdc = await createUsdc(chain, options.clawback)
  const admin = await chain.account()
  const [burn, treasury] = [await usdcAccount(chain, usdc), await usdcAccount(chain, usdc)]
  const factory = chain.algorand.client.getTypedAppFactory(ProtocolFactory, { defaultSender: admin.addr })
  const args = { usdc, burn: `${burn.addr}`, treasury: `${treasury.addr}`, feeBps: options.feeBps ?? 300n }
  const { appClient: protocol } = await factory.send.create.create({ args, note: uniqueNote() })
  const fund = await payment(chain, admin.addr, protocol.appAddress, 200_000n)
  await protocol.send.init({ args: { payment: fund }, extraFee: microAlgo(1_000) })
  const deployment = { chain, protocol, usdc, admin, burn, treasury, template: 0n }
  return { ...deployment, template: await publishTemplate(deployment) }
}

/** Add, write, seal and activate the program of MilestoneProject. */
export async function publishTemplate({ chain, protocol, admin }: Omit<Deployment, 'template'>): Promise<bigint> {
  const template = await addTemplate({ chain, protocol, admin })
  await writeTemplate(protocol, template)
  const hash = Uint8Array.from(Buffer.from(manifest.programs.MilestoneProject.templateHash, 'hex'))
  await protocol.send.sealTemplate({ args: { template, hash } })
  await protocol.send.activateTemplate({ args: { template } })
  return template
}

const programs = () => {
  const { approval, clear } = APP_SPEC.byteCode ?? {}
  if (!approval || !clear) throw new Error('the app spec carries no programs')
  return {
    approval: Uint8Array.from(Buffer.from(approval, 'base64')),
    clear: Uint8Array.from(Buffer.from(clear, 'base64')),
  }
}

export async function addTemplate({
  chain,
  protocol,
  admin,
}: Pick<Deployment, 'chain' | 'protocol' | 'admin'>): Promise<bigint> {
  const { approval, clear } = programs()
  const { global, local } = APP_SPEC.state.schema
  const pages = [approval.subarray(0, PAGE), approval.subarray(PAGE)].filter((page) => page.length > 0)
  // box `t` + id: six numbers, hash, offset and length of the clear program, the program; box `p` + id + page
  const deposit = pages.reduce(
    (sum, page) => sum + boxDeposit(17, page.length),
    boxDeposit(9, 48 + 32 + 4 + clear.length),
  )
  const { return: template } = await protocol.send.addTemplate({
    args: {
      payment: await payment(chain, admin.addr, protocol.appAddress, deposit),
      kind: BigInt(KIND_MILESTONE_PROJECT),
      approvalSize: BigInt(approval.length),
      globalUints: BigInt(global.ints),
      globalBytes: BigInt(global.bytes),
      localUints: BigInt(local.ints),
      localBytes: BigInt(local.bytes),
      clearProgram: clear,
    },
  })
  if (template === undefined) throw new Error('addTemplate returned nothing')
  return template
}

export async function writeTemplate(protocol: ProtocolClient, template: bigint): Promise<void> {
  const { approval } = programs()
  for (let page = 0; page * PAGE < approval.length; page += 1) {
    const bytes = approval.subarray(page * PAGE, (page + 1) * PAGE)
    for (let offset = 0; offset < bytes.length; offset += CHUNK) {
      const data = bytes.subarray(offset, offset + CHUNK)
      await protocol.send.writeTemplate({ args: { template, page: BigInt(page), offset: BigInt(offset), data } })
    }
  }
}

export type ProjectOptions = { arbiter?: Address; maxFeeBps?: bigint; deposit?: bigint; template?: bigint }

/** A new project of `client`, with the client as the default sender. */
export async function createProject(
  { chain, protocol, template }: Deployment,
  client: TestAccount,
  options: ProjectOptions = {},
): Promise<MilestoneProjectClient> {
  const { return: appId } = await protocol.send.createProject({
    sender: client.addr,
    args: {
      payment: await payment(chain, client.addr, protocol.appAddress, options.deposit ?? PROJECT_DEPOSIT),
      template: options.template ?? template,
      maxFeeBps: options.maxFeeBps ?? 300n,
      projectHash: new Uint8Array(32).fill(7),
      arbiter: `${options.arbiter ?? ZERO}`,
    },
    extraFee: microAlgo(4_000),
  })
  if (appId === undefined) throw new Error('createProject returned nothing')
  return chain.algorand.client.getTypedAppClientById(MilestoneProjectClient, { appId, defaultSender: client.addr })
}
