/**
 * How long and with which seed a proof runs. `PROOF=long` is the nightly length, `SEED=n` replays a run, `CHAIN=node`
 * sends everything to the algod of the ALGOD_* variables instead of the embedded chain.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
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

/** Where the figures of a run are left for `npm run proof` to collect. */
export const FIGURES_DIR = fileURLToPath(new URL(`../../reports/proof/${CHAIN}/`, import.meta.url))

/** Leaves the figures of one row of the proof behind, and prints them: a run that says nothing proves nothing. */
export function recordFigures(row: string, figures: Record<string, string | number | boolean>): void {
  mkdirSync(FIGURES_DIR, { recursive: true })
  writeFileSync(`${FIGURES_DIR}${row}.json`, `${JSON.stringify({ seed: SEED, ...figures }, null, 2)}\n`)
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  process.stdout.write(`proof ${row} on ${CHAIN}, seed ${SEED}: ${text.join(', ')}\n`)
}

/** One line now and then, so that a long run can be watched. */
export function progress(row: string, total: number): (done: number) => void {
  let last = Date.now()
  return (done) => {
    if (Date.now() - last < 5_000) return
    last = Date.now()
    process.stdout.write(`proof ${row}: ${done} of ${total}\n`)
  }
}
