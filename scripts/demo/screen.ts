import { formatUsdc } from '@holdfast/sdk'
import type { Holdings } from './holdings'

const IS_TERMINAL = process.stdout.isTTY === true
const HAS_COLOUR = IS_TERMINAL && !process.env['NO_COLOR']
const paint = (code: number) => (text: string) => (HAS_COLOUR ? `\u001b[${code}m${text}\u001b[0m` : text)
export const bold = paint(1)
export const dim = paint(2)
export const green = paint(32)
export const red = paint(31)

/** A terminal of 80 columns holds it: a label of 39 and five amounts of 8. */
const LABEL = 39
const CELL = 8
const COLUMNS = ['Ada', 'Ben', 'escrow', 'burned', 'fees'] as const
export const RULE = dim('─'.repeat(LABEL + CELL * COLUMNS.length))

export function header(label: string): string {
  return bold(fit(label) + cells(COLUMNS))
}

/** Two decimals: every amount of this story is a whole number of cents. Nothing is a dot. */
export function money(amount: bigint): string {
  if (amount === 0n) return '·'
  const [whole = '', fraction = ''] = formatUsdc(amount).split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

/** The columns right of the label. */
export function cells(texts: readonly string[]): string {
  return texts.map((text) => text.padStart(CELL)).join('')
}

/** One line of the table; what moved is bold, what stayed is dim. */
export function row(label: string, now: Holdings, before: Holdings | undefined): string {
  const keys = ['ada', 'ben', 'escrow', 'burned', 'fees'] as const
  const amounts = keys.map((key) => {
    const moved = before !== undefined && before[key] !== now[key]
    return (moved ? bold : dim)(cells([money(now[key])]))
  })
  return fit(label) + amounts.join('')
}

/** The label in its column; a longer one is a mistake of this script. */
export function fit(label: string): string {
  if (label.length > LABEL) throw new Error(`"${label}" has more than ${LABEL} letters`)
  return label.padEnd(LABEL)
}

/** What is happening now, overwritten by what comes next; nothing where there is no terminal. */
export function progress(text: string): void {
  if (IS_TERMINAL) process.stdout.write(`\r\u001b[2K${dim(`  ▸ ${text} …`)}`)
}

export function say(line = ''): void {
  process.stdout.write(`${IS_TERMINAL ? '\r\u001b[2K' : ''}${line}\n`)
}
