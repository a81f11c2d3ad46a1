/** ARC-28 events of the Protocol. Rates are basis points, amounts USDC base units. */
import type { Account, Application, Asset, bytes, uint64 } from '@algorandfoundation/algorand-typescript'

/** All that is fixed in a project at its creation. */
export type ProjectCreated = {
  project: Application
  client: Account
  template: uint64
  usdc: Asset
  burn: Account
  arbiter: Account
  feeBps: uint64
  projectHash: bytes<32>
}
export type FeeSet = { feeBps: uint64 }
export type TreasurySet = { treasury: Account }
export type CreationPaused = { admin: Account }
export type CreationResumed = { admin: Account }
/** A zero address withdraws the proposal. */
export type AdminProposed = { pendingAdmin: Account }
export type AdminChanged = { admin: Account }
export type TemplateAdded = { template: uint64; kind: uint64; approvalSize: uint64 }
export type TemplateSealed = { template: uint64; hash: bytes<32> }
export type TemplateActivated = { template: uint64; kind: uint64 }
export type ArbiterRegistered = { arbiter: Account }
export type ArbiterLeft = { arbiter: Account }
export type FeesCollected = { treasury: Account; amount: uint64 }
