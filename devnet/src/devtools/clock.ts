import type { Node } from '../node/node'
import type { Duration } from './values'
import { secondsOf } from './values'

/**
 * Time for tests. A program sees the time of the block before it, so every change mines an empty block with exactly
 * the wanted time: the next call sees it.
 */
export class DevClock {
  constructor(private readonly node: Node) {}

  /** seconds since 1970 that the next call sees */
  get now(): bigint {
    return this.node.block(this.node.lastRound)!.timestamp
  }

  advance(by: Duration | bigint | number): void {
    const seconds = secondsOf(by)
    if (seconds < 0n) throw new Error(`Time cannot go back by ${-seconds} s: revert to a snapshot instead.`)
    this.set(this.now + seconds)
  }

  set(unix: bigint | number | Date): void {
    const time = unix instanceof Date ? BigInt(Math.floor(unix.getTime() / 1000)) : BigInt(unix)
    if (time < this.now) {
      throw new Error(`Time cannot go back from ${this.now} to ${time}: revert to a snapshot instead.`)
    }
    this.node.clock.set(time)
    this.node.mine()
  }
}
