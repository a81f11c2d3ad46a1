import { formatUsdc } from '@holdfast/sdk'
import type { Holdings } from './holdings'

/** A dumb terminal cannot go back in a line: it gets what a file gets. */
const IS_TERMINAL = process.stdout.isTTY === true && process.env['TERM'] !== 'dumb'
const HAS_COLOUR = IS_TERMINAL && !process.env['NO_COLOR']
const paint = (code: number) => (text: string) => (HAS_COLOUR ? `\u001b[${code}m${text}\u001b[0m` : text)
export const bold = paint(1)
export const dim = paint(2)
export const green = paint(32)
export const red = paint(31)

/** A label and five amounts. 80 columns hold 39 + 5 x 8; in a narrower window, from 60 on, it is 25 + 5 x 7. */
const WIDTH = process.stdout.columns || 80
const [LABEL, CELL] = WIDTH < 80 ? [25, 7] : [39, 8]
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

/** The label in its column; what does not fit goes on below, and the amounts stand beside its last line. */
export function fit(label: string): string {
  const lines = wrap(label, LABEL)
  return [...lines.slice(0, -1), lines.at(-1)?.padEnd(LABEL)].join('\n')
}

/** A paragraph, as wide as the window. */
export function paragraph(text: string): string {
  return wrap(text, WIDTH).join('\n')
}

/** Lines that end between words and keep the indent of the first. */
function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = indent
  for (const word of text.trim().split(' ')) {
    const longer = line === indent ? indent + word : `${line} ${word}`
    if (longer.length > width && line !== indent) lines.push(line)
    line = longer.length > width ? indent + word : longer
  }
  return [...lines, line]
}

/** What is happening now, overwritten by what comes next; nothing where that is not possible. */
export function progress(text: string): void {
  if (!IS_TERMINAL) return
  const line = `  ▸ ${text} …`
  // a line that reaches the edge would break in two, and only the second half could be overwritten
  process.stdout.write(`\r\u001b[2K${dim(line.length < WIDTH ? line : `${line.slice(0, WIDTH - 2)}…`)}`)
}

// `npm run demo | head`: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

export function say(line = ''): void {
  process.stdout.write(`${IS_TERMINAL ? '\r\u001b[2K' : ''}${line}\n`)
}
