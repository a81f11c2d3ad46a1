import { SAVINGS, type Engaged, type Stage } from './stage'

/** Who holds how much USDC, in base units, as the chain says. */
export type Holdings = { ada: bigint; ben: bigint; escrow: bigint; burned: bigint; fees: bigint }

/** Reads every balance, and checks that together they are what Ada brought: nothing is lost, nothing appears. */
export async function readHoldings({ escrow, usdcId, burn, ada, ben }: Stage, { project }: Engaged): Promise<Holdings> {
  const { address, buckets } = await escrow.getProject(project)
  const balance = async (account: string) =>
    (await escrow.algorand.asset.getAccountInformation(account, usdcId)).balance
  const [adas, bens, app, burned] = await Promise.all([ada.address, ben.address, address, burn].map(balance))
  if (adas === undefined || bens === undefined || app === undefined || burned === undefined) {
    throw new Error('a balance is missing')
  }
  const holdings = { ada: adas, ben: bens, escrow: app - buckets.fees, burned, fees: buckets.fees }
  const sum = Object.values(holdings).reduce((a, b) => a + b, 0n)
  if (sum !== SAVINGS) throw new Error(`there were ${SAVINGS} base units of USDC, and now there are ${sum}`)
  return holdings
}
