/**
 * Block time. By itself it is the wall clock, clamped to at most 25 seconds after the previous block and never before
 * it, as in a node's dev mode. With an offset every block is exactly that much later, an offset of 0 freezes time.
 * `set` and `advance` are the embedded chain's own: the next block has exactly that time.
 */
export class Clock {
  /** seconds between blocks; undefined: the wall clock. The devmode endpoint can set it but not unset it. */
  offset: bigint | undefined
  private exact: bigint | undefined

  constructor(private readonly wall: () => number) {}

  /** The next block's time is `unix` seconds, and time goes on from there. */
  set(unix: bigint): void {
    this.exact = unix
  }

  /** the time the next block would have */
  next(previous: bigint): bigint {
    if (this.exact !== undefined) return this.exact
    if (this.offset !== undefined) return previous + this.offset
    const now = BigInt(Math.floor(this.wall()))
    if (now < previous) return previous
    return now > previous + 25n && previous !== 0n ? previous + 25n : now
  }

  /** `next`, and an exact time is used up by it */
  take(previous: bigint): bigint {
    const time = this.next(previous)
    this.exact = undefined
    return time
  }
}
