import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { createDevnet, type Devnet } from '@holdfast/devnet'
import { createEscrowClient, days, usdc, type AccountClient, type EscrowClient } from '@holdfast/sdk'
import { deployProtocol } from '@holdfast/sdk/deploy'
import { quiet } from '../quiet'

/** What a milestone is worth in this story, in USDC, and what the client brings. */
export const AMOUNT = usdc('300')
export const SAVINGS = usdc('1000')

export type Engaged = { readonly project: bigint; readonly freelancer: string }

/** Everybody and everything the story needs. */
export type Stage = {
  devnet: Devnet
  escrow: EscrowClient
  usdcId: bigint
  burn: string
  ada: AccountClient
  ben: AccountClient
  cleo: AccountClient
  dora: AccountClient
  /** the same terms twice: without an arbiter, and with Cleo */
  plain: Engaged
  arbitrated: Engaged
}

/** Builds the chain, the Protocol, two projects and two signed engagements; `progress` hears what happens. */
export async function setTheStage(progress: (step: string) => void): Promise<Stage> {
  quiet()
  progress('a chain, in this process')
  const devnet = await createDevnet()
  const algorand = AlgorandClient.fromClients(devnet.clients)
  const [admin, ada, ben, cleo, dora, burn] = devnet.accounts
  if (!admin || !ada || !ben || !cleo || !dora || !burn) throw new Error('the chain came with too few accounts')

  progress('USDC, as on MainNet: 6 decimals, a freeze address, no clawback')
  const { id: usdcId } = await devnet.asset.createTestUsdc()
  for (const { addr } of [admin, ben, burn]) await devnet.fund(addr, { asset: { id: usdcId, amount: 0n } })
  await devnet.fund(ada.addr, { asset: { id: usdcId, amount: SAVINGS } })

  progress('the Protocol: 3 % fee, templates sealed')
  const { address, signer } = admin
  const terms = { usdc: usdcId, burn: burn.address, treasury: address, feeBps: 300n }
  const { id: protocol } = await deployProtocol({ algorand, protocol: 0n, address, signer }, terms)
  const escrow = createEscrowClient({ algorand, protocol })
  const cast = { ada: escrow.as(ada), ben: escrow.as(ben), cleo: escrow.as(cleo), dora: escrow.as(dora) }

  progress('Cleo registers as an arbiter')
  await cast.cleo.registerArbiter()
  progress('a project without an arbiter, and one with Cleo')
  const plain = await engage(cast.ada, cast.ben, undefined)
  const arbitrated = await engage(cast.ada, cast.ben, cleo.address)
  return { devnet, escrow, usdcId, burn: burn.address, ...cast, plain, arbitrated }
}

async function engage(client: AccountClient, freelancer: AccountClient, arbiter: string | undefined): Promise<Engaged> {
  const project = await client.createProject({ terms: 'A web shop', ...(arbiter === undefined ? {} : { arbiter }) })
  const schedule = [{ amount: AMOUNT, duration: days(14) }]
  const engagement = await client.offer({ project, freelancer: freelancer.address, schedule, review: days(14) })
  await freelancer.accept(engagement)
  return { project: project.id, freelancer: freelancer.address }
}
