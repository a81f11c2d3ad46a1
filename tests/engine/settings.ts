/**
 * How long and with which seed a proof runs. `PROOF=long` is the nightly length, `SEED=n` replays a run, `CHAIN=node`
 * sends everything to the algod of the ALGOD_* variables instead of the embedded chain.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const CHAIN: 'devnet' | 'node' = process.env['CHAIN'] === 'node' ? 'node' : 'devnet'
export const LONG = process.env['PROOF'] === 'long'

/** Fixed unless asked otherwise, so that two runs of the same commit do the same. */
export const SEED = Number(process.env['SEED'] ?? 20261121)

/** A size of the proof: the default one, the long one, or what the variable of that name says. */
export function size(name: string, standard: number, long: number): number {
  const asked = process.env[name]
  if (asked !== undefined) return Number(asked)
  return LONG ? long : standard
}

/**
 * Where the figures of a run are left for `npm run proof` to collect, those of long runs apart; a run that is not for it
 * names another folder.
 */
export const FIGURES_DIR =
  process.env['FIGURES_DIR'] ??
  fileURLToPath(new URL(`../../reports/proof/${CHAIN}${LONG ? '-long' : ''}/`, import.meta.url))

let began = Date.now()

/** Before each test file, for they share a process: a row begins with the file that shows it. */
export function rowBegins(): void {
  began = Date.now()
}

type Figures = Record<string, string | number | boolean>

/** Leaves the figures of one row of the proof behind; a long run does so as it goes, in case it is stopped. */
export function keepFigures(row: string, figures: Figures): void {
  const minutes = Math.ceil((Date.now() - began) / 60_000)
  const kept = { seed: SEED, ...figures, ...(LONG ? { minutes } : {}) }
  mkdirSync(FIGURES_DIR, { recursive: true })
  writeFileSync(join(FIGURES_DIR, `${row}.json`), `${JSON.stringify(kept, null, 2)}\n`)
}

/** Leaves the figures behind and prints them: a run that says nothing proves nothing. */
export function recordFigures(row: string, figures: Figures): void {
  keepFigures(row, figures)
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  process.stdout.write(`proof ${row} on ${CHAIN}, seed ${SEED}: ${text.join(', ')}\n`)
}

/** One line now and then, so that a long run can be watched: how far it is, and how long the rest takes at that pace. */
export function progress(row: string, total: number): (done: number) => void {
  const start = Date.now()
  const pause = LONG ? 30_000 : 5_000
  let last = start
  return (done) => {
    if (Date.now() - last < pause) return
    last = Date.now()
    const left = done > 0 ? Math.ceil(((last - start) * (total - done)) / done / 60_000) : '?'
    const percent = Math.floor((100 * done) / total)
    process.stdout.write(`proof ${row}: ${done} of ${total} (${percent} %), about ${left} min left\n`)
  }
}
