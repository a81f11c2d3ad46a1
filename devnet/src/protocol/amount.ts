/** An amount as the node prints it: microalgos, millialgos or algos, whichever reads best. */
export function amountText(microAlgos: bigint): string {
  if (microAlgos === 0n) return '0.0A'
  if (microAlgos < 1_000n) return `${microAlgos}uA`
  const [unit, name, digits] = microAlgos < 1_000_000n ? ([1_000n, 'mA', 3] as const) : ([1_000_000n, 'A', 6] as const)
  const rest = microAlgos % unit
  return rest === 0n
    ? `${microAlgos / unit}${name}`
    : `${microAlgos / unit}.${rest.toString().padStart(digits, '0')}${name}`
}

/** A number of millionths: 1.5 is `1.500000`. */
export function micros(millionths: bigint): string {
  return `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, '0')}`
}
