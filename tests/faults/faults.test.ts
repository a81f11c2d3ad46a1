/**
 * Row 16 (threats T45 and T58): faults between the SDK and the chain.
 * given a connection that drops, loses answers, repeats, delays and reorders, and a node that lies
 *   it never has two effects, and never reports a payment that did not happen
 */
import { microAlgo } from '@algorandfoundation/algokit-utils'
import { approve, submit, usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openFixture } from '../../sdk/test/chain'
import { createRandom } from '../engine/random'
import { serial } from '../engine/chain'
import { progress, recordFigures, SEED, size } from '../engine/settings'
import { faulty, KINDS, type Count } from './connection'

const FAULTS = size('FAULTS', 300, 10_000)

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

/**
 * A network makes blocks while nobody sends; without them a confirmation that was denied is awaited for a minute. The
 * embedded chain makes one whenever it is asked for the next, so that each run is the same.
 */
function heartbeat(): () => void {
  const { devnet, algorand, admin } = fixture
  if (devnet !== undefined) return () => undefined
  let beating = false
  const beat = async () => {
    if (beating) return
    beating = true
    const nothing = { sender: admin.address, receiver: admin.address, amount: microAlgo(0), note: serial() }
    // A node in dev mode makes one for each transaction.
    await algorand.send.payment({ ...nothing, suppressLog: true }).catch(() => undefined)
    beating = false
  }
  const timer = setInterval(() => void beat(), 50)
  return () => clearInterval(timer)
}

test('T45 T58: whatever fails on the way, an approval pays once or not at all', { timeout: 3_600_000 }, async () => {
  const random = createRandom(SEED)
  const count = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Count
  const total = () => Object.values(count).reduce((sum, one) => sum + one, 0)
  const report = progress('faults', FAULTS)
  const start = fixture.devnet?.snapshot()
  let [actions, reported, silent, doubles] = [0, 0, 0, 0]
  onTestFinished(heartbeat())
  while (total() < FAULTS) {
    // Ids of transactions must not come back after a revert: the connection forgets what it held.
    if (start !== undefined) fixture.devnet?.revert(start)
    // A node cannot go back: its accounts have ALGO for some hundred engagements.
    else if (actions % 100 === 99) fixture = await openFixture()
    const algorand = faulty(fixture.algorand, random, 3, count, () => fixture.devnet?.mine(1))
    const running = await fixture.engagementIn('running')
    const said = { evidence: 'delivered' }
    await submit({ ...fixture.freelancer, algorand }, running, said).catch(() => undefined)
    const now = await fixture.escrow.getEngagement(running)
    const before = (await fixture.usdc.balanceOf(fixture.freelancer.address)) ?? 0n
    if (now.status === 'running') await fixture.freelancer.submit(running, said)
    const results = await Promise.allSettled([0, 1, 2].map(() => approve({ ...fixture.client, algorand }, running)))
    const paid = ((await fixture.usdc.balanceOf(fixture.freelancer.address)) ?? 0n) - before
    const claims = results.filter((result) => result.status === 'fulfilled')
    if (paid !== 0n && paid !== usdc('291')) doubles += 1
    for (const claim of claims) expect(claim.value.paid.freelancer).toBe(usdc('291'))
    if (claims.length > 0) expect(paid, 'an approval that was reported has paid').toBe(usdc('291'))
    if (claims.length > 0) reported += 1
    else if (paid > 0n) silent += 1
    actions += 1
    report(total())
  }
  expect(doubles).toBe(0)
  recordFigures('16-faults', {
    faults: total(),
    actions,
    reported,
    paidWithoutReport: silent,
    doubleEffects: doubles,
    ...count,
  })
})
