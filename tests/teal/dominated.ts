/**
 * Checks that cannot fail, proved on the bytecode: the compiler asserts that a global value exists at every read, and no
 * program of ours deletes one, so a read that always comes after another read of the same key repeats what was checked. The
 * same goes for a box or a global value that the same line has just found, and for an app that it has just created.
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
export function cannotFail(code: Code, pc: number): boolean {
  const { list, at } = code
  const target = at.get(pc)
  if (target === undefined || list.some(({ op }) => op.name === 'app_global_del')) return false
  const key = keyChecked(code, target)
  if (followsItsOwnCheck(code, target)) return true
  if (key === undefined) return false
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

/**
 * Straight lines that have just checked what their last instruction asserts. `c` is a constant; `>` marks where the one
 * branch of the line goes, past a logged error. Nothing else may jump into the line.
 */
const LINES = {
  'a box whose length was just read': 'dup box_len bury bnz c log err >dup box_get swap cover assert',
  'a box whose length was just read, once': 'dup box_len bury bnz c log err >box_get assert',
  'a global value that was just asked for':
    'dup c swap app_global_get_ex bury bnz c log err >c swap app_global_get_ex assert',
  'an app that was just created':
    'itxn_submit itxn global global + global min_balance uncover - dig + uncover swap callsub itxn_begin dig app_params_get assert',
} as const

function followsItsOwnCheck({ list }: Code, assertAt: number): boolean {
  return Object.values(LINES).some((line) => {
    const words = line.split(' ')
    const start = assertAt - words.length + 1
    if (start < 0 || !words.every((word, nth) => word.replace('>', '') === plainName(list[start + nth]!.op.name)))
      return false
    const branch = words.findIndex((word) => word === 'bnz')
    const entry = words.findIndex((word) => word.startsWith('>'))
    return list.every(({ targets }, index) =>
      targets.every((to) => {
        if (to <= start || to > assertAt) return true
        return index === start + branch && to === start + entry
      }),
    )
  })
}

const plainName = (name: string) => (/^(int|byte)c(_\d)?$|^push(int|bytes)$/.test(name) ? 'c' : name)

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
