import { assemble } from '../../src/avm/assembler'
import type { Bytes } from '../../src/protocol/txn'
import type { World } from './world'

export type Scenario = { name: string; only?: 'v41' | 'v42'; run: (w: World) => Promise<void> }

export function scenario(name: string, run: (w: World) => Promise<void>, only?: 'v41' | 'v42'): Scenario {
  return { name, run, ...(only ? { only } : {}) }
}

/** A program of a version both protocols run, unless another is asked for. */
export function teal(source: string, version = 12): Bytes {
  return assemble(`#pragma version ${version}\n${source.replace(/; */g, '\n')}\n`).program
}

export const APPROVE = teal('int 1')
export const REJECT = teal('int 0')

/** Branches on the first argument: one small program for many cases. */
export function switchboard(branches: Record<string, string>, otherwise = 'int 1', version = 12): Bytes {
  const names = Object.keys(branches)
  const jumps = names.map((n) => `txna ApplicationArgs 0; byte "${n}"; ==; bnz ${n}`).join('; ')
  const bodies = names.map((n) => `${n}:; ${branches[n]}`).join('; ')
  return teal(`txn NumAppArgs; bz otherwise; ${jumps}; otherwise:; ${otherwise}; return; ${bodies}`, version)
}
