import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js'
import { psiFrobenius } from '@noble/curves/abstract/tower.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bn254 } from '@noble/curves/bn254.js'
import { concat } from '../../protocol/bytes'
import type { Bytes } from '../../protocol/txn'
import { fail } from '../errors'
import { shallueVanDeWoestijne } from './elliptic-svdw'

/** The coordinates of G1 are numbers, those of G2 pairs of them. */
type Fp2 = { c0: bigint; c1: bigint }

const BYTE_BITS = 8n

export function toNumber(bytes: Bytes): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << BYTE_BITS) | BigInt(byte)
  return value
}

function fromNumber(value: bigint, length: number): Bytes {
  const out = new Uint8Array(length)
  for (let i = length - 1, rest = value; i >= 0; i--, rest >>= BYTE_BITS) out[i] = Number(rest & 0xffn)
  return out
}

/** How coordinates of one field are written: big-endian numbers of fixed size, one or two of them. */
type Coder<F> = { size: number; read: (bytes: Bytes) => F; write: (value: F) => Bytes; isZero: (value: F) => boolean }

function baseCoder(size: number, modulus: bigint): Coder<bigint> {
  return {
    size,
    read: (bytes) => {
      const value = toNumber(bytes)
      return value < modulus ? value : fail(`field element ${value} larger than modulus ${modulus}`)
    },
    write: (value) => fromNumber(value, size),
    isZero: (value) => value === 0n,
  }
}

function pairCoder({ size, read, write }: Coder<bigint>): Coder<Fp2> {
  return {
    size: 2 * size,
    read: (bytes) => ({ c0: read(bytes.subarray(0, size)), c1: read(bytes.subarray(size)) }),
    write: ({ c0, c1 }) => concat(write(c0), write(c1)),
    isZero: ({ c0, c1 }) => c0 === 0n && c1 === 0n,
  }
}

/** One of the four groups the operations work on. */
export class Group<F> {
  readonly pointBytes: number

  constructor(
    readonly Point: WeierstrassPointCons<F>,
    private readonly coder: Coder<F>,
    private readonly mapToCurve: (u: F) => WeierstrassPoint<F>,
    /** whether the length of an element to map is fixed, as for pairs */
    private readonly fixedElement: boolean,
  ) {
    this.pointBytes = 2 * coder.size
  }

  read(bytes: Bytes): WeierstrassPoint<F> {
    const { coder, pointBytes, Point } = this
    if (bytes.length !== pointBytes) fail(`bad length ${bytes.length}. Expected ${pointBytes}`)
    const x = coder.read(bytes.subarray(0, coder.size))
    const y = coder.read(bytes.subarray(coder.size))
    // The point at infinity is written as zeros.
    if (coder.isZero(x) && coder.isZero(y)) return Point.ZERO
    const { Fp, CURVE } = { Fp: Point.Fp, CURVE: Point.CURVE() }
    if (!Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), CURVE.b))) fail('point not on curve')
    return Point.fromAffine({ x, y })
  }

  readAll(bytes: Bytes, inSubgroup: boolean): WeierstrassPoint<F>[] {
    const { pointBytes } = this
    if (bytes.length % pointBytes !== 0) fail(`bad length ${bytes.length}. Expected ${pointBytes} multiple`)
    if (bytes.length === 0) fail('empty input')
    return Array.from({ length: bytes.length / pointBytes }, (_, i) => {
      const point = this.read(bytes.subarray(i * pointBytes, (i + 1) * pointBytes))
      if (inSubgroup && !this.isInSubgroup(point)) fail('wrong subgroup')
      return point
    })
  }

  isInSubgroup(point: WeierstrassPoint<F>): boolean {
    return point.is0() || point.isTorsionFree()
  }

  write(point: WeierstrassPoint<F>): Bytes {
    if (point.is0()) return new Uint8Array(this.pointBytes)
    const { x, y } = point.toAffine()
    return concat(this.coder.write(x), this.coder.write(y))
  }

  map(bytes: Bytes): WeierstrassPoint<F> {
    const { coder, fixedElement } = this
    if (fixedElement && bytes.length !== coder.size) fail(`bad encoded element length: ${bytes.length}`)
    return this.mapToCurve(coder.read(bytes))
  }

  get order(): bigint {
    return this.Point.Fn.ORDER
  }
}

const bnG1 = bn254.G1.Point
const bnG2 = bn254.G2.Point
const bnFp = bn254.fields.Fp
const bnFp2 = bn254.fields.Fp2
const bnCoder = baseCoder(32, bnFp.ORDER)
const blsCoder = baseCoder(48, bls12_381.fields.Fp.ORDER)

const isOdd = (value: bigint) => (value & 1n) === 1n
const mapBn1 = shallueVanDeWoestijne<bigint>(bnFp, bnG1.CURVE().b, isOdd)
const mapBn2 = shallueVanDeWoestijne<Fp2>(bnFp2, bnG2.CURVE().b, ({ c0, c1 }) => isOdd(c0) || (c0 === 0n && isOdd(c1)))

/** the parameter the curve is made from */
const BN254_X = 4_965_661_367_192_848_881n

/** Into the subgroup of order r by the endomorphism: xP + ψ(3xP) + ψ²(xP) + ψ³(P), Fuentes-Castañeda et al., 6.1. */
function clearBn2(point: WeierstrassPoint<Fp2>): WeierstrassPoint<Fp2> {
  const { G2psi } = psiFrobenius(bnFp, bnFp2, bnFp2.NONRESIDUE)
  const psi = (p: WeierstrassPoint<Fp2>) => G2psi(bnG2, p)
  const x = point.multiplyUnsafe(BN254_X)
  return x
    .add(psi(x.double().add(x)))
    .add(psi(psi(x)))
    .add(psi(psi(psi(point))))
}

export const BN254_G1 = new Group<bigint>(bnG1, bnCoder, (u) => bnG1.fromAffine(mapBn1(u)), false)
export const BN254_G2 = new Group<Fp2>(bnG2, pairCoder(bnCoder), (u) => clearBn2(bnG2.fromAffine(mapBn2(u))), true)
const blsG1 = bls12_381.G1.Point
const blsG2 = bls12_381.G2.Point

export const BLS_G1 = new Group<bigint>(
  blsG1,
  blsCoder,
  // Declared with a list, but of one element it takes the element.
  (u) => bls12_381.G1.mapToCurve(u as unknown as bigint[]) as unknown as WeierstrassPoint<bigint>,
  false,
)
export const BLS_G2 = new Group<Fp2>(
  blsG2,
  pairCoder(blsCoder),
  ({ c0, c1 }) => bls12_381.G2.mapToCurve([c0, c1]) as unknown as WeierstrassPoint<Fp2>,
  true,
)
