import type { Account, Asset, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import {
  BoxMap,
  clone,
  Contract,
  Global,
  GlobalState,
  LocalState,
  loggedAssert,
  op,
  Txn,
} from '@algorandfoundation/algorand-typescript'
import type { Str } from '@algorandfoundation/algorand-typescript/arc4'
import {
  ENGAGEMENT_HIRED,
  MAX_NOTE_LENGTH,
  MILESTONE_DISPUTED,
  MILESTONE_RUNNING,
  MILESTONE_SUBMITTED,
  MILESTONE_WAITING,
  PROJECT_RUNNING,
} from '../shared/constants'
import {
  ERR_FREELANCER_DEPARTED,
  ERR_NO_ENGAGEMENT,
  ERR_NO_MILESTONE_OPEN,
  ERR_NOT_CLIENT,
  ERR_NOT_DISPUTED,
  ERR_NOT_HIRED,
  ERR_NOT_PARTY,
  ERR_NOT_PROTOCOL,
  ERR_NOT_RUNNING,
  ERR_NOT_SUBMITTED,
  ERR_NOTE_TOO_LONG,
  ERR_PROJECT_PAUSED,
  ERR_VERSION_CONFLICT,
} from '../shared/error-codes'
import { shareOf } from '../shared/arithmetic.algo'
import { AT_VERSION, type Engagement, type Ledger, type Parties } from './types.algo'

/**
 * State of a project, and the guards and loaders every method goes through. A loader checks the state and returns the
 * record, so that no method can read an engagement whose state it has not checked.
 */
export abstract class ProjectState extends Contract {
  /** 1 running, 2 paused; written by `create`, `pause`, `resume`. */
  protected state = GlobalState<uint64>({ key: 's' })
  /** The USDC asset; written by `create`. */
  protected usdc = GlobalState<Asset>({ key: 'u' })
  /** client, burn, arbiter; written by `create`. */
  protected parties = GlobalState<Parties>({ key: 'p' })
  /** Buckets and counters in USDC base units, and the fee in basis points; written by every call that moves money. */
  protected ledger = GlobalState<Ledger>({ key: 'l' })
  /** SHA-256 of the public brief; written by `create`. */
  protected projectHash = GlobalState<bytes<32>>({ key: 'h' })

  /** Engagement state, a mirror of the box: 2 hired, 3 ended; written with every change of the box. */
  protected engagementState = LocalState<uint64>({ key: 'e' })
  /**
   * Freelancer project state, a mirror of the box: 1 waiting_to_start_new_milestone, 2 running_milestone,
   * 3 submitted_milestone, 4 disputed_milestone; written with every change of the box.
   */
  protected milestoneState = LocalState<uint64>({ key: 'm' })

  /** One box per engagement, by freelancer; paid by the client in `offer`, deleted by `withdrawOffer` and `dismiss`. */
  protected engagements = BoxMap<Account, Engagement>({ keyPrefix: 'e' })

  protected ensureClient(): void {
    loggedAssert(Txn.sender === this.parties.value.client, ERR_NOT_CLIENT)
  }

  protected ensureProtocol(): void {
    loggedAssert(Txn.sender === Global.creatorAddress, ERR_NOT_PROTOCOL)
  }

  protected ensureProjectRunning(): void {
    loggedAssert(this.state.value === PROJECT_RUNNING, ERR_PROJECT_PAUSED)
  }

  protected ensureNoteFits(note: Str): void {
    loggedAssert(note.bytes.length <= MAX_NOTE_LENGTH + 2, ERR_NOTE_TOO_LONG)
  }

  protected hasJoined(freelancer: Account): boolean {
    return op.appOptedIn(freelancer, Global.currentApplicationId)
  }

  /** Any engagement at the version the signer saw. */
  protected loadEngagement(freelancer: Account, version: uint64): Engagement {
    loggedAssert(this.engagements(freelancer).exists, ERR_NO_ENGAGEMENT)
    const engagement = clone(this.engagements(freelancer).value)
    loggedAssert(engagement.version === version, ERR_VERSION_CONFLICT)
    return engagement
  }

  /** A hired engagement, whoever calls: the clocks anyone may enforce do not wait for a freelancer to rejoin. */
  protected loadHired(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadEngagement(freelancer, version)
    loggedAssert(engagement.state.asUint64() === ENGAGEMENT_HIRED, ERR_NOT_HIRED)
    return engagement
  }

  /** A hired engagement for a party's call: the freelancer's own are gated by local state, the client's by nothing. */
  protected loadForParty(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(Txn.sender !== freelancer || this.hasJoined(freelancer), ERR_FREELANCER_DEPARTED)
    return engagement
  }

  protected loadOpen(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadForParty(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() > MILESTONE_WAITING, ERR_NO_MILESTONE_OPEN)
    return engagement
  }

  protected loadRunning(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadForParty(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_RUNNING, ERR_NOT_RUNNING)
    return engagement
  }

  protected loadSubmitted(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadForParty(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_SUBMITTED, ERR_NOT_SUBMITTED)
    return engagement
  }

  protected loadDisputed(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_DISPUTED, ERR_NOT_DISPUTED)
    return engagement
  }

  protected ensureParty(freelancer: Account): void {
    loggedAssert(Txn.sender === freelancer || Txn.sender === this.parties.value.client, ERR_NOT_PARTY)
  }

  protected feeOn(amount: uint64): uint64 {
    return shareOf(amount, this.ledger.value.feeBps)
  }

  /**
   * Effect of every change of state within a hired engagement: a new version and state, in the box and in its local mirror.
   * @param record the engagement with everything else that changes
   * @returns the new version
   */
  protected moveTo(freelancer: Account, record: bytes, milestoneState: uint64): uint64 {
    const version: uint64 = op.extractUint64(record, AT_VERSION) + 1
    const states = op.extract(op.itob(ENGAGEMENT_HIRED * 256 + milestoneState), 6, 2)
    op.Box.put(this.engagements(freelancer).key, op.replace(record, AT_VERSION, op.concat(op.itob(version), states)))
    this.mirror(freelancer, milestoneState)
    return version
  }

  protected mirror(freelancer: Account, milestoneState: uint64): void {
    if (this.hasJoined(freelancer)) {
      this.engagementState(freelancer).value = ENGAGEMENT_HIRED
      this.milestoneState(freelancer).value = milestoneState
    }
  }
}
