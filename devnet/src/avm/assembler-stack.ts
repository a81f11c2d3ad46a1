import { ANY, sameType, type StackType } from './assembler-types'

/** Equal types side by side: `dupn 255` on every line piles up millions of values. */
export type Run = { readonly type: StackType; readonly count: number }

export const runOf = (type: StackType, count = 1): Run[] => (count > 0 ? [{ type, count }] : [])

/** A run on the stack: where it starts, and how many blind burials had happened when it was pushed. */
type Held = { type: StackType; start: number; burials: number }

/** The types of the values on the stack. What an operation costs here does not depend on how high the stack is. */
export class TypeStack {
  private runs: Held[] = []
  private size = 0
  // Burials at an unknown place: all that was pushed before one is in doubt, unless it is of the buried type.
  private burials = 0
  private buried: StackType | undefined
  /** the first of the last burials that were all of one type */
  private buriedSince = 0

  get height(): number {
    return this.size
  }

  clear(): void {
    this.runs = []
    this.size = 0
  }

  push(runs: readonly Run[]): void {
    for (const { type, count } of runs) {
      const last = this.runs[this.runs.length - 1]
      if (last?.type !== type || last.burials !== this.burials) {
        this.runs.push({ type, start: this.size, burials: this.burials })
      }
      this.size += count
    }
  }

  /** The topmost type, removed; undefined when there is none. */
  pop(): StackType | undefined {
    const type = this.at(this.size - 1)
    this.drop(1)
    return type
  }

  drop(count: number): void {
    this.size = Math.max(0, this.size - count)
    while ((this.runs[this.runs.length - 1]?.start ?? -1) >= this.size) this.runs.pop()
  }

  at(index: number): StackType | undefined {
    return index >= 0 && index < this.size ? this.believed(this.runs[this.runAt(index)]!) : undefined
  }

  /** The top `count` types from the lowest up, or undefined when the stack is not that high. */
  top(count: number): Run[] | undefined {
    if (count > this.size) return undefined
    const found: Run[] = []
    let end = this.size
    for (let i = this.runs.length - 1; end > this.size - count; i--) {
      const start = Math.max(this.runs[i]!.start, this.size - count)
      found.push({ type: this.believed(this.runs[i]!), count: end - start })
      end = start
    }
    return found.reverse()
  }

  /** Replaces one type. */
  set(index: number, type: StackType): void {
    const at = this.runAt(index)
    const run = this.runs[at]!
    const end = this.runs[at + 1]?.start ?? this.size
    const parts: Held[] = [{ type, start: index, burials: this.burials }]
    if (run.start < index) parts.unshift(run)
    if (index + 1 < end) parts.push({ ...run, start: index + 1 })
    this.runs.splice(at, 1, ...parts)
  }

  /** A value of this type has replaced one of the stack, and nobody knows which. */
  buryBlindly(type: StackType): void {
    if (this.buried === undefined || !sameType(this.buried, type)) this.buriedSince = this.burials
    this.buried = type
    this.burials++
  }

  private believed({ type, burials }: Held): StackType {
    if (burials === this.burials || this.buried === undefined) return type
    return burials >= this.buriedSince && sameType(type, this.buried) ? type : ANY
  }

  /** The last run that starts at or before `index`. */
  private runAt(index: number): number {
    let low = 0
    let high = this.runs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.runs[middle]!.start <= index) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Some of the types of a list of runs, counted from its first. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const part: Run[] = []
  let start = 0
  for (const { type, count } of runs) {
    part.push(...runOf(type, Math.min(start + count, to) - Math.max(start, from)))
    start += count
  }
  return part
}
