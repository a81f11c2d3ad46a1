import { MAX_AVM_VERSION } from '../src/protocol/ops'
import { program } from './program-text'
import { push, valueOf } from './op-values'
import type { ProgramCase } from './program-runner'
import { Random } from './random'

/** Operations that choose where to go on, that rearrange the stack by their immediate, or that hold constants. */

const PER_TEMPLATE = 24

type Template = { since: number; lines: (random: Random, version: number) => string[] }

const values = (random: Random, count: number): string[] =>
  Array.from({ length: count }, () => push(valueOf('any', random)))

/** A few values and the operation with an immediate that may be one too deep. */
const onStack =
  (name: string): Template['lines'] =>
  (random) => {
    const count = random.below(6)
    return [...values(random, count), `${name} ${random.below(count + 2)}`]
  }

const branch =
  (name: string): Template['lines'] =>
  (random, version) => {
    const forward = version < 4 || random.chance(0.6)
    const condition = name === 'b' || name === 'callsub' ? [] : [push(valueOf('bool', random))]
    const filler = Array.from({ length: random.pick([0, 1, 3, 40]) }, () => 'byte 0x00; len; store 1')
    if (forward) return [...condition, `${name} there`, 'int 7', ...filler, 'int 1', 'there:', 'int 9']
    return [
      'int 3; store 9',
      'top:',
      'load 9; int 1; -; dup; store 9',
      'bz out',
      ...filler,
      ...condition,
      `${name} top`,
      'int 5',
      'out:',
      'int 1',
    ]
  }

const table =
  (name: 'switch' | 'match'): Template['lines'] =>
  (random) => {
    const count = random.below(4)
    const labels = Array.from({ length: count }, (_, i) => `l${random.pick([0, i])}`)
    const wanted = name === 'switch' ? [`int ${random.pick([0, 1, 2, 3, 255, 256])}`] : matchValues(random, count)
    const targets = Array.from({ length: count || 1 }, (_, i) => [`l${i}:`, `int ${10 + i}`])
    return [...wanted, `${name} ${labels.join(' ')}`, 'int 99', ...targets.flat()]
  }

function matchValues(random: Random, count: number): string[] {
  const list = Array.from({ length: count }, () => valueOf('any', random))
  const wanted = count > 0 && random.chance(0.7) ? random.pick(list) : valueOf('any', random)
  const missing = random.chance(0.1) ? 1 : 0
  return [...list.slice(missing), wanted].map(push)
}

const subroutine: Template['lines'] = (random) => {
  const args = random.below(4)
  const returns = random.below(4)
  const given = Math.max(0, args + random.pick([0, 0, 0, 1, -1]))
  const body = [
    ...values(random, random.below(3)),
    random.chance(0.5) ? `frame_dig ${random.below(6) - 3}` : '',
    random.chance(0.5) ? `int 77; frame_bury ${random.below(6) - 3}` : '',
    ...values(random, Math.max(0, returns + random.pick([0, 0, -1]))),
    'retsub',
  ]
  return [
    ...values(random, given),
    'callsub f',
    'int 1',
    'return',
    'f:',
    `proto ${args} ${returns}`,
    ...body.filter(Boolean),
  ]
}

const frame =
  (name: string): Template['lines'] =>
  (random) => {
    const before = values(random, 2)
    const held = values(random, random.below(4))
    const op = `${name} ${random.below(8) - 4}`
    const inside = random.chance(0.8) ? ['proto 2 1'] : []
    return [
      ...before,
      'callsub f',
      'return',
      'f:',
      ...inside,
      ...held,
      ...(name === 'frame_bury' ? ['int 55'] : []),
      op,
      'retsub',
    ]
  }

const constants =
  (name: string): Template['lines'] =>
  (random) => {
    const short = Number(/_(\d)$/.exec(name)?.[1] ?? 0)
    const length = short + 1 + random.below(6)
    const ints = Array.from({ length }, () => valueOf('uint64', random))
    // Short enough for all of them to fit a program.
    const bytes = Array.from({ length }, () => push(valueOf('[]byte', random)).slice(5, 1_007))
    const blocks = [`intcblock ${ints.join(' ')}`, `bytecblock ${bytes.join(' ')}`]
    if (/_\d$/.test(name)) return [...blocks, name]
    if (name === 'intc' || name === 'bytec') return [...blocks, `${name} ${random.below(length)}`]
    const again = random.chance(0.4)
      ? [`intcblock ${ints.join(' ')} 5`, 'intc_0', `bytecblock ${bytes.join(' ')} 0x05`, 'bytec_0']
      : []
    return [...blocks, ...again, name === 'intcblock' ? 'intc_0' : 'bytec_0']
  }

const pushed =
  (name: string): Template['lines'] =>
  (random) => {
    const list = Array.from({ length: name.endsWith('s') && name !== 'pushbytes' ? random.below(5) : 1 }, () =>
      name.startsWith('pushint') ? valueOf('uint64', random) : push(valueOf('[]byte', random)).slice(5),
    )
    return [`${name} ${list.join(' ')}`]
  }

const TEMPLATES: Record<string, Template> = {
  b: { since: 2, lines: branch('b') },
  bz: { since: 2, lines: branch('bz') },
  bnz: { since: 1, lines: branch('bnz') },
  callsub: { since: 4, lines: branch('callsub') },
  retsub: {
    since: 4,
    lines: (random) =>
      random.chance(0.2) ? ['int 1', 'retsub'] : ['callsub f', 'return', 'f:', ...values(random, 1), 'retsub'],
  },
  proto: {
    since: 8,
    lines: (random) => (random.chance(0.15) ? ['b f', 'f:', 'proto 0 0', 'int 1'] : subroutine(random, 8)),
  },
  frame_dig: { since: 8, lines: frame('frame_dig') },
  frame_bury: { since: 8, lines: frame('frame_bury') },
  switch: { since: 8, lines: table('switch') },
  match: { since: 8, lines: table('match') },
  err: { since: 1, lines: (random) => [...values(random, random.below(3)), 'err'] },
  return: { since: 2, lines: (random) => [...values(random, random.below(4)), 'return', 'int 8'] },
  assert: {
    since: 3,
    lines: (random) => [...values(random, random.below(3)), push(valueOf('bool', random)), 'assert', 'int 8'],
  },
  bury: { since: 8, lines: onStack('bury') },
  popn: { since: 8, lines: onStack('popn') },
  dupn: { since: 8, lines: onStack('dupn') },
  dig: { since: 3, lines: onStack('dig') },
  cover: { since: 5, lines: onStack('cover') },
  uncover: { since: 5, lines: onStack('uncover') },
  intcblock: { since: 1, lines: constants('intcblock') },
  bytecblock: { since: 1, lines: constants('bytecblock') },
  intc: { since: 1, lines: constants('intc') },
  bytec: { since: 1, lines: constants('bytec') },
  ...Object.fromEntries(
    [0, 1, 2, 3].flatMap((i) =>
      [`intc_${i}`, `bytec_${i}`].map((name) => [name, { since: 1, lines: constants(name) }]),
    ),
  ),
  pushint: { since: 3, lines: pushed('pushint') },
  pushints: { since: 8, lines: pushed('pushints') },
  pushbytes: { since: 3, lines: pushed('pushbytes') },
  pushbytess: { since: 8, lines: pushed('pushbytess') },
}

/** Limits that take many steps to reach. */
const LIMITS: [name: string, version: number, lines: string[]][] = [
  ['stack full', 8, ['int 1', 'dupn 255; dupn 255; dupn 255; dupn 233', 'int 1']],
  ['stack over', 8, ['int 1', 'dupn 255; dupn 255; dupn 255; dupn 234; int 1; int 1']],
  ['dup over', 8, ['int 1', 'dupn 255; dupn 255; dupn 255; dupn 234; dup; dup']],
  ['call depth', 8, ['callsub f', 'f:', 'byte 0x; keccak256; pop', 'callsub f']],
  ['budget', 8, ['top:', 'byte 0x; keccak256; pop', 'b top']],
  ['bytes too long', 8, ['int 4096; bzero; byte 0x01; concat']],
  ['bytes at the limit', 8, ['int 4095; bzero; byte 0x01; concat; len']],
  ['jump to the end', 8, ['int 1', 'b end', 'end:']],
  ['falls off with two', 8, ['int 1; int 2']],
  ['ends with bytes', 8, ['byte 0x01']],
  ['ends with nothing', 8, ['int 1; pop']],
  ['ends with zero', 8, ['int 0']],
]

export function FLOW_CASES(): ProgramCase[] {
  const cases: ProgramCase[] = LIMITS.map(([name, version, lines]) => ({
    name,
    mode: 'app',
    source: program(version, lines),
  }))
  Object.entries(TEMPLATES).forEach(([name, { since, lines }], t) => {
    const random = new Random(1_000 + t)
    for (let i = 0; i < PER_TEMPLATE; i++) {
      const version = i === 0 ? since : i === 1 ? MAX_AVM_VERSION : since + random.below(MAX_AVM_VERSION + 1 - since)
      const sig = version < 2 || i % 4 === 3
      cases.push({ name: `${name} ${i}`, mode: sig ? 'sig' : 'app', source: program(version, lines(random, version)) })
    }
  })
  return cases
}
