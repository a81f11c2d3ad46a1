/** Breakages at work: a plugin that changes modules as they are loaded, in memory. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vitest/config'
import { loadProgram } from '../engine/program'
import { decode } from '../teal/code'
import { mutantsOf } from '../teal/mutate'
import type { Breakage, ChangedSource, DroppedCheck, InnerFee } from './breakages'

const ROOT = new URL('../../', import.meta.url)
/** Where every test of the proof takes its programs from. */
const LOADER = 'tests/engine/program.ts'
const APPROVAL = "Buffer.from(spec.byteCode.approval, 'base64')"

export function breaking({ how }: Breakage): Plugin {
  const change = 'source' in how ? how : programChange(how)
  const file = fileURLToPath(new URL(change.source, ROOT))
  return {
    name: 'break',
    enforce: 'pre',
    transform: (code, id) => (id.split('?')[0] === file ? changed(code, change) : undefined),
  }
}

/** Fails when the words to change are not there any more: a breakage that breaks nothing proves nothing. */
export function changed(code: string, { source, from, to }: ChangedSource): string {
  if (!code.includes(from)) throw new Error(`${source} does not say "${from}": bring the breakage up to date`)
  return code.replace(from, () => to)
}

export const sourceOf = ({ source }: ChangedSource): string => readFileSync(new URL(source, ROOT), 'utf8')

function programChange(how: DroppedCheck | InnerFee): ChangedSource {
  const approval = Buffer.from('drop' in how ? without(how) : paying(how)).toString('base64')
  const bytes = `Buffer.from(name === '${how.program}' ? '${approval}' : spec.byteCode.approval, 'base64')`
  return { source: LOADER, from: APPROVAL, to: bytes }
}

/** The program without any check that fails with this code. */
function without({ program: name, drop }: DroppedCheck): Uint8Array {
  const program = loadProgram(name)
  const bytes = program.approval.slice()
  const mutants = mutantsOf(decode(program)).filter(({ failsAt }) => program.errorAt(failsAt) === drop)
  if (mutants.length === 0) throw new Error(`${name} never fails with ${drop}`)
  for (const mutant of mutants)
    mutant.program.approval.forEach((byte, at) => {
      if (byte !== program.approval[at]) bytes[at] = byte
    })
  return bytes
}

function paying({ program: name }: InnerFee): Uint8Array {
  const program = loadProgram(name)
  const { list } = decode(program)
  const FEE = 1
  const at = list.findIndex(({ op, imm }) => op.name === 'itxn_field' && imm[0] === FEE)
  const { pc, op } = list[at - 1]!
  // The byte that pushes 0 becomes the one that pushes the other common constant.
  const [INTC_0, INTC_1] = [0x22, 0x23]
  const bytes = program.approval.slice()
  bytes[pc] = op.name === 'intc_0' ? INTC_1 : INTC_0
  return bytes
}
