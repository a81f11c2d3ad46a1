import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bn254 } from '@noble/curves/bn254.js'
import { assemble } from '../src/avm/assembler'
import { programAddress } from '../src/protocol/address'
import { hex } from './op-values'
import type { ProgramCase } from './program-runner'
import { program } from './program-text'
import { Random } from './random'

const PER_OP = 24

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
const bytes = (value: Uint8Array): string => `byte ${hex(value)}`

/** A number as big-endian bytes. */
function numberBytes(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 0xffn))
}

/** One byte changed. */
function damaged(value: Uint8Array, random: Random): Uint8Array {
  const copy = value.slice()
  if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 + random.below(255)
  return copy
}

/** Of a list of good arguments: mostly as they are, sometimes one damaged, one of the wrong length, or one all zero. */
function spoiled(args: Uint8Array[], random: Random): Uint8Array[] {
  if (random.chance(0.5)) return args
  const at = random.below(args.length)
  const change = random.pick([
    (value: Uint8Array) => damaged(value, random),
    (value: Uint8Array) => value.slice(1),
    (value: Uint8Array) => join(value, Uint8Array.of(0)),
    (value: Uint8Array) => new Uint8Array(value.length),
    (value: Uint8Array) => new Uint8Array(value.length).fill(255),
  ])
  return args.map((value, i) => (i === at ? change(value) : value))
}

type Maker = (random: Random, i: number) => { since: number; lines: string[]; cost?: number }

const ecdsaVerify: Maker = (random, i) => {
  const r1 = i % 2 === 1
  const curve = r1 ? p256 : secp256k1
  const key = join(Uint8Array.of(1), random.bytes(31))
  const digest = random.bytes(32)
  let signature: Uint8Array = curve.sign(digest, key, { prehash: false, lowS: true })
  if (i % 5 === 4) {
    // The other value of s is a signature too.
    const s = curve.Point.Fn.ORDER - BigInt(hex(signature.slice(32)))
    signature = join(signature.slice(0, 32), numberBytes(s, 32))
  }
  const point = curve.getPublicKey(key, false)
  const args = [digest, signature.slice(0, 32), signature.slice(32), point.slice(1, 33), point.slice(33)]
  const name = r1 ? 'Secp256r1' : 'Secp256k1'
  return { since: r1 ? 7 : 5, lines: [...spoiled(args, random).map(bytes), `ecdsa_verify ${name}`] }
}

const ecdsaDecompress: Maker = (random, i) => {
  const r1 = i % 2 === 1
  const curve = r1 ? p256 : secp256k1
  const point = curve.getPublicKey(join(Uint8Array.of(1), random.bytes(31)), true)
  const name = r1 ? 'Secp256r1' : 'Secp256k1'
  return { since: r1 ? 7 : 5, lines: [...spoiled([point], random).map(bytes), `ecdsa_pk_decompress ${name}`] }
}

const ecdsaRecover: Maker = (random, i) => {
  const key = join(Uint8Array.of(1), random.bytes(31))
  const digest = random.bytes(32)
  const signature = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' })
  const id = i % 6 === 5 ? random.below(6) : signature[0]!
  const [message, r, s] = spoiled([digest, signature.slice(1, 33), signature.slice(33)], random)
  const name = i === 20 ? 'Secp256r1' : 'Secp256k1'
  const lines = [bytes(message!), `int ${id}`, bytes(r!), bytes(s!), `ecdsa_pk_recover ${name}`]
  return { since: i === 20 ? 7 : 5, lines }
}

const L = 2n ** 252n + 27742317777372353535851937790883648493n

/** Keys and points that are special: of small order, or not written the canonical way. */
const SMALL_ORDER = [
  '0x0100000000000000000000000000000000000000000000000000000000000000',
  '0x0000000000000000000000000000000000000000000000000000000000000000',
  '0xecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0xc7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '0xeeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]

const ed25519Bare: Maker = (random, i) => {
  const secret = random.bytes(32)
  const message = random.bytes(random.below(60))
  const signature = ed25519.sign(message, secret)
  const key = ed25519.getPublicKey(secret)
  if (i >= 18 && i < 23) {
    const special = SMALL_ORDER[i - 18]!
    return {
      since: 7,
      lines: [bytes(message), `byte ${special}${'00'.repeat(32)}`, `byte ${special}`, 'ed25519verify_bare'],
    }
  }
  if (i === 23) {
    // s + L is the same number modulo L, written larger.
    const s = BigInt(hex(signature.slice(32).reverse())) + L
    const big = join(signature.slice(0, 32), numberBytes(s, 32).reverse())
    return { since: 7, lines: [bytes(message), bytes(big), bytes(key), 'ed25519verify_bare'] }
  }
  return { since: 7, lines: [...spoiled([message, signature, key], random).map(bytes), 'ed25519verify_bare'] }
}

/** The signature is over the hash of the very program, so it comes in as an argument. */
const ed25519InProgram: Maker = (random) => {
  const secret = random.bytes(32)
  return {
    since: 1,
    lines: [
      bytes(random.bytes(10)),
      'arg 0',
      bytes(ed25519.getPublicKey(secret)),
      'ed25519verify',
      `// ${hex(secret)}`,
    ],
  }
}

type Curve = { name: string; g1: Side; g2: Side }
type Side = {
  field: string
  size: number
  point: (scalar: bigint) => Uint8Array
  order: bigint
  map: number
  modulus: bigint
}

const base = (p: { x: bigint; y: bigint }, size: number) => join(numberBytes(p.x, size), numberBytes(p.y, size))
type Pair = { c0: bigint; c1: bigint }
const pair = ({ c0, c1 }: Pair, size: number) => join(numberBytes(c0, size), numberBytes(c1, size))

function curveOf(name: 'BN254' | 'BLS12_381', curve: typeof bn254 | typeof bls12_381, size: number): Curve {
  const order = curve.fields.Fr.ORDER
  const modulus = curve.fields.Fp.ORDER
  const g1 = (scalar: bigint) =>
    scalar === 0n ? new Uint8Array(2 * size) : base(curve.G1.Point.BASE.multiply(scalar).toAffine(), size)
  const g2 = (scalar: bigint) => {
    if (scalar === 0n) return new Uint8Array(4 * size)
    const { x, y } = curve.G2.Point.BASE.multiply(scalar).toAffine()
    return join(pair(x, size), pair(y, size))
  }
  return {
    name,
    g1: { field: `${name}g1`, size: 2 * size, point: g1, order, map: size, modulus },
    g2: { field: `${name}g2`, size: 4 * size, point: g2, order, map: 2 * size, modulus },
  }
}

const CURVES = [curveOf('BN254', bn254, 32), curveOf('BLS12_381', bls12_381, 48)]
const SIDES = CURVES.flatMap(({ g1, g2 }) => [g1, g2])

const sideOf = (i: number): Side => SIDES[i % SIDES.length]!
const scalarOf = (random: Random): bigint =>
  random.pick([0n, 1n, 2n, BigInt(random.below(1_000_000)), BigInt(hex(random.bytes(32)))])
const pointOf = (side: Side, random: Random): Uint8Array => side.point(scalarOf(random) % side.order)

const ecAdd: Maker = (random, i) => {
  const side = sideOf(i)
  const args = [pointOf(side, random), pointOf(side, random)]
  return { since: 10, lines: [...spoiled(args, random).map(bytes), `ec_add ${side.field}`] }
}

const ecScalarMul: Maker = (random, i) => {
  const side = sideOf(i)
  const scalar = random.chance(0.2) ? random.bytes(random.below(34)) : numberBytes(scalarOf(random), 32)
  // Points outside of the subgroup are refused by name, so only the point's length is spoiled.
  const point = random.chance(0.1) ? pointOf(side, random).slice(1) : pointOf(side, random)
  return { since: 10, lines: [bytes(point), bytes(scalar), `ec_scalar_mul ${side.field}`] }
}

const ecMultiScalarMul: Maker = (random, i) => {
  const side = sideOf(i)
  const count = i < 4 ? 0 : 1 + random.below(4)
  const points = join(...Array.from({ length: count }, () => pointOf(side, random)))
  const scalars = join(...Array.from({ length: count }, () => numberBytes(scalarOf(random), 32)))
  const given = random.chance(0.15) ? scalars.slice(1) : scalars
  return { since: 10, lines: [bytes(points), bytes(given), `ec_multi_scalar_mul ${side.field}`] }
}

/** e(aP, Q) · e(-P, aQ) = 1 for every a. */
const ecPairing: Maker = (random, i) => {
  const { g1, g2 } = CURVES[(i >> 1) % 2]!
  const a = 1n + BigInt(random.below(1_000_000))
  const firsts = [g1.point(a), g1.point(g1.order - 1n)]
  const seconds = [g2.point(1n), g2.point(random.chance(0.7) ? a : a + 1n)]
  if (random.chance(0.2)) firsts[0] = g1.point(0n)
  if (random.chance(0.1)) seconds.pop()
  const args = spoiled([join(...firsts), join(...seconds)], random)
  const swapped = i % 2 === 1
  return {
    since: 10,
    lines: [...(swapped ? args.reverse() : args).map(bytes), `ec_pairing_check ${(swapped ? g2 : g1).field}`],
  }
}

const ecSubgroup: Maker = (random, i) => {
  const side = sideOf(i)
  const point = i >= 16 ? OUTSIDERS[i % OUTSIDERS.length]! : undefined
  if (point) return { since: 10, lines: [`byte ${point.point}`, `ec_subgroup_check ${point.field}`] }
  return {
    since: 10,
    lines: [...spoiled([pointOf(side, random)], random).map(bytes), `ec_subgroup_check ${side.field}`],
  }
}

/** Points of a curve that are not in the subgroup of prime order, found by trying small x. */
const OUTSIDERS = [
  outsider('BLS12_381g1', bls12_381.G1.Point, 48),
  outsider('BN254g2', bn254.G2.Point, 32),
  outsider('BLS12_381g2', bls12_381.G2.Point, 48),
]

function outsider(field: string, Point: typeof bls12_381.G1.Point | typeof bls12_381.G2.Point, size: number) {
  const { Fp } = Point as unknown as {
    Fp: {
      sqrt: (v: unknown) => unknown
      mul: (a: unknown, b: unknown) => unknown
      add: (a: unknown, b: unknown) => unknown
      ONE: unknown
    }
  }
  const b = (Point.CURVE() as { b: unknown }).b
  let x: unknown = Fp.ONE
  for (;;) {
    try {
      const y = Fp.sqrt(Fp.add(Fp.mul(Fp.mul(x, x), x), b))
      const write = (v: unknown) => (typeof v === 'bigint' ? numberBytes(v, size) : pair(v as Pair, size))
      return { field, point: hex(join(write(x), write(y))) }
    } catch {
      x = Fp.add(x, Fp.ONE)
    }
  }
}

const ecMap: Maker = (random, i) => {
  const side = sideOf(i)
  const element = () =>
    numberBytes(BigInt(hex(random.bytes(64))) % side.modulus, side.map > 48 ? side.map / 2 : side.map)
  const pairs = side.field.endsWith('g2')
  const half = pairs ? side.map / 2 : side.map
  const one = () => (random.chance(0.15) ? numberBytes(BigInt(random.below(3)), half) : element().slice(-half))
  const input = pairs ? join(one(), one()) : one()
  return {
    since: 10,
    lines: [...(random.chance(0.7) ? [input] : spoiled([input], random)).map(bytes), `ec_map_to ${side.field}`],
  }
}

const BASE64_TEXTS = [
  '',
  'AQID',
  'AQI=',
  'AQ==',
  'AQ',
  'AQI',
  'A',
  'A===',
  'AQ=',
  'AQ=I',
  'AQID=',
  'AQ==AQ==',
  'A-_D',
  'A+/D',
  '____',
  '//8=',
  '__8=',
  '__8',
  'AQ\nID',
  'A\r\nQ==\n',
  'AR==',
  'AQF=',
  'A*ID',
  '====',
  'AQIDBAUGBwg',
  'AQIDBAUGBwgJ',
  'AQIDBAUGBwgJCgsMDQ4P',
  'AQIDBAUGBw*JCgsMDQ4P',
  '\n',
  '=',
  'AQ= =',
  'AR',
  'AQJ',
]

const base64: Maker = (_random, i) => {
  const encoding = i % 2 === 0 ? 'StdEncoding' : 'URLEncoding'
  return { since: 7, lines: [bytes(utf8(BASE64_TEXTS[i >> 1]!)), `base64_decode ${encoding}`] }
}

const OBJECT =
  '{"key0": 0,"key1": "algo","key2":{"key3": "teal", "key4": {"key40": 10}}, "big": 18446744073709551615, "neg": -1, "f": 1.5, "e": 1e2, "list": [1, 2], "t": true, "n": null, "esc": "a\\n\\u00e9\\ud83d\\ude00\\"", "": "empty"}'
const KEYS_OF_OBJECT = ['key0', 'key1', 'key2', 'big', 'neg', 'f', 'e', 'list', 't', 'n', 'esc', '', 'missing', 'key3']
const JSON_TEXTS: [text: string, key: string][] = [
  ['', 'k'],
  ['{}', 'k'],
  ['null', 'k'],
  ['1', 'k'],
  ['"k"', 'k'],
  ['[1]', 'k'],
  ['true', 'k'],
  ['nul', 'k'],
  ['{', 'k'],
  ['{"k"', 'k'],
  ['{"k":', 'k'],
  ['{"k":1', 'k'],
  ['{"k":1,}', 'k'],
  ['{"k":1}}', 'k'],
  ['{"k":1} ', 'k'],
  ['  {"k" : 1 }', 'k'],
  ['{"k":1}x', 'k'],
  ['{"k":1,"k":2}', 'k'],
  ['{"k":1,"j":2,"j":3}', 'k'],
  ["{'k':1}", 'k'],
  ['{k:1}', 'k'],
  ['{1:1}', '1'],
  ['{"k":01}', 'k'],
  ['{"k":tru}', 'k'],
  ['{"k":"a', 'k'],
  ['{"k":"\\x"}', 'k'],
  ['{"k":"\u00e9"}', 'k'],
  ['{"\\u006b":1}', 'k'],
  ['{"k":1e400}', 'k'],
  ['{"k":18446744073709551616}', 'k'],
  ['{"k":0.0}', 'k'],
  ['{"k":-0}', 'k'],
  ['{"k":1E1}', 'k'],
  ['{"k":"\\ud800"}', 'k'],
  ['{"j":tru,"k":1}', 'k'],
  ['{"j":{"a":},"k":1}', 'k'],
  ['{"j":[1,],"k":1}', 'k'],
  ['{"j":[1 2],"k":1}', 'k'],
  ['{"k":{"a":1,"a":2}}', 'k'],
  ['{"k": { "a" : [ 1 , {"b":2} ] } }', 'k'],
  ['{"k":{}}', 'k'],
  ['{"k":"tab\tinside"}', 'k'],
  ['\ufeff{"k":1}', 'k'],
  ['{"k":1/* c */}', 'k'],
  ['{"a":{"k":1}}', 'k'],
  ['{"k":[]}', 'k'],
  ['{"k":""}', 'k'],
  ['{"k":nulL}', 'k'],
  ['{"k":{"a":"\\q"}}', 'k'],
  ['{"k":+1}', 'k'],
  ['{"k":.5}', 'k'],
  ['{"k":1.}', 'k'],
  ['{"k":"\\/"}', 'k'],
]
const JSON_TYPES = ['JSONString', 'JSONUint64', 'JSONObject']
const JSON_CASES = [...KEYS_OF_OBJECT.map((key): [string, string] => [OBJECT, key]), ...JSON_TEXTS]

const json: Maker = (_random, i) => {
  const [text, key] = JSON_CASES[Math.floor(i / 3)]!
  return { since: 7, lines: [bytes(utf8(text)), bytes(utf8(key)), `json_ref ${JSON_TYPES[i % 3]}`] }
}

const MAKERS: [name: string, make: Maker, count: number][] = [
  ['ecdsa_verify', ecdsaVerify, PER_OP * 2],
  ['ecdsa_pk_decompress', ecdsaDecompress, PER_OP * 2],
  ['ecdsa_pk_recover', ecdsaRecover, PER_OP * 2],
  ['ed25519verify_bare', ed25519Bare, PER_OP],
  ['ed25519verify', ed25519InProgram, PER_OP],
  ['ec_add', ecAdd, PER_OP * 2],
  ['ec_scalar_mul', ecScalarMul, PER_OP * 2],
  ['ec_multi_scalar_mul', ecMultiScalarMul, PER_OP],
  ['ec_pairing_check', ecPairing, PER_OP],
  ['ec_subgroup_check', ecSubgroup, PER_OP],
  ['ec_map_to', ecMap, PER_OP * 2],
  ['base64_decode', base64, BASE64_TEXTS.length * 2],
  ['json_ref', json, JSON_CASES.length * 3],
]

export function CRYPTO_CASES(): ProgramCase[] {
  return MAKERS.flatMap(([name, make, count], m) => {
    const random = new Random(2_000 + m)
    return Array.from({ length: count }, (_, i): ProgramCase => {
      const { since, lines } = make(random, i)
      const version = i % 3 === 0 ? since : Math.max(since, 13 - (i % 4))
      if (name === 'ed25519verify') return signedProgram(`${name} ${i}`, version, lines, random)
      return { name: `${name} ${i}`, mode: i % 4 === 3 ? 'sig' : 'app', source: program(version, lines) }
    })
  })
}

function signedProgram(name: string, version: number, lines: string[], random: Random): ProgramCase {
  const source = program(version, lines.slice(0, -1))
  const secret = Uint8Array.from(lines.at(-1)!.slice(5).match(/../g)!, (pair) => parseInt(pair, 16))
  const data = Uint8Array.from(lines[0]!.slice(7).match(/../g)!, (pair) => parseInt(pair, 16))
  const hash = programAddress(assemble(source).program)
  const signature = ed25519.sign(join(utf8('ProgData'), hash, data), secret)
  const [argument] = spoiled([signature], random)
  return { name, mode: 'sig', source, args: [argument!] }
}
