import { assemble, TealError } from '../src/avm/assembler'
import { MAX_AVM_VERSION } from '../src/protocol/ops'
import { corpus } from './assembler-corpus'
import { Random } from './random'

const LONGEST = 400

/** The programs of the assembler corpus that assemble and are not large. */
export function wholePrograms(): Uint8Array[] {
  const programs = corpus().flatMap(({ source }) => {
    try {
      return [assemble(source).program]
    } catch (error) {
      if (error instanceof TealError) return []
      throw error
    }
  })
  return programs.filter(({ length }) => length <= LONGEST)
}

/** Every third of them whole, and as many cut off or with bytes changed. */
export function damagedPrograms(): Uint8Array[] {
  const whole = wholePrograms().filter((_, i) => i % 3 === 0)
  const random = new Random(5)
  const damaged = whole.map((program) => {
    if (random.chance(0.4)) return program.slice(0, 1 + random.below(program.length))
    const changed = program.slice()
    for (let i = 0; i < 3; i++) changed[random.below(changed.length)] = random.below(256)
    return changed
  })
  // The node already knows one version that no protocol runs yet.
  return [...whole, ...damaged].filter((program) => program[0] !== MAX_AVM_VERSION + 1)
}
