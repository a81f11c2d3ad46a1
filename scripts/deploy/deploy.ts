import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { AlgoAmount } from '@algorandfoundation/algokit-utils/types/amount'
import { MAX_FEE_BPS, USDC_DECIMALS } from '@holdfast/contracts/shared/constants'
import type { EscrowAccount, Protocol } from '@holdfast/sdk'
import { formatUsdc } from '@holdfast/sdk'
import type { CreateProtocolParameters } from '@holdfast/sdk/deploy'
import { deployProtocol } from '@holdfast/sdk/deploy'
import { isValidAddress, makeLogicSigAccountTransactionSigner, type LogicSigAccount } from 'algosdk'
import { burnAccount } from './burn-address'
import { checkNode } from './connect'
import type { Network } from './networks'
import { findProtocol, TEMPLATE_HASH } from './protocol'
import { readRecord, writeRecord, type DeploymentRecord } from './record'

/** What is told while it happens. */
export type Report = (line: string) => void

export type DeployParameters = {
  algorand: AlgorandClient
  network: Network
  /** pays, and becomes the admin; its signer is registered with `algorand` */
  deployer: string
  /** full path of the deployment record */
  recordFile: string
  report: Report
  /** asked before real money is spent */
  confirm: (question: string) => Promise<boolean>
  /** receives the fees; the deployer unless given */
  treasury?: string | undefined
  /** receives burned milestones; unless given, the address whose money provably never leaves */
  burn?: string | undefined
  feeBps?: number | undefined
}

/** What a deployment costs at most, in microALGO: deposits of two apps, the template's boxes, the burn address, fees. */
const COST = 4_200_000n
const ACCOUNT_WITH_USDC = 200_000

/**
 * Deploys the Protocol with its template, or whatever of it the chain does not show yet. The second run finds everything
 * in place and changes nothing. Every step is recorded once the chain has confirmed it.
 */
export async function deploy(parameters: DeployParameters): Promise<DeploymentRecord> {
  const { algorand, network, deployer, recordFile, report } = parameters
  const genesisHash = await checkNode(algorand, network)
  let record = readRecord(recordFile, network.name, genesisHash)
  const save = (news: Partial<DeploymentRecord>) => {
    record = { ...record, ...news }
    writeRecord(recordFile, record)
  }

  const existing = await findProtocol(algorand, deployer, record)
  if (existing && existing.admin !== deployer) {
    throw new Error(
      `The admin of Protocol ${existing.id} is ${existing.admin}, not ${deployer}. Deploy with that account, or move ${recordFile} away to start anew.`,
    )
  }
  if (!existing) await askBeforeFounding(parameters)
  const terms = existing ?? (await prepareTerms(parameters, record, save))
  if (existing) report(`Protocol ${existing.id} is already there`)
  if (existing) notApplied(parameters, existing).forEach(report)
  const ask = existing ? askBeforeFinishing(parameters, existing) : () => Promise.resolve()
  const deployed = await deployProtocol(accountOf(algorand, deployer), {
    ...{ usdc: terms.usdc, burn: terms.burn, treasury: terms.treasury, feeBps: terms.feeBps },
    ...(existing ? { protocol: existing.id } : {}),
    onStep: async (step, id) => {
      await ask()
      // Known from here on, whatever happens next.
      if (id !== undefined) save({ admin: deployer, protocol: Number(id) })
      report(step)
    },
  })
  const { id, admin, usdc, burn, treasury, activeTemplate } = deployed
  save({
    admin,
    protocol: Number(id),
    usdc: Number(usdc),
    burn,
    template: Number(activeTemplate),
    templateHash: TEMPLATE_HASH,
  })
  report(`template ${activeTemplate} is active, sealed with ${TEMPLATE_HASH}`)
  report(`fees go to ${treasury}, burned milestones to ${burn}`)
  return record
}

type Terms = Pick<CreateProtocolParameters, 'usdc' | 'burn' | 'treasury' | 'feeBps'>

function accountOf(algorand: AlgorandClient, deployer: string): EscrowAccount {
  const signer = algorand.account.getSigner(deployer)
  return { algorand, protocol: 0n, address: deployer, signer }
}

async function askBeforeFounding({ algorand, network, deployer, confirm, feeBps, treasury, burn }: DeployParameters) {
  const { balance, minBalance } = await algorand.account.getInformation(deployer)
  const free = balance.microAlgo - minBalance.microAlgo
  if (free < COST) {
    // An ALGO has six decimals, as USDC has.
    const [has, takes, missing] = [free, COST, COST - free].map(formatUsdc)
    throw new Error(
      `${deployer} has ${has} ALGO above its minimum balance; a deployment takes up to ${takes}. Send it ${missing} more.`,
    )
  }
  if (!network.realMoney) return
  const question = [
    `Deploy to ${network.name} and spend up to ${formatUsdc(COST)} ALGO of ${deployer}?`,
    `Fee ${(feeBps ?? MAX_FEE_BPS) / 100} %, treasury ${treasury ?? deployer},`,
    `burn address (fixed for good): ${burn ?? 'one whose money never leaves'}.`,
  ].join('\n')
  if (!(await confirm(question))) throw new Error('Nothing was sent.')
}

/** Asks before the first thing that an existing Protocol lacks: the rest of a run that was cut off, or a new template. */
function askBeforeFinishing({ network, deployer, confirm }: DeployParameters, { id }: Protocol): () => Promise<void> {
  let isAsked = !network.realMoney
  return async () => {
    if (isAsked) return
    isAsked = true
    const question = `Finish Protocol ${id} on ${network.name} and spend up to ${formatUsdc(COST)} ALGO of ${deployer}?`
    if (!(await confirm(question))) throw new Error('Nothing was sent.')
  }
}

/** What was asked for, and a second run does not change. */
function notApplied({ feeBps, treasury, burn }: DeployParameters, existing: Protocol): string[] {
  const rules: [boolean, string][] = [
    [
      feeBps !== undefined && BigInt(feeBps) !== existing.feeBps,
      `FEE_BPS is not applied: new projects pay ${Number(existing.feeBps) / 100} %, and the admin changes that with setFee`,
    ],
    [
      treasury !== undefined && treasury !== existing.treasury,
      'TREASURY is not applied: the admin changes it with setTreasury',
    ],
    [burn !== undefined && burn !== existing.burn, 'BURN_ADDRESS is not applied: that of a Protocol is fixed for good'],
  ]
  return rules.filter(([differs]) => differs).map(([, line]) => line)
}

/** What the Protocol is created with, after everything it needs is there: USDC, a treasury and a burn address that can hold it. */
async function prepareTerms(
  parameters: DeployParameters,
  record: DeploymentRecord,
  save: (news: Partial<DeploymentRecord>) => void,
): Promise<Terms> {
  const { algorand, network, deployer, report, feeBps = MAX_FEE_BPS, treasury = deployer } = parameters
  const usdc = network.usdc ?? (await ensureTestUsdc(algorand, deployer, record, report))
  save({ usdc: Number(usdc) })
  await checkUsdc(algorand, usdc)
  if (treasury === deployer) await ensureOptIn(algorand, deployer, usdc, report)
  else await checkOptIn(algorand, 'treasury', treasury, usdc)
  const burn = await ensureBurnAddress(parameters, usdc)
  save({ burn })
  return { usdc, burn, treasury, feeBps: BigInt(feeBps) }
}

/** On a network without USDC: an asset with the settings of the real one. */
async function ensureTestUsdc(algorand: AlgorandClient, deployer: string, record: DeploymentRecord, report: Report) {
  const account = await algorand.client.algod.accountInformation(deployer).do()
  const existing = (account.createdAssets ?? []).find(({ index }) => index === BigInt(record.usdc ?? 0))
  if (existing) return existing.index
  const { assetId } = await algorand.send.assetCreate({
    sender: deployer,
    total: 2n ** 64n - 1n,
    decimals: USDC_DECIMALS,
    assetName: 'USDC (test)',
    unitName: 'USDC',
    manager: deployer,
    reserve: deployer,
    freeze: deployer,
  })
  report(`test USDC ${assetId} created`)
  return assetId
}

async function checkUsdc(algorand: AlgorandClient, usdc: bigint): Promise<void> {
  const { decimals, unitName } = await algorand.asset.getById(usdc)
  if (decimals !== USDC_DECIMALS) throw new Error(`Asset ${usdc} (${unitName}) has ${decimals} decimals; USDC has 6.`)
}

async function ensureOptIn(algorand: AlgorandClient, account: string, usdc: bigint, report: Report): Promise<void> {
  if (await isOptedIn(algorand, account, usdc)) return
  await algorand.send.assetOptIn({ sender: account, assetId: usdc })
  report(`${account} opted in to USDC`)
}

async function checkOptIn(algorand: AlgorandClient, role: string, account: string, usdc: bigint): Promise<void> {
  if (!isValidAddress(account)) throw new Error(`The ${role} ${account} is not an Algorand address.`)
  if (await isOptedIn(algorand, account, usdc)) return
  throw new Error(`The ${role} ${account} is not opted in to USDC (${usdc}). Opt it in and run this again.`)
}

async function isOptedIn(algorand: AlgorandClient, account: string, usdc: bigint): Promise<boolean> {
  const { assets } = await algorand.client.algod.accountInformation(account).do()
  return (assets ?? []).some(({ assetId }) => assetId === usdc)
}

async function ensureBurnAddress(
  { algorand, deployer, burn, report }: DeployParameters,
  usdc: bigint,
): Promise<string> {
  if (burn !== undefined) {
    await checkOptIn(algorand, 'burn address', burn, usdc)
    return burn
  }
  const account: LogicSigAccount = await burnAccount(algorand.client.algod)
  const address = account.address().toString()
  if (await isOptedIn(algorand, address, usdc)) return address
  // The program refuses to pay a fee: the deployer pays for both, in one group.
  await algorand
    .newGroup()
    .addPayment({
      sender: deployer,
      receiver: address,
      amount: AlgoAmount.MicroAlgo(ACCOUNT_WITH_USDC),
      staticFee: AlgoAmount.MicroAlgo(2_000),
    })
    .addAssetOptIn({
      sender: address,
      assetId: usdc,
      staticFee: AlgoAmount.MicroAlgo(0),
      signer: makeLogicSigAccountTransactionSigner(account),
    })
    .send()
  report(`burn address ${address} opted in to USDC; its money can never leave`)
  return address
}
