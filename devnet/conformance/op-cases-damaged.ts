import { assemble } from '../src/avm/assembler'
import { disassemble } from '../src/avm/disassembler'
import { FLOW_CASES } from './op-cases-flow'
import { hex } from './op-values'
import type { ProgramCase } from './program-runner'
import { Random } from './random'

/**
 * Programs that no assembler makes: cut off, with bytes changed, with versions that are none. Most are refused by the
 * check before they run; its wording is what is compared.
 */

const COUNT = 700
const LONGEST = 120

/** What the outcome would show of the chain, and what the devnet refuses by name. */
const UNFIT =
  /FirstValid|LastValid|TxID|global (Round|Latest|Group|Genesis|Current)|block |online|voter|vrf|falcon|mimc|poseidon/

function isFit(code: Uint8Array): boolean {
  try {
    return !UNFIT.test(disassemble(code))
  } catch {
    return true
  }
}

function damage(code: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.25)) return code.slice(0, 1 + random.below(code.length))
  const changed = code.slice()
  for (let i = 1 + random.below(2); i > 0; i--) {
    // The version byte now and then, otherwise anything behind it.
    const at = random.chance(0.05) ? 0 : random.below(changed.length)
    changed[at] = random.chance(0.3) ? random.pick([0x40, 0x42, 0x88, 0x8d, 0x80, 0xd4, 0x20, 0x26]) : random.below(256)
  }
  return changed
}

const isAscii = (code: Uint8Array): boolean =>
  code.every((byte) => byte === 10 || byte === 9 || byte === 13 || (byte >= 32 && byte < 127))

export function DAMAGED_CASES(): ProgramCase[] {
  const random = new Random(7_000)
  const whole = FLOW_CASES().flatMap(({ source }) => {
    const { program } = assemble(source)
    return program.length <= LONGEST ? [program] : []
  })
  const cases: ProgramCase[] = []
  while (cases.length < COUNT) {
    const code = damage(random.pick(whole), random)
    if (code.length === 0 || isAscii(code) || !isFit(code)) continue
    const mode = random.chance(0.3) ? 'sig' : 'app'
    cases.push({ name: `damaged ${cases.length}`, mode, source: hex(code) })
  }
  return cases
}
