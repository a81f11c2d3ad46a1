import type { Machine } from '../avm/machine'
import { accountIn, key, type State } from '../ledger/state'
import { equal, isZero } from '../protocol/bytes'
import type { Bytes, SignedTxn } from '../protocol/txn'
import { ZERO_ADDRESS } from '../protocol/txn'

export function isSigned({ sig, msig, lsig }: SignedTxn): boolean {
  return sig.length > 0 || msig !== undefined || lsig !== undefined
}

/**
 * Gives every transaction without a signature the signer its account wants by then. Rekeys of the group are known
 * beforehand up to its first app call; behind that a program may have rekeyed any account by inner transactions, so
 * the next transactions are looked at again after every program.
 */
export class FixedSigners {
  /** the group with its signers: what is evaluated, changed as the evaluation goes on */
  readonly group: SignedTxn[]

  constructor(
    private readonly asked: readonly SignedTxn[],
    state: State,
  ) {
    this.group = [...asked]
    this.fix(0, (address) => accountIn(state, address).authAddr)
  }

  afterProgram(machine: Machine): void {
    this.fix(machine.groupIndex + 1, (address) => machine.host.account(address).authAddr)
  }

  /** who would have to sign, when it is somebody else than the transaction says */
  signer(index: number): Bytes | undefined {
    const { authAddr, txn } = this.group[index]!
    if (equal(authAddr, this.asked[index]!.authAddr)) return undefined
    return isZero(authAddr) ? txn.sender : authAddr
  }

  /** From `first` to the next app call. */
  private fix(first: number, authAddrOf: (address: Bytes) => Bytes): void {
    const rekeyed = new Map<string, Bytes>()
    for (let i = first; i < this.group.length; i++) {
      const signed = this.group[i]!
      const { sender, rekeyTo, type } = signed.txn
      const authAddr = rekeyed.get(key.address(sender)) ?? authAddrOf(sender)
      if (!isSigned(signed)) this.group[i] = { ...signed, authAddr }
      if (type === 'appl') return
      if (!isZero(rekeyTo)) rekeyed.set(key.address(sender), equal(rekeyTo, sender) ? ZERO_ADDRESS : rekeyTo)
    }
  }
}
