import type { Tracer } from '../avm/policy'
import { decodeGroup, txnIdText } from '../ledger/codec'
import { accountIn, type State } from '../ledger/state'
import { addressText } from '../protocol/address'
import { isZero } from '../protocol/bytes'
import { DecodeError } from '../protocol/msgpack'
import type { Bytes, SignedTxn } from '../protocol/txn'
import { NodeError } from './chain'
import { refuseAddressesOnCurve } from './escrow-address'
import type { Node } from './node'

/** A group that was refused, and the state it was refused on: enough to run it again and look closely. */
export type FailedGroup = { group: SignedTxn[]; state: State; message: string }

const FAILURES_KEPT = 100

/** The door that transactions of clients come through, with what devtools want to see or allow there. */
export class Submissions {
  /** addresses whose transactions need no signature */
  readonly impersonated = new Set<string>()
  /** told of every step of every submitted program */
  tracer: Tracer | undefined
  private readonly failures = new Map<string, FailedGroup>()

  constructor(readonly node: Node) {}

  /** Concatenated msgpack of one group. @throws NodeError with the node's text */
  submit(raw: Bytes, { skipAddressCheck = false } = {}): { txId: string; round: bigint } {
    const group = this.decode(raw)
    if (!skipAddressCheck) refuseAddressesOnCurve(group)
    const { tracer } = this
    const options = tracer ? { evaluation: { tracer } } : {}
    try {
      return this.node.submitGroup(group, { ...options, unsigned: (i) => this.mayBeUnsigned(group[i]!) })
    } catch (error) {
      if (error instanceof NodeError) this.remember(group, error.message)
      throw error
    }
  }

  /** Whether a transaction is to be taken without a signature: only its own lack of one lets impersonation act. */
  mayBeUnsigned({ txn, sig, msig, lsig }: SignedTxn): boolean {
    if (this.impersonated.size === 0 || sig.length > 0 || msig || lsig) return false
    return this.impersonated.has(addressText(txn.sender))
  }

  /** Gives an impersonated transaction the signer its account wants: for simulate, which compares it. */
  authorized(group: SignedTxn[], state: State): SignedTxn[] {
    if (this.impersonated.size === 0) return group
    return group.map((s) => {
      const { authAddr } = accountIn(state, s.txn.sender)
      return this.mayBeUnsigned(s) && !isZero(authAddr) ? { ...s, authAddr } : s
    })
  }

  failed(txId: string): FailedGroup | undefined {
    return this.failures.get(txId)
  }

  lastFailure(): FailedGroup | undefined {
    return [...this.failures.values()].at(-1)
  }

  private decode(raw: Bytes): SignedTxn[] {
    const most = this.node.params.maxGroupSize
    try {
      return decodeGroup(raw, most, () => {
        throw new NodeError(400, `max group size is ${most}`)
      })
    } catch (error) {
      throw error instanceof DecodeError ? new NodeError(400, error.message) : error
    }
  }

  private remember(group: SignedTxn[], message: string): void {
    const failure = { group, state: this.node.state, message }
    for (const { txn } of group) {
      const id = txnIdText(txn)
      this.failures.delete(id)
      this.failures.set(id, failure)
    }
    for (const id of this.failures.keys()) {
      if (this.failures.size <= FAILURES_KEPT) break
      this.failures.delete(id)
    }
  }
}
