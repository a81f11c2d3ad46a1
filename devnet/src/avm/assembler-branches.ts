/** How far one, two and three bytes of a zig-zag varint reach, forward; backward it is one more. */
const REACH = [63, 8_191, 1_048_575] as const
const WIDEST = REACH.length
/** bytes of the opcode before the offset */
const OPCODE = 1

/** A jump of the program: the instruction it is, and the one it goes to (their number stands for the end). */
export type Jump = { at: number; target: number }

/**
 * Narrows jumps from the widest offset to what they need, in place: `sizes` are those of all instructions. A jump that
 * narrows may bring others within a shorter reach, in any order, and the smallest sizes are the same in each.
 */
export function narrowJumps(jumps: readonly Jump[], sizes: number[]): void {
  const starts = startsOf(sizes)
  // Where everything would be if all jumps had one byte: a jump that is too long even so never gets shorter.
  const least = [...sizes]
  for (const { at } of jumps) least[at] = OPCODE + 1
  const leastStarts = startsOf(least)
  const spans = Int32Array.from(jumps, (jump) => span(jump, starts))
  const leastSpans = jumps.map((jump) => span(jump, leastStarts))
  const isForward = ({ at, target }: Jump) => target > at
  const offsetBytes = (i: number, length: number) => {
    const reach = length - (isForward(jumps[i]!) ? 0 : 1)
    return reach <= REACH[0] ? 1 : reach <= REACH[1] ? 2 : WIDEST
  }
  /** the fewest bytes a jump can ever come to; one to its own start is an error that has no size */
  const goal = Uint8Array.from(jumps, (jump, i) =>
    starts[jump.target] === starts[jump.at] ? WIDEST : offsetBytes(i, leastSpans[i]!),
  )
  const width = new Uint8Array(jumps.length).fill(WIDEST)
  const changed: number[] = []

  const narrow = (i: number) => {
    const needed = Math.max(offsetBytes(i, spans[i]!), goal[i]!)
    const saved = width[i]! - needed
    if (saved <= 0) return
    width[i] = needed
    sizes[jumps[i]!.at]! -= saved
    changed.push(i, saved)
  }
  /** Tells the open jumps on one side that pass over jump `j`; none reaches further than two bytes do. */
  const tell = (j: number, saved: number, step: 1 | -1) => {
    const { at } = jumps[j]!
    for (let i = j + step; i >= 0 && i < jumps.length; i += step) {
      const jump = jumps[i]!
      if (Math.abs(leastStarts[jump.at]! - leastStarts[at]!) > REACH[1] + OPCODE + WIDEST) return
      if (width[i] === goal[i]) continue
      const passes = step < 0 ? jump.target > at : jump.target <= at
      if (!passes) continue
      spans[i]! -= saved
      narrow(i)
    }
  }
  for (let i = 0; i < jumps.length; i++) narrow(i)
  while (changed.length > 0) {
    const saved = changed.pop()!
    const j = changed.pop()!
    tell(j, saved, -1)
    tell(j, saved, 1)
  }
}

export function startsOf(sizes: readonly number[]): number[] {
  const starts = [0]
  for (const size of sizes) starts.push(starts[starts.length - 1]! + size)
  return starts
}

/** A jump forward counts from the end of its instruction, one backward from the start. */
const span = ({ at, target }: Jump, starts: readonly number[]): number =>
  target > at ? starts[target]! - starts[at + 1]! : starts[at]! - starts[target]!
