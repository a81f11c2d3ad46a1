import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bn254 } from '@noble/curves/bn254.js'
import { NotSupportedByDevnet } from '../../protocol/errors'
import type { Bytes } from '../../protocol/txn'
import { fail } from '../errors'
import type { Handler, Instruction } from '../machine'
import { BLS_G1, BLS_G2, BN254_G1, BN254_G2, toNumber, type Group } from './elliptic-groups'

const SCALAR_BYTES = 32

/** Does something that is the same for each group, whatever its coordinates are. */
function inGroup<R>({ imm }: Instruction, work: <F>(group: Group<F>) => R): R {
  switch (imm[0]) {
    case 0:
      return work(BN254_G1)
    case 1:
      return work(BN254_G2)
    case 2:
      return work(BLS_G1)
    default:
      return work(BLS_G2)
  }
}

const add: Handler = (m, at) => {
  const b = m.popBytes()
  const a = m.popBytes()
  m.push(inGroup(at, (group) => group.write(group.read(a).add(group.read(b)))))
}

/**
 * The node multiplies by way of an endomorphism that is a multiplication in the subgroup only; what it gives for other
 * points depends on its library.
 */
function refuseOutsiders<F>(group: Group<F>, points: readonly Parameters<Group<F>['isInSubgroup']>[0][]): void {
  if (points.every((point) => group.isInSubgroup(point))) return
  throw new NotSupportedByDevnet('multiplying a curve point outside of the prime-order subgroup')
}

const scalarMul: Handler = (m, at) => {
  const scalar = m.popBytes()
  const bytes = m.popBytes()
  if (scalar.length > SCALAR_BYTES) fail(`ec_scalar_mul scalar len is ${scalar.length}, exceeds ${SCALAR_BYTES}`)
  m.push(
    inGroup(at, (group) => {
      const point = group.read(bytes)
      refuseOutsiders(group, [point])
      return group.write(point.multiplyUnsafe(toNumber(scalar) % group.order))
    }),
  )
}

const multiScalarMul: Handler = (m, at) => {
  const scalars = m.popBytes()
  const bytes = m.popBytes()
  m.push(
    inGroup(at, (group) => {
      const points = group.readAll(bytes, false)
      const expected = SCALAR_BYTES * points.length
      if (scalars.length !== expected) fail(`bad scalars length ${scalars.length}. Expected ${expected}`)
      refuseOutsiders(group, points)
      const products = points.map((point, i) => {
        const scalar = scalars.subarray(SCALAR_BYTES * i, SCALAR_BYTES * (i + 1))
        return point.multiplyUnsafe(toNumber(scalar) % group.order)
      })
      return group.write(products.reduce((sum, product) => sum.add(product)))
    }),
  )
}

function pairsToOne<F1, F2>(
  curve: typeof bn254 | typeof bls12_381,
  g1: Group<F1>,
  g2: Group<F2>,
  bytes1: Bytes,
  bytes2: Bytes,
): boolean {
  const points1 = g1.readAll(bytes1, true)
  const points2 = g2.readAll(bytes2, true)
  if (points1.length !== points2.length) fail('invalid inputs sizes')
  const { Fp12 } = curve.fields
  type Pair = Parameters<typeof curve.pairingBatch>[0][number]
  // A pair with the point at infinity contributes nothing, and the library refuses it.
  const pairs = points1.flatMap((point, i) =>
    point.is0() || points2[i]!.is0() ? [] : [{ g1: point, g2: points2[i]! } as unknown as Pair],
  )
  return pairs.length === 0 || Fp12.eql(curve.pairingBatch(pairs), Fp12.ONE)
}

const pairingCheck: Handler = (m, at) => {
  const b = m.popBytes()
  const a = m.popBytes()
  const [bytes1, bytes2] = at.imm[0]! % 2 === 0 ? [a, b] : [b, a]
  const onBn254 = at.imm[0]! < 2
  m.pushBool(
    onBn254
      ? pairsToOne(bn254, BN254_G1, BN254_G2, bytes1, bytes2)
      : pairsToOne(bls12_381, BLS_G1, BLS_G2, bytes1, bytes2),
  )
}

const subgroupCheck: Handler = (m, at) => {
  const bytes = m.popBytes()
  m.pushBool(inGroup(at, (group) => group.isInSubgroup(group.read(bytes))))
}

const mapTo: Handler = (m, at) => {
  const bytes = m.popBytes()
  m.push(inGroup(at, (group) => group.write(group.map(bytes))))
}

export const ellipticOps: Record<string, Handler> = {
  ec_add: add,
  ec_scalar_mul: scalarMul,
  ec_multi_scalar_mul: multiScalarMul,
  ec_pairing_check: pairingCheck,
  ec_subgroup_check: subgroupCheck,
  ec_map_to: mapTo,
}
