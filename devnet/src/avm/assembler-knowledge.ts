import { TypeStack } from './assembler-stack'
import { ANY, NONE, exactly, type StackType } from './assembler-types'

const SCRATCH_SLOTS = 256

/**
 * Everything known at one point of a program: the values on the stack as far as they were seen being pushed, and what lies
 * below them (nothing at the start of the program, anything after a label).
 */
export class Knowledge {
  readonly stack = new TypeStack()
  below: StackType = NONE
  /** behind an unconditional jump: nothing is checked until a label */
  dead = false
  /** where the stack stood when `proto` was seen, undefined when unknown */
  frame: number | undefined = undefined
  scratch: StackType[] = new Array<StackType>(SCRATCH_SLOTS).fill(exactly(0n))

  /** The type `depth` below the top, if it was seen. */
  seen(depth: number): StackType | undefined {
    return this.stack.at(this.stack.height - 1 - depth)
  }

  top(): StackType {
    return this.seen(0) ?? this.below
  }

  pop(): StackType {
    return this.stack.pop() ?? this.below
  }

  deaden(): void {
    this.stack.clear()
    this.dead = true
  }

  /** Control may come in from elsewhere here. */
  label(): void {
    if (this.dead) this.forget()
  }

  forget(): void {
    this.stack.clear()
    this.below = ANY
    this.frame = undefined
    this.dead = false
    this.scratch.fill(ANY)
  }
}
