/**
 * Block time. By itself it is the wall clock, clamped to at most 25 seconds after the previous block and never before
 * it, as in a node's dev mode. With an offset every block is exactly that much later, an offset of 0 freezes time.
 * `set` is the embedded chain's own: the next block has exactly that time, and time flows on from there.
 */
export class Clock {
  /** seconds between blocks; undefined: the wall clock. The devmode endpoint can set it but not unset it. */
  offset: bigint | undefined
  /** what `set` moved the wall clock by */
  private skew = 0n
  private exact: bigint | undefined

  constructor(private readonly wall: () => number) {}

  /** The next block's time is `unix` seconds (never before the previous block's), and time goes on from there. */
  set(unix: bigint): void {
    this.exact = unix
    this.skew = unix - this.wallNow()
  }

  /** the time the next block would have */
  next(previous: bigint): bigint {
    if (this.exact !== undefined) return this.exact < previous ? previous : this.exact
    if (this.offset !== undefined) return previous + this.offset
    const now = this.wallNow() + this.skew
    if (previous === 0n) return now // the genesis block has no time
    if (now < previous) return previous
    return now > previous + MAX_STEP ? previous + MAX_STEP : now
  }

  /** `next`, and an exact time is used up by it */
  take(previous: bigint): bigint {
    const time = this.next(previous)
    this.exact = undefined
    return time
  }

  /** What a snapshot keeps of the clock. */
  save(): () => void {
    const { offset, skew, exact } = this
    return () => {
      this.offset = offset
      this.skew = skew
      this.exact = exact
    }
  }

  private wallNow(): bigint {
    return BigInt(Math.floor(this.wall()))
  }
}

/** Consensus lets a block be at most this much later than the one before it. */
const MAX_STEP = 25n
