/**
 * What is wrong with an ABI method signature, in the node's words: it takes any for the `method` pseudo-op, and warns where
 * it reports errors anyway. Texts are byte strings.
 */
export function signatureFault(signature: string): string | undefined {
  if (signature.length > LONGEST_CHECKED) return undefined
  const start = signature.indexOf('(')
  if (start < 0) return `No parenthesis in method signature: "${signature}"`
  if (start === 0) return `Method signature has no name: "${signature}"`
  const end = closingOf(signature)
  if (end === undefined) return `Unpaired parenthesis in method signature: "${signature}"`
  const args = tupleItems(signature.slice(start + 1, end))
  if (typeof args === 'string') return args
  for (const [i, arg] of args.entries()) {
    const fault = NO_VALUES.has(arg) ? undefined : typeFault(arg)
    if (fault !== undefined) return `Error parsing argument type at index ${i}: ${fault}`
  }
  const returned = signature.slice(end + 1)
  const fault = returned === 'void' ? undefined : typeFault(returned)
  return fault === undefined ? undefined : `Error parsing return type: ${fault}`
}

/** Tuples in tuples are read once a level, which takes the square of their length. */
const LONGEST_CHECKED = 1_000

/** References and transactions: arguments that no value stands for. */
const NO_VALUES = new Set('account asset application txn pay keyreg acfg axfer afrz appl'.split(' '))

/** Where the first pair of parentheses ends. */
function closingOf(text: string): number | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] !== ')') continue
    if (depth === 0) return undefined
    if (--depth === 0) return at
  }
  return undefined
}

/** The types between the outer commas, or what is wrong with them as text. */
function tupleItems(text: string): string[] | string {
  if (text === '') return []
  if (text.startsWith(',') || text.endsWith(','))
    return 'parsing error: tuple content should not start or end with comma'
  if (text.includes(',,')) return 'no consecutive commas'
  const items = ['']
  let depth = 0
  for (const char of text) {
    if (char === ',' && depth === 0) {
      items.push('')
      continue
    }
    if (char === '(') depth++
    if (char === ')' && --depth < 0) return `unpaired parentheses: ${text}`
    items[items.length - 1] += char
  }
  if (depth !== 0) return `unpaired parentheses: ${text}`
  // The node cuts tuples out, and puts them back in order where nothing is left: not behind another type.
  const tuples = items.filter((item) => item.includes('(')).map((item) => item.slice(item.indexOf('(')))
  return items.map((item) => item.replace(/\(.*/s, '') || (tuples.shift() ?? ''))
}

const PLAIN = new Set(['byte', 'bool', 'address', 'string'])
const MOST_UINT16 = 65_535

function typeFault(type: string): string | undefined {
  if (type.endsWith('[]')) return typeFault(type.slice(0, -2))
  if (type.endsWith(']')) {
    const [, item, length] = /^([a-z\d[\](),]+)\[(0|[1-9]\d*)\]$/.exec(type) ?? []
    if (item === undefined) return `static array ill formated: "${type}"`
    return rangeFault(length!) ?? typeFault(item)
  }
  if (type.startsWith('uint')) {
    const size = type.slice(4)
    if (!/^\d+$/.test(size) || rangeFault(size) !== undefined) return `ill formed uint type: "${type}"`
    return isSize(size) ? undefined : `unsupported uint type bitSize: ${Number(size)}`
  }
  if (PLAIN.has(type)) return undefined
  if (type.startsWith('ufixed')) {
    const [, size, precision] = /^ufixed([1-9]\d*)x([1-9]\d*)$/.exec(type) ?? []
    if (size === undefined) return `ill formed ufixed type: "${type}"`
    const outOfRange = rangeFault(size) ?? rangeFault(precision!)
    if (outOfRange !== undefined) return outOfRange
    if (!isSize(size)) return `unsupported ufixed type bitSize: ${size}`
    return Number(precision) <= 160 ? undefined : `unsupported ufixed type precision: ${precision}`
  }
  if (!/^\(.*\)$/s.test(type)) return `cannot convert the string "${type}" to an ABI type`
  const items = tupleItems(type.slice(1, -1))
  if (typeof items === 'string') return items
  for (const item of items) {
    const fault = typeFault(item)
    if (fault !== undefined) return fault
  }
  return undefined
}

const isSize = (bits: string): boolean => Number(bits) % 8 === 0 && Number(bits) > 0 && Number(bits) <= 512

const rangeFault = (digits: string): string | undefined =>
  Number(digits) > MOST_UINT16 ? `strconv.ParseUint: parsing "${digits}": value out of range` : undefined
