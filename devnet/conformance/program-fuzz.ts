import { MAX_AVM_VERSION, fieldGroup, opsByName, type Op } from '../src/protocol/ops'
import { anyUint, hex, push } from './op-values'
import type { ProgramCase } from './program-runner'
import { program } from './program-text'
import { Random } from './random'

/**
 * Random programs that are valid: every operation finds values of the right kinds, jumps have targets, loops end. Most run
 * to the end; some fail on a value, as programs do.
 */

type Kind = 'uint64' | '[]byte'

/** Operations that never fail when the kinds are right and byte values are short. */
const SAFE = [
  '&',
  '|',
  '^',
  '~',
  '!',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
  'mulw',
  'addw',
  'itob',
  'len',
  'bitlen',
  'sqrt',
  'sha256',
  'sha512_256',
  'keccak256',
  'sha3_256',
  'sha512',
  'b|',
  'b&',
  'b^',
  'b~',
  'b<',
  'b>',
  'b<=',
  'b>=',
  'b==',
  'b!=',
  'bsqrt',
  'b+',
  'b*',
  'concat',
]
/** Operations that fail on some values. */
const RISKY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  'shl',
  'shr',
  'exp',
  'expw',
  'divw',
  'divmodw',
  'btoi',
  'b-',
  'b/',
  'b%',
  'getbyte',
  'setbyte',
  'extract3',
  'substring3',
  'extract_uint16',
  'extract_uint64',
  'bzero',
  'replace3',
]
/** Longer values would soon be too long for the operations on numbers. */
const LONG_BYTES = 40
const SLOTS = 6
const KEYS = ['k', 'key', 'other']
const BOXES = ['a', 'b']

const pick = <T>(random: Random, list: readonly T[]): T => random.pick(list)

class Writer {
  readonly lines: string[] = []
  /** what is known to be on the stack */
  private stack: Kind[] = []
  private readonly slots: Kind[] = new Array<Kind>(SLOTS).fill('uint64')
  private labels = 0
  private readonly subroutines: string[][] = []
  private depth = 0

  constructor(
    private readonly random: Random,
    private readonly version: number,
  ) {}

  write(count: number): string[] {
    for (let i = 0; i < count; i++) this.step()
    this.drain()
    this.lines.push('int 1', 'return', ...this.subroutines.flat())
    return this.lines
  }

  /** Empties the stack, so that both sides of a branch leave the same. */
  private drain(): void {
    for (; this.stack.length > 0; this.stack.pop()) this.lines.push('pop')
  }

  private step(): void {
    const roll = this.random.below(100)
    if (roll < 46) this.operation(pick(this.random, SAFE))
    else if (roll < 50) this.operation(pick(this.random, RISKY))
    else if (roll < 66) this.rearrange()
    else if (roll < 74) this.scratch()
    else if (roll < 90) this.ask()
    else if (roll < 96) this.branch()
    else this.call()
  }

  private constant(kind: Kind): void {
    const value = kind === 'uint64' ? anyUint(this.random) : this.random.bytes(this.random.below(LONG_BYTES))
    this.lines.push(push(value))
    this.stack.push(kind)
  }

  /** Pushes what is missing so that the top of the stack has these kinds. */
  private need(kinds: readonly Kind[]): void {
    const have = this.stack.slice(this.stack.length - kinds.length)
    if (have.length === kinds.length && kinds.every((kind, i) => have[i] === kind)) return
    for (const kind of kinds) this.constant(kind)
  }

  private operation(name: string): void {
    const op = opsByName(this.version).get(name)
    if (!op) return
    this.need(op.argKinds as Kind[])
    this.lines.push(name)
    this.effect(op)
  }

  private effect({ argKinds, returnKinds }: Op): void {
    this.stack.splice(this.stack.length - argKinds.length, argKinds.length, ...(returnKinds as Kind[]))
  }

  private rearrange(): void {
    const { random, stack, version } = this
    if (stack.length < 3) {
      this.constant(pick(random, ['uint64', '[]byte']))
      return
    }
    const n = random.below(stack.length)
    const at = stack.length - 1 - n
    switch (random.below(6)) {
      case 0:
        if (version >= 3) this.lines.push('swap')
        else break
        stack.push(...stack.splice(-2).reverse())
        break
      case 1:
        this.lines.push('dup')
        stack.push(stack.at(-1)!)
        break
      case 2:
        if (version < 3) break
        this.lines.push(`dig ${n}`)
        stack.push(stack[at]!)
        break
      case 3:
        if (version < 5) break
        this.lines.push(`cover ${n}`)
        stack.splice(at, 0, stack.pop()!)
        break
      case 4:
        if (version < 5) break
        this.lines.push(`uncover ${n}`)
        stack.push(...stack.splice(at, 1))
        break
      default:
        if (version < 8 || n === 0) break
        this.lines.push(`bury ${n}`)
        stack[at] = stack.pop()!
    }
  }

  private scratch(): void {
    const slot = this.random.below(SLOTS)
    if (this.random.chance(0.5) && this.stack.length > 0) {
      this.lines.push(`store ${slot}`)
      const kind = this.stack.pop()!
      // What a branch or a subroutine stores is there or not, so its kind must not change.
      if (this.depth === 0 || this.slots[slot] === kind) this.slots[slot] = kind
      else this.lines.splice(-1, 1, 'pop')
    } else {
      this.lines.push(`load ${slot}`)
      this.stack.push(this.slots[slot]!)
    }
  }

  /** Fields, state, boxes and logs: each leaves what it found. */
  private ask(): void {
    const { random, version } = this
    const key = `byte "${pick(random, KEYS)}"`
    const box = `byte "${pick(random, BOXES)}"`
    const small = () => `int ${random.below(20)}`
    const fields = ['Fee', 'NumAppArgs', 'OnCompletion', 'TypeEnum', 'GroupIndex', 'NumAccounts'] as const
    const questions: [since: number, lines: string, results: Kind[]][] = [
      [2, `txn ${pick(random, fields)}`, ['uint64']],
      [2, 'txn Sender', ['[]byte']],
      [
        2,
        `global ${pick(random, ['MinTxnFee', 'MinBalance', 'MaxTxnLife', 'GroupSize', 'LogicSigVersion'])}`,
        ['uint64'],
      ],
      [6, 'global OpcodeBudget', ['uint64']],
      [2, `${key}; ${push(anyUint(random))}; app_global_put`, []],
      [2, `int 0; ${key}; byte ${hex(random.bytes(random.below(30)))}; app_local_put`, []],
      [2, `int 0; ${key}; app_global_get_ex; swap; pop`, ['uint64']],
      [2, `${key}; app_global_del`, []],
      [5, `byte ${hex(random.bytes(random.below(20)))}; log`, []],
      [8, `${box}; int 32; box_create`, ['uint64']],
      [8, `${box}; int 32; box_create; pop; ${box}; ${small()}; byte ${hex(random.bytes(8))}; box_replace`, []],
      [8, `${box}; int 32; box_create; pop; ${box}; ${small()}; ${small()}; box_extract`, ['[]byte']],
      [8, `${box}; box_len; pop`, ['uint64']],
      [
        10,
        `${box}; int 32; box_create; pop; ${box}; ${small()}; ${small()}; byte ${hex(random.bytes(5))}; box_splice`,
        [],
      ],
      [13, `global CurrentApplicationID; ${box}; app_box_len; pop`, ['uint64']],
      [
        5,
        'itxn_begin; int pay; itxn_field TypeEnum; txn Sender; itxn_field Receiver; int 7; itxn_field Amount; int 0; itxn_field Fee; itxn_submit',
        [],
      ],
      [6, 'txn Sender; acct_params_get AcctBalance; pop', ['uint64']],
      [
        5,
        `gaid 1; asset_params_get ${
          pick(
            random,
            [...fieldGroup('asset_params').byName.values()].filter(
              ({ kind, since }) => kind === 'uint64' && since <= version,
            ),
          ).name
        }; pop`,
        ['uint64'],
      ],
    ]
    const [, lines, results] = pick(
      random,
      questions.filter(([since]) => since <= Math.max(version, 2)),
    )
    this.lines.push(lines)
    this.stack.push(...results)
  }

  private label(): string {
    return `l${this.labels++}`
  }

  /** An if with or without else, or a loop that counts down. */
  private branch(): void {
    if (this.depth > 2) return
    this.drain()
    this.depth++
    const end = this.label()
    const inner = () => {
      for (let i = this.random.below(6); i > 0; i--) this.step()
      this.drain()
    }
    if (this.version >= 4 && this.random.chance(0.3)) {
      const top = this.label()
      const counter = 100 + this.depth
      this.lines.push(`int ${1 + this.random.below(4)}; store ${counter}`, `${top}:`)
      inner()
      this.lines.push(`load ${counter}; int 1; -; dup; store ${counter}`, `bnz ${top}`)
    } else {
      this.need(['uint64'])
      this.stack.pop()
      this.lines.push(`bz ${end}`)
      inner()
      if (this.random.chance(0.5)) {
        const after = this.label()
        this.lines.push(`b ${after}`, `${end}:`)
        inner()
        this.lines.push(`${after}:`)
        this.depth--
        return
      }
    }
    this.lines.push(`${end}:`)
    this.depth--
  }

  /** A subroutine of its own, with a frame where the version has them. */
  private call(): void {
    if (this.version < 4 || this.depth > 0) return
    const name = `f${this.subroutines.length}`
    const framed = this.version >= 8
    const args: Kind[] = framed ? ['uint64', '[]byte'] : []
    this.need(args)
    this.lines.push(`callsub ${name}`)
    const outer = { stack: this.stack, lines: this.lines.splice(0) }
    this.depth++
    this.stack = []
    this.lines.push(`${name}:`, ...(framed ? ['proto 2 1'] : []))
    for (let i = this.random.below(6); i > 0; i--) this.step()
    this.drain()
    this.lines.push(...(framed ? ['frame_dig -2; frame_dig -1; len; |'] : []), 'retsub')
    this.subroutines.push(this.lines.splice(0))
    this.depth--
    this.lines.push(...outer.lines)
    this.stack = outer.stack
    if (framed) this.stack.splice(-2, 2, 'uint64')
  }
}

/** The program of a seed; the same on every machine. */
export function fuzzCase(seed: number): ProgramCase {
  const random = new Random(0x5eed_0000 + seed)
  const version = random.chance(0.3) ? MAX_AVM_VERSION : 4 + random.below(MAX_AVM_VERSION - 3)
  const lines = new Writer(random, version).write(5 + random.below(40))
  return { name: `seed ${seed}`, mode: 'app', source: program(version, lines), setting: 'funded' }
}
