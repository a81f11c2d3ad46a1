import type { Bytes } from '../protocol/txn'
import type { GroupContext } from './group'
import type { Instruction, Machine } from './machine'

/**
 * What simulate may allow beyond the named resources. The interpreter asks only after it found that a resource is not
 * available; a true answer records and allows it. `machine.version` tells whether resources are shared (from 9 on).
 */
export interface UnnamedResources {
  allowAccount(machine: Machine, address: Bytes): boolean
  allowAsset(machine: Machine, asset: bigint): boolean
  allowApp(machine: Machine, app: bigint): boolean
  allowHolding(machine: Machine, address: Bytes, asset: bigint): boolean
  allowLocals(machine: Machine, address: Bytes, app: bigint): boolean
  /** a box nobody named; `newApp`: its app was created in this group, so only an empty reference is used up */
  allowBox(machine: Machine, app: bigint, name: Bytes, newApp: boolean): boolean
  /** what the references bought for reading, less what they make necessary: it may be negative */
  allowReads(surplus: bigint): boolean
  /** told of the bytes that are to be written once a program has ended */
  noteDirty(bytes: bigint): void
}

/** Told of every step, in the order it happens. Every method is optional. */
export interface Tracer {
  beforeProgram?(machine: Machine): void
  beforeOp?(machine: Machine, at: Instruction): void
  /** `error` is set when the operation failed */
  afterOp?(machine: Machine, at: Instruction, error: Error | undefined): void
  afterProgram?(machine: Machine, approved: boolean, error: Error | undefined): void
  beforeInnerGroup?(machine: Machine, inner: GroupContext): void
  beforeInnerTxn?(machine: Machine, inner: GroupContext, index: number): void
  /** the apply data is in `inner.applied[index]` when there is no error */
  afterInnerTxn?(machine: Machine, inner: GroupContext, index: number, error: Error | undefined): void
  afterInnerGroup?(machine: Machine, inner: GroupContext, error: Error | undefined): void
}
