import { depositOf, type OpenMilestone } from '@holdfast/contracts/shared/arithmetic'
import { MAX_FEE_BPS, USDC } from '@holdfast/contracts/shared/constants'

const amount = 300n * BigInt(USDC)
const feeBps = BigInt(MAX_FEE_BPS)

/** The milestone every example speaks of: 300 USDC at 3 %. */
export const MILESTONE_300: OpenMilestone = { amount, feeBps, feeLocked: depositOf(amount, feeBps) - amount }
