/** What the map needs of a field; the fields of @noble/curves have it. */
type Field<T> = {
  ONE: T
  add: (a: T, b: T) => T
  sub: (a: T, b: T) => T
  mul: (a: T, b: T | bigint) => T
  sqr: (a: T) => T
  neg: (a: T) => T
  inv: (a: T) => T
  sqrt: (a: T) => T
  is0: (a: T) => boolean
}

/**
 * The map of Shallue and van de Woestijne from a field to a curve y² = x³ + b, as RFC 9380, section 6.6.1 defines it, with
 * Z = 1 (what its section H.1 finds for BN254). `sign` is sgn0 of section 4.1.
 */
export function shallueVanDeWoestijne<T>(field: Field<T>, b: T, sign: (value: T) => boolean) {
  const { ONE } = field
  const add = (a: T, b: T) => field.add(a, b)
  const sub = (a: T, b: T) => field.sub(a, b)
  const mul = (a: T, b: T | bigint) => field.mul(a, b)
  const sqr = (a: T) => field.sqr(a)
  const neg = (a: T) => field.neg(a)
  const inv = (a: T) => field.inv(a)
  const sqrt = (a: T) => field.sqrt(a)
  const is0 = (a: T) => field.is0(a)
  const curve = (x: T) => add(mul(sqr(x), x), b)
  const root = (value: T): T | undefined => {
    try {
      return sqrt(value)
    } catch {
      return undefined
    }
  }
  const z = ONE
  const threeZ2 = mul(sqr(z), 3n)
  const c1 = curve(z)
  const c2 = mul(neg(z), inv(add(ONE, ONE)))
  const rootOfC3 = sqrt(neg(mul(c1, threeZ2)))
  const c3 = sign(rootOfC3) ? neg(rootOfC3) : rootOfC3
  const c4 = mul(neg(mul(c1, 4n)), inv(threeZ2))

  return (u: T): { x: T; y: T } => {
    const t = mul(sqr(u), c1)
    const plus = add(ONE, t)
    const minus = sub(ONE, t)
    const product = mul(plus, minus)
    const inverse = is0(product) ? product : inv(product)
    const shift = mul(mul(mul(u, minus), inverse), c3)
    const candidates = [() => sub(c2, shift), () => add(c2, shift), () => add(mul(sqr(mul(sqr(plus), inverse)), c4), z)]
    for (const candidate of candidates) {
      const x = candidate()
      const y = root(curve(x))
      if (y !== undefined) return { x, y: sign(u) === sign(y) ? y : neg(y) }
    }
    throw new Error('one of three candidates is always on the curve')
  }
}
