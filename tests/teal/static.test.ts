/**
 * Row 11: what can be read off the bytecode.
 * given the committed programs
 *   T18: every inner fee is a literal 0
 *   T19: nothing rekeys, and nothing closes out but `close`
 *   it refers to no transaction by its absolute place in the group
 *   T24: no method accepts an update
 *   T55: boxes are never opened to other apps
 *   what fails with a code logs that code, in the form of ARC-65
 */
import { describe, expect, test } from 'vitest'
import { ERROR_SENTENCES } from '../../contracts/shared/errors'
import { loadProgram } from '../engine/program'
import { recordFigures } from '../engine/settings'
import { bytesOf, constantOf, decode, reachable, type Code } from './code'

const PROGRAMS = {
  MilestoneProject: decode(loadProgram('MilestoneProject')),
  Protocol: decode(loadProgram('Protocol')),
}
const FIELD_NAMES = new Map([
  [1, 'Fee'],
  [9, 'CloseRemainderTo'],
  [21, 'AssetCloseTo'],
  [32, 'RekeyTo'],
])

type InnerField = { index: number; name: string; value: bigint | undefined }

const fieldsSet = (code: Code): InnerField[] =>
  code.list.flatMap((instruction, index) => {
    if (instruction.op.name !== 'itxn_field') return []
    const name = FIELD_NAMES.get(instruction.imm[0] ?? -1) ?? ''
    return [{ index, name, value: constantOf(code, code.list[index - 1]) }]
  })

/** Fees that are not a literal 0, and inner transactions that set none. */
export function feeFindings(code: Code): string[] {
  const found: string[] = []
  let fees = 0
  code.list.forEach((instruction, index) => {
    const { name } = instruction.op
    if (name === 'itxn_begin') fees = 0
    if (name === 'itxn_field' && FIELD_NAMES.get(instruction.imm[0] ?? -1) === 'Fee') {
      fees += 1
      if (constantOf(code, code.list[index - 1]) !== 0n) found.push(`pc ${instruction.pc}: the fee is no literal 0`)
    }
    if (name === 'itxn_next') found.push(`pc ${instruction.pc}: inner groups are not expected`)
    if (name === 'itxn_submit' && fees !== 1) found.push(`pc ${instruction.pc}: sets the fee ${fees} times`)
  })
  return found
}

/** The places that only `close` can reach: reached from its entry, and from no other method's. */
function onlyInClose(code: Code): Set<number> {
  const entries = methodEntries(code)
  const close = entries.get('close')
  if (close === undefined) return new Set()
  const others = new Set(
    [...entries].filter(([name]) => name !== 'close').flatMap(([, index]) => [...reachable(code, index)]),
  )
  return new Set([...reachable(code, close)].filter((index) => !others.has(index)))
}

/** Where the router sends each selector: `pushbytess` of selectors, `match` to as many targets. */
function methodEntries(code: Code): Map<string, number> {
  const names = new Map(
    [...code.program.methods].map(([name, { abi }]) => [Buffer.from(abi.getSelector()).toString('hex'), name]),
  )
  const entries = new Map<string, number>()
  code.list.forEach((instruction, index) => {
    if (instruction.op.name !== 'match') return
    const pushed = code.list.slice(Math.max(0, index - 3), index).find(({ op }) => op.name.startsWith('pushbytes'))
    pushed?.bytes.forEach((selector, nth) => {
      const name = names.get(Buffer.from(selector).toString('hex'))
      const target = instruction.targets[nth]
      if (name !== undefined && target !== undefined) entries.set(name, target)
    })
  })
  return entries
}

describe.each(Object.entries(PROGRAMS))('%s', (name, code) => {
  test('T18: every inner fee is a literal 0', () => {
    expect(code.list.filter(({ op }) => op.name === 'itxn_submit').length).toBeGreaterThan(0)
    expect(feeFindings(code)).toEqual([])
  })

  test('T19: nothing rekeys, and nothing closes out but close', () => {
    expect(fieldsSet(code).filter((field) => field.name === 'RekeyTo')).toEqual([])
    const closing = fieldsSet(code).filter(
      (field) => field.name === 'AssetCloseTo' || field.name === 'CloseRemainderTo',
    )
    expect(closing.length).toBe(name === 'MilestoneProject' ? 2 : 0)
    const allowed = onlyInClose(code)
    expect(closing.filter(({ index }) => !allowed.has(index))).toEqual([])
  })

  test('every method of the ABI is found in the router', () => {
    expect([...methodEntries(code).keys()].sort()).toEqual([...code.program.methods.keys()].sort())
  })

  test('no transaction is named by its absolute place in the group', () => {
    const absolute = ['gtxn', 'gtxna', 'gtxnas', 'gaid', 'gload', 'gloads', 'gloadss', 'gaids']
    expect(code.list.filter(({ op }) => absolute.includes(op.name)).map(({ pc }) => pc)).toEqual([])
    // What is named relative to the call is at `GroupIndex - 1`, never a constant.
    const relative = code.list.flatMap(({ op }, index) =>
      ['gtxns', 'gtxnsa', 'gtxnsas'].includes(op.name) ? [index] : [],
    )
    expect(relative.filter((index) => constantOf(code, code.list[index - 1]) !== undefined)).toEqual([])
  })

  test('T24: no method accepts an update, and there is no bare action', () => {
    const completions = [...code.program.methods.values()].flatMap((method) => method.completions)
    expect(completions).not.toContain('UpdateApplication')
    expect(completions.filter((completion) => completion === 'DeleteApplication').length).toBe(
      name === 'MilestoneProject' ? 1 : 0,
    )
  })

  test('the clear program approves and does nothing: nobody is kept in, and nothing is lost by leaving', () => {
    const clear = decode(code.program, 'clear')
    expect(clear.list.map(({ op }) => op.name)).toEqual(['pushint', 'return'])
    expect(constantOf(clear, clear.list[0])).toBe(1n)
  })

  test('T55: no app_params_set', () => {
    expect(code.list.filter(({ op }) => op.name === 'app_params_set')).toEqual([])
  })

  // The other tests find the code of a failure by its place in the program; a reader of the chain has the log alone.
  test('what fails with a code logs it, and nothing else is logged as one', () => {
    const logged = code.list.flatMap(({ op, pc }, index) => {
      const text = Buffer.from(bytesOf(code, code.list[index - 2]) ?? []).toString()
      return op.name === 'err' && code.list[index - 1]?.op.name === 'log' ? [`${pc} ${text}`] : []
    })
    const named = [...code.program.errors].sort(([a], [b]) => a - b).filter(([, said]) => said in ERROR_SENTENCES)
    expect(named.length).toBeGreaterThan(20)
    expect(logged).toEqual(named.map(([pc, said]) => `${pc} ERR:${said}`))
  })
})

test('the check itself sees a fee that is not 0', () => {
  const { MilestoneProject } = PROGRAMS
  const index = MilestoneProject.list.findIndex(({ op, imm }) => op.name === 'itxn_field' && imm[0] === 1)
  const { pc } = MilestoneProject.list[index - 1]!
  const approval = MilestoneProject.program.approval.slice()
  // The one byte that pushes 0 becomes the one that pushes another constant.
  approval[pc] = approval[pc] === 0x22 ? 0x23 : 0x22
  expect(feeFindings(decode({ ...MilestoneProject.program, approval })).length).toBe(1)
  recordFigures('11-static', { programs: 2, findings: 0 })
})
