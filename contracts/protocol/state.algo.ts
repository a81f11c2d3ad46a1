import type { Account, Asset, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import {
  BoxMap,
  clone,
  Contract,
  Global,
  GlobalMap,
  GlobalState,
  loggedAssert,
  op,
  Txn,
} from '@algorandfoundation/algorand-typescript'
import { ERR_NO_TEMPLATE, ERR_NOT_ADMIN, ERR_WRONG_PAYMENT } from '../shared/error-codes'
import type { PageKey, Template } from './types.algo'

/** State of the Protocol and the guards its methods share. */
export abstract class ProtocolState extends Contract {
  /** May set the fee, the treasury and templates; written by `create` and `acceptAdmin`. */
  protected admin = GlobalState<Account>({ key: 'a' })
  /** Proposed next admin, zero address = none; written by `proposeAdmin`, cleared by `acceptAdmin`. */
  protected pendingAdmin = GlobalState<Account>({ key: 'n' })
  /** Where `collectFees` sends fees; written by `create` and `setTreasury`. */
  protected treasury = GlobalState<Account>({ key: 't' })
  /** Receives burned milestones of every project; written by `create`, never again. */
  protected burn = GlobalState<Account>({ key: 'b' })
  /** The USDC asset; written by `create`, never again. */
  protected usdc = GlobalState<Asset>({ key: 'u' })
  /** Fee of future projects in basis points, at most 300; written by `create` and `setFee`. */
  protected feeBps = GlobalState<uint64>({ key: 'f' })
  /** Whether new projects are refused; written by `setPaused`. */
  protected paused = GlobalState<boolean>({ key: 's' })
  /** Number of templates ever added, and the id of the last; written by `addTemplate`. */
  protected templateCount = GlobalState<uint64>({ key: 'c' })
  /** Id of the active template of each kind; written by `activateTemplate`. Eight slots are reserved. */
  protected activeTemplates = GlobalMap<uint64, uint64>({ keyPrefix: 'k' })

  /** Templates by id, from 1; paid by the admin in `addTemplate`, sealed by `sealTemplate`, never deleted. */
  protected templates = BoxMap<uint64, Template>({ keyPrefix: 't' })
  /** Approval programs in pages of up to 4,096 bytes; written by `writeTemplate` until the template is sealed. */
  protected pages = BoxMap<PageKey, bytes>({ keyPrefix: 'p' })

  protected ensureAdmin(): void {
    loggedAssert(Txn.sender === this.admin.value, ERR_NOT_ADMIN)
  }

  /** A payment by the caller to this app, exact and with no field that could hurt its sender. */
  protected ensurePayment(payment: gtxn.PaymentTxn, amount: uint64): void {
    loggedAssert(
      payment.sender === Txn.sender &&
        payment.receiver === Global.currentApplicationAddress &&
        payment.amount === amount &&
        payment.rekeyTo === Global.zeroAddress &&
        payment.closeRemainderTo === Global.zeroAddress,
      ERR_WRONG_PAYMENT,
    )
  }

  protected loadTemplate(template: uint64): Template {
    loggedAssert(this.templates(template).exists, ERR_NO_TEMPLATE)
    return clone(this.templates(template).value)
  }

  protected canReceive(account: Account): boolean {
    const [frozen, optedIn] = op.AssetHolding.assetFrozen(account, this.usdc.value)
    return optedIn && !frozen
  }
}
