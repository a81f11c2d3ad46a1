import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { AlgoAmount } from '@algorandfoundation/algokit-utils/types/amount'
import { ProtocolClient, ProtocolFactory } from '@holdfast/contracts/artifacts/Protocol/Protocol.client'
import { MAX_FEE_BPS, USDC_DECIMALS } from '@holdfast/contracts/shared/constants'
import { isValidAddress, makeLogicSigAccountTransactionSigner, type LogicSigAccount, type modelsv2 } from 'algosdk'
import { burnAccount } from './burn-address'
import type { Network } from './networks'
import { programsOf, sameBytes } from './programs'
import { readRecord, writeRecord, type DeploymentRecord } from './record'
import { ensureTemplate, type Report } from './template'

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
  const genesisHash = await checkNetwork(algorand, network)
  let record = readRecord(recordFile, network.name, genesisHash)
  const save = (news: Partial<DeploymentRecord>) => {
    record = { ...record, ...news }
    writeRecord(recordFile, record)
  }

  const existing = await findProtocol(algorand, deployer, record)
  if (!existing) await askBeforeSpending(parameters)
  const protocol = existing ?? (await createProtocol(parameters, record, save))
  report(existing ? `Protocol ${protocol.appId} is already there` : `Protocol ${protocol.appId} created`)
  const { usdc, burn, treasury, admin } = await protocol.state.global.getAll()
  if (admin !== deployer) {
    throw new Error(
      `The admin of Protocol ${protocol.appId} is ${admin}, not ${deployer}. Deploy with that account, or move ${recordFile} away to start anew.`,
    )
  }
  save({ admin, protocol: Number(protocol.appId), usdc: Number(usdc), burn: String(burn) })

  await ensureInitialised(protocol, deployer, BigInt(usdc ?? 0), report)
  const template = await ensureTemplate(protocol, deployer, report)
  const templateHash = Buffer.from(programsOf('MilestoneProject').templateHash).toString('hex')
  save({ template: Number(template), templateHash })
  report(`fees go to ${treasury}, burned milestones to ${burn}`)
  return record
}

async function checkNetwork(algorand: AlgorandClient, network: Network): Promise<string> {
  const { genesisID, genesisHash } = await algorand.client.algod.getTransactionParams().do()
  const hash = Buffer.from(genesisHash ?? new Uint8Array()).toString('base64')
  const fits = network.genesisHash ? hash === network.genesisHash : network.genesisIds.includes(genesisID ?? '')
  if (fits) return hash
  throw new Error(`This node is on ${genesisID} (${hash}), which is not ${network.name}. Point ALGOD_SERVER elsewhere.`)
}

/** The Protocol of the record; failing that, one this deployer created. Its programs have to be those of this release. */
async function findProtocol(
  algorand: AlgorandClient,
  deployer: string,
  record: DeploymentRecord,
): Promise<ProtocolClient | undefined> {
  const { algod } = algorand.client
  const { approval, clear } = programsOf('Protocol')
  const isOurs = ({ params }: modelsv2.Application) =>
    sameBytes(params?.approvalProgram, approval) && sameBytes(params?.clearStateProgram, clear)
  if (record.protocol !== undefined) {
    const recorded = await algod
      .getApplicationByID(record.protocol)
      .do()
      .catch(() => undefined)
    if (recorded && isOurs(recorded)) return clientOf(algorand, recorded.id, deployer)
  }
  const account = await algod.accountInformation(deployer).do()
  const created = (account.createdApps ?? []).findLast(isOurs)
  return created && clientOf(algorand, created.id, deployer)
}

function clientOf(algorand: AlgorandClient, appId: bigint, defaultSender: string): ProtocolClient {
  return algorand.client.getTypedAppClientById(ProtocolClient, { appId, defaultSender })
}

async function askBeforeSpending({ algorand, network, deployer, confirm, feeBps, treasury, burn }: DeployParameters) {
  const { balance, minBalance } = await algorand.account.getInformation(deployer)
  const free = balance.microAlgo - minBalance.microAlgo
  if (free < COST) {
    throw new Error(
      `${deployer} can spend ${free} microALGO; a deployment takes up to ${COST}. Send it ${COST - free} more.`,
    )
  }
  if (!network.realMoney) return
  const question = [
    `Deploy to ${network.name} and spend up to ${Number(COST) / 1e6} ALGO of ${deployer}?`,
    `Fee ${(feeBps ?? MAX_FEE_BPS) / 100} %, treasury ${treasury ?? deployer},`,
    `burn address ${burn ?? 'one whose money never leaves'}, fixed for good.`,
  ].join('\n')
  if (!(await confirm(question))) throw new Error('Nothing was sent.')
}

async function createProtocol(
  parameters: DeployParameters,
  record: DeploymentRecord,
  save: (news: Partial<DeploymentRecord>) => void,
): Promise<ProtocolClient> {
  const { algorand, network, deployer, report, feeBps = MAX_FEE_BPS, treasury = deployer } = parameters
  const usdc = network.usdc ?? (await ensureTestUsdc(algorand, deployer, record, report))
  save({ usdc: Number(usdc) })
  await checkUsdc(algorand, usdc)
  if (treasury === deployer) await ensureOptIn(algorand, deployer, usdc, report)
  else await checkOptIn(algorand, 'treasury', treasury, usdc)
  const burn = await ensureBurnAddress(parameters, usdc)
  save({ burn })
  const factory = algorand.client.getTypedAppFactory(ProtocolFactory, { defaultSender: deployer })
  const { appClient } = await factory.send.create.create({
    args: { usdc, burn, treasury, feeBps },
    accountReferences: [...new Set([burn, treasury])].filter((account) => account !== deployer),
    assetReferences: [usdc],
    populateAppCallResources: false,
  })
  save({ protocol: Number(appClient.appId) })
  return appClient
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

async function ensureInitialised(protocol: ProtocolClient, admin: string, usdc: bigint, report: Report): Promise<void> {
  const account = protocol.appAddress.toString()
  if (await isOptedIn(protocol.algorand, account, usdc)) return
  const payment = await protocol.algorand.createTransaction.payment({
    sender: admin,
    receiver: account,
    amount: AlgoAmount.MicroAlgo(ACCOUNT_WITH_USDC),
  })
  await protocol.send.init({
    args: { payment },
    sender: admin,
    extraFee: AlgoAmount.MicroAlgo(1_000),
    assetReferences: [usdc],
    populateAppCallResources: false,
  })
  report(`the account of the Protocol opted in to USDC`)
}
