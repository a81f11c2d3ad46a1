import type { Account, bytes, uint64 } from '@algorandfoundation/algorand-typescript'

/** What the Protocol creates project apps from. Paid by the admin in `addTemplate`; immutable once sealed. */
export type Template = {
  /** 1 MilestoneProject, 2 BudgetProject, more to come; one template of a kind is active at a time */
  kind: uint64
  /** bytes of the approval program, kept in one or two boxes of up to 4,096 bytes */
  approvalSize: uint64
  /** state slots of a project */
  globalUints: uint64
  globalBytes: uint64
  localUints: uint64
  localBytes: uint64
  /** zero until sealed, then SHA-256(SHA-256(first page) + SHA-256(second page) + SHA-256(clear program)) */
  hash: bytes<32>
  clearProgram: bytes
}

/** One part of an approval program: the AVM holds no value above 4,096 bytes. */
export type PageKey = { template: uint64; page: uint64 }

/** Read by the Protocol from any kind of project: the first 32 bytes of its global key `p`. */
export type ProjectClient = { client: Account }
