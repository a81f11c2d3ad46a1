/**
 * Checks that cannot fail, proved on the bytecode: the compiler asserts that a global value exists at every read, and no
 * program of ours deletes one, so a read that always comes after another read of the same key repeats what was checked.
 */
import type { Code } from './code'

/** The key whose existence an assert checks: the constant in front of the `app_global_get_ex` that it follows. */
function keyChecked({ list }: Code, assertAt: number): string | undefined {
  for (let index = assertAt - 1; index >= Math.max(0, assertAt - 5); index--) {
    const { op } = list[index]!
    if (op.name !== 'app_global_get_ex') continue
    const key = list[index - 1]!
    return `${key.op.name} ${key.imm.join()} ${key.bytes.map((bytes) => Buffer.from(bytes).toString('hex')).join()}`
  }
  return undefined
}

/**
 * Whether every way from the start of the program to this check passes another check of the same key. A subroutine is
 * stepped over only if it can return when those other checks stop it.
 */
export function repeatsACheck(code: Code, pc: number): boolean {
  const { list, at } = code
  const target = at.get(pc)
  if (target === undefined || list.some(({ op }) => op.name === 'app_global_del')) return false
  const key = keyChecked(code, target)
  if (key === undefined) return followsABoxLength(code, target)
  const walls = new Set(
    list.flatMap(({ op }, index) =>
      op.name === 'assert' && index !== target && keyChecked(code, index) === key ? [index] : [],
    ),
  )
  if (walls.size === 0) return false
  const returning = new Set<number>()
  for (let changed = true; changed;) {
    changed = false
    for (const { op, targets } of list) {
      const [entry] = targets
      if (op.name !== 'callsub' || entry === undefined || returning.has(entry)) continue
      if (![...walk(code, entry, walls, returning, false)].some((index) => list[index]?.op.name === 'retsub')) continue
      returning.add(entry)
      changed = true
    }
  }
  return !walk(code, 0, walls, returning, true).has(target)
}

/** `box_len` of the same name has just said that the box is there: `dup box_len bury bnz`, an error, `dup box_get`, the assert. */
function followsABoxLength({ list }: Code, assertAt: number): boolean {
  const names = list.slice(assertAt - 12, assertAt).map(({ op }) => op.name)
  const shape = ['dup', 'box_len', 'bury', 'bnz', 'bytec', 'log', 'err', 'dup', 'box_get', 'swap', 'cover']
  const get = assertAt - 4
  const jumps = list.flatMap(({ targets }, index) => (targets.includes(get) ? [index] : []))
  return names.slice(-11).join() === shape.join() && jumps.join() === String(assertAt - 8)
}

/** What is reached without passing a wall; `into` follows calls into subroutines, too. */
function walk(
  { list }: Code,
  from: number,
  walls: ReadonlySet<number>,
  returning: ReadonlySet<number>,
  into: boolean,
): Set<number> {
  const seen = new Set<number>()
  const queue = [from]
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const instruction = list[index]
    if (instruction === undefined || seen.has(index)) continue
    seen.add(index)
    if (walls.has(index)) continue
    const { op, targets } = instruction
    if (op.name === 'callsub') {
      const [entry] = targets
      if (into) queue.push(...targets)
      if (entry !== undefined && returning.has(entry)) queue.push(index + 1)
      continue
    }
    queue.push(...targets)
    if (!['b', 'err', 'return', 'retsub'].includes(op.name)) queue.push(index + 1)
  }
  return seen
}
