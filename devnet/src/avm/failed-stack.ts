import type { Value } from './host'
import { MAX_POSITION } from './machine'

/** What stays of an operation's arguments, deepest first, when it fails for this reason. */
type Left = (args: readonly Value[], reason: string) => readonly Value[]

const all: Left = (args) => args
/** The operation took them before it looked at what they are. */
const none: Left = () => []
/** Its result had a place on the stack by then, but no value. */
const zero: Left = () => [0n]
const butTheTop: Left = (args) => args.slice(0, -1)
const swapped: Left = (args) => args.toReversed()

const only = (start: string, left: Left): Left => {
  return (args, reason) => (reason.startsWith(start) ? left : all)(args, reason)
}

const LEFT: Readonly<Record<string, Left>> = {
  args: none,
  itxn_field: (args, reason) => (/^(invalid itxn_field|itxn_field without)/.test(reason) ? args : []),
  json_ref: butTheTop,
  extract: zero,
  extract3: zero,
  substring: zero,
  // positions that no string can have are refused before anything is taken
  substring3: (args) => (args.slice(1).some((position) => (position as bigint) > MAX_POSITION) ? args : [0n]),
  // both are the opposite comparison, with its arguments the other way round
  'b>': swapped,
  'b<=': swapped,
  'b/': only('division by zero', () => [new Uint8Array(0)]),
  'b%': only('modulo by zero', () => [new Uint8Array(0)]),
  ec_add: zero,
  ec_scalar_mul: zero,
  ec_multi_scalar_mul: zero,
  ec_pairing_check: zero,
  ec_subgroup_check: zero,
  ec_map_to: zero,
  box_extract: only('extraction ', zero),
  box_put: only('attempt to box_put wrong size', none),
}

/**
 * A failure reports the stack. Most operations leave it as they found it; for the others it is a fact of the node what it
 * shows. `app_box_x` does what `box_x` does once the app's id is gone from below the name.
 */
export function leftOnFailure(op: string, args: readonly Value[], reason: string): readonly Value[] {
  const foreign = op.startsWith('app_box_')
  const left = LEFT[foreign ? op.slice('app_'.length) : op] ?? all
  return left(foreign ? args.slice(1) : args, reason)
}
