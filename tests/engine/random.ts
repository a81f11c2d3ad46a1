/** A small seeded generator (xorshift32): the same seed gives the same run on every machine. */
export type Random = {
  /** 0 <= n < below */
  int(below: number): number
  /** 0n <= n <= max, uniform in size of number rather than in value, so that small ones and edges are common */
  bigint(max: bigint): bigint
  pick<T>(items: readonly T[]): T
  chance(oneIn: number): boolean
  bytes(length: number): Uint8Array
}

export function createRandom(seed: number): Random {
  // Zero is the one state xorshift cannot leave.
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0 || 1
  const next = (): number => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  const int = (below: number) => Math.floor((next() / 0x1_0000_0000) * below)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(items.length)]
    if (item === undefined) throw new Error('cannot pick from an empty list')
    return item
  }
  return {
    int,
    pick,
    chance: (oneIn) => int(oneIn) === 0,
    bigint(max) {
      if (max <= 0n) return 0n
      const bits = int(max.toString(2).length) + 1
      let value = 0n
      for (let taken = 0; taken < bits; taken += 32) value = (value << 32n) | BigInt(next())
      value &= (1n << BigInt(bits)) - 1n
      return value <= max ? value : max
    },
    bytes(length) {
      const out = new Uint8Array(length)
      for (let i = 0; i < length; i++) out[i] = int(256)
      return out
    },
  }
}
