/**
 * Row 1 for the Protocol: every method in every state by every caller.
 * given a cell that is refused
 *   it fails with the code of the table, and nothing changes
 * given a cell that is allowed
 *   it emits these events, writes these global values, moves this USDC, and nothing else
 *   the Protocol's ALGO is its minimum balance to the microALGO
 */
import algosdk from 'algosdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../engine/call'
import type { Confirmed } from '../engine/outcome'
import { recordFigures } from '../engine/settings'
import { codeOf, openWorld, readGlobal, type World } from '../engine/world'
import { canonical } from '../invariants/trace'
import { CALLERS, PROTOCOL_CALLS, PROTOCOL_METHODS, type ProtocolCaller, type ProtocolMethod } from './calls'
import { TABLE, type Cell, type Effect } from './cells'
import { buildProtocolScene, PROTOCOL_SCENES, type ProtocolScene, type ProtocolSceneName } from './scenes'

let base: World
let home: (() => void) | undefined
const count = { refused: 0, allowed: 0 }
beforeAll(async () => {
  base = await openWorld()
  home = base.chain.snapshot?.()
})
/** A Protocol that nothing has happened to: gone back to on the embedded chain, a new one on a node. */
async function fresh(): Promise<void> {
  if (home === undefined) base = await openWorld({ chain: base.chain })
  else home()
}
afterAll(() => {
  recordFigures('01-protocol', count)
  expect(count.refused + count.allowed).toBe(PROTOCOL_METHODS.length * PROTOCOL_SCENES.length * CALLERS.length)
})

/** Columns are named after what the caller is now: after a handover the rival is the admin and the admin is nobody. */
function columnOf(scene: ProtocolSceneName, caller: ProtocolCaller): ProtocolCaller {
  if (scene !== 'handedOver') return caller
  return caller === 'rival' ? 'admin' : caller === 'admin' ? 'stranger' : caller
}

function cellOf(method: ProtocolMethod, scene: ProtocolSceneName, caller: ProtocolCaller): Cell {
  const rows = TABLE[method]
  const row = rows[columnOf(scene, caller)] ?? rows.others
  if (typeof row === 'string' || typeof row === 'function' || 'events' in row) return row
  const cell = row[scene] ?? row.rest
  if (cell === undefined) throw new Error(`the table says nothing about ${method} by ${caller} in ${scene}`)
  return cell
}

type Facts = { global: Map<string, bigint | Uint8Array>; boxes: string; usdc: Record<string, bigint>; algo: bigint[] }

async function look({ world, project }: ProtocolScene): Promise<Facts> {
  const { chain, protocol, people, usdc } = world
  const { boxes } = await chain.algod.getApplicationBoxes(protocol.id).do()
  const values = await Promise.all(
    boxes.map(async ({ name }) => {
      const { value } = await chain.algod.getApplicationBoxByName(protocol.id, name).do()
      return [name, value].map((bytes) => Buffer.from(bytes).toString('base64')).join()
    }),
  )
  const addresses: Record<string, string> = {
    protocol: protocol.address,
    ...(project === undefined ? {} : { project: project.address }),
    ...Object.fromEntries(Object.entries(people).map(([role, { addr }]) => [role, addr])),
  }
  const views = await Promise.all(
    Object.entries(addresses).map(async ([role, addr]) => {
      const { assets } = await chain.algod.accountInformation(addr).do()
      return [role, assets?.find(({ assetId }) => assetId === usdc)?.amount ?? 0n] as const
    }),
  )
  const { amount, minBalance } = await chain.algod.accountInformation(protocol.address).do()
  return {
    global: await readGlobal(chain, protocol.id),
    boxes: values.sort().join('\n'),
    usdc: Object.fromEntries(views),
    algo: [amount, BigInt(minBalance)],
  }
}

/** What differs between two readings of the global state, by key; the zero address and 0 are values like any other. */
function written(before: Facts, after: Facts): Record<string, string> {
  const keys = [...after.global.keys()].filter(
    (key) => canonical(before.global.get(key)) !== canonical(after.global.get(key)),
  )
  return Object.fromEntries(keys.map((key) => [key, canonical(after.global.get(key))]))
}

const moved = (before: Facts, after: Facts) =>
  Object.fromEntries(
    Object.entries(after.usdc)
      .map(([role, amount]) => [role, amount - (before.usdc[role] ?? 0n)] as const)
      .filter(([, gain]) => gain !== 0n),
  )

function eventsOf({ world }: ProtocolScene, txns: readonly Confirmed[]): string[] {
  return txns.flatMap(({ txn, logs }) =>
    txn.txn.applicationCall?.appIndex === world.protocol.id
      ? (logs ?? []).flatMap((log) => world.protocol.program.decodeEvent(log)?.name ?? [])
      : [],
  )
}

describe.each(PROTOCOL_SCENES)('given %s', (name) => {
  let scene: ProtocolScene
  let back: (() => void) | undefined
  // What is refused changes nothing, as every cell checks: only an allowed call makes a new state necessary.
  let unchanged: Facts | undefined
  const again = async (): Promise<Facts> => {
    if (unchanged !== undefined) return unchanged
    if (back !== undefined) back()
    else {
      await fresh()
      scene = await buildProtocolScene(base, name)
      back = base.chain.snapshot?.()
    }
    return look(scene)
  }

  test.each(PROTOCOL_METHODS)('%s does for everybody what the table says', { timeout: 600_000 }, async (method) => {
    for (const caller of CALLERS) {
      const before = await again()
      const cell = cellOf(method, name, caller)
      const what = `${method} by ${caller}`
      const outcome = await attempt(base.chain, PROTOCOL_CALLS[method](scene, scene.world.people[caller]))
      const after = await look(scene)
      unchanged = outcome.ok ? undefined : after
      if (typeof cell === 'string') {
        const said = outcome.ok ? 'allowed' : (codeOf(scene.world, outcome) ?? 'refusedByLedger')
        expect(`${what}: ${said}`).toBe(`${what}: ${cell}`)
        expect(canonical(after), `${what}: a refused call changed something`).toBe(canonical(before))
        count.refused += 1
        continue
      }
      if (!outcome.ok) throw new Error(`${what}: ${codeOf(scene.world, outcome) ?? ''} ${outcome.text}`)
      const wanted: Effect = typeof cell === 'function' ? cell(scene, scene.world.people[caller]) : cell
      expect(eventsOf(scene, outcome.txns), what).toEqual(wanted.events)
      const values = Object.entries(wanted.global ?? {}).map(([key, value]) => [key, canonical(value)])
      expect(written(before, after), what).toEqual(Object.fromEntries(values))
      expect(moved(before, after), what).toEqual(wanted.usdc ?? {})
      const [algo, least] = after.algo
      if (name !== 'fresh' || method === 'init') expect(algo, `${what}: ALGO of the Protocol`).toBe(least)
      count.allowed += 1
    }
  })
})

test('the zero address can be proposed, which withdraws the proposal', async () => {
  await fresh()
  const scene = await buildProtocolScene(base, 'handover')
  const { chain, people } = scene.world
  const zero = algosdk.Address.zeroAddress().toString()
  const withdrawn = await attempt(chain, PROTOCOL_CALLS.proposeAdmin(scene, people.admin, { args: [zero] }))
  expect(withdrawn.ok).toBe(true)
  const late = await attempt(chain, PROTOCOL_CALLS.acceptAdmin(scene, people.rival))
  expect(late.ok ? 'allowed' : codeOf(scene.world, late)).toBe('notPendingAdmin')
})
