import type { Address } from '../pure/types'

/** What each event of the Protocol carries, by its name. */
export interface ProtocolEventArgs {
  ProjectCreated: {
    /** app id */
    project: bigint
    client: Address
    template: bigint
    usdc: bigint
    burn: Address
    /** zero address = none */
    arbiter: Address
    feeBps: bigint
    projectHash: Uint8Array
  }
  FeeSet: { feeBps: bigint }
  TreasurySet: { treasury: Address }
  CreationPaused: { admin: Address }
  CreationResumed: { admin: Address }
  AdminProposed: { pendingAdmin: Address }
  AdminChanged: { admin: Address }
  TemplateAdded: { template: bigint; kind: bigint; approvalSize: bigint }
  TemplateSealed: { template: bigint; hash: Uint8Array }
  TemplateActivated: { template: bigint; kind: bigint }
  ArbiterRegistered: { arbiter: Address }
  ArbiterLeft: { arbiter: Address }
  FeesCollected: { treasury: Address; amount: bigint }
}

/** An event of the Protocol. */
export type ProtocolEvent = {
  [N in keyof ProtocolEventArgs]: { name: N; args: ProtocolEventArgs[N] }
}[keyof ProtocolEventArgs]
