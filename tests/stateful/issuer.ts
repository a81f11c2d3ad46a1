/** What happens to payees from outside: the issuer freezes and thaws, holders leave USDC and come back. */
import algosdk from 'algosdk'
import { must, transfer, type Signed } from '../engine/call'
import { serial } from '../engine/chain'
import type { View } from '../engine/observe'
import type { Project } from '../engine/project'
import type { Random } from '../engine/random'
import type { Role } from '../engine/world'

export type Payee = 'client' | 'freelancer' | 'second' | 'burn' | 'protocol' | 'escrow'
type Change = {
  text: string
  /** whose payability changed, and to what */
  address: string | undefined
  payable: boolean
  frozenEscrow: boolean | undefined
  moved: Partial<Record<Role | 'escrow' | 'protocol', bigint>>
}

export async function changePayee(project: Project, view: View, payee: Payee, random: Random): Promise<Change> {
  const { world, address: escrow } = project
  const { chain, people, protocol, usdc } = world
  const address = payee === 'escrow' ? escrow : payee === 'protocol' ? protocol.address : people[payee].addr
  const { frozen, payable, usdc: balance } = view.accounts[payee]
  const key = payee === 'escrow' || payee === 'protocol' ? undefined : people[payee]
  const result = { address: payee === 'escrow' ? undefined : address, frozenEscrow: undefined, moved: {} }
  if (!payable && !frozen && key !== undefined) {
    // Comes back, and gets back what it had left with the rival.
    const returned = payee === 'client' ? (await holding(project, 'rival')) - PURSE : 0n
    const group = [transfer(chain, key, key.addr, usdc, 0n)]
    if (returned > 0n) group.push(transfer(chain, people.rival, key.addr, usdc, returned))
    await must(chain, group)
    const moved = returned > 0n ? { rival: -returned, [payee]: returned } : {}
    return { ...result, text: `${payee} opts in again`, payable: true, moved }
  }
  if (!frozen && key !== undefined && random.chance(2)) {
    await must(chain, [leave(project, key.addr, people.rival.addr, key)])
    return { ...result, text: `${payee} opts out`, payable: false, moved: { [payee]: -balance, rival: balance } }
  }
  const freeze = algosdk.makeAssetFreezeTxnWithSuggestedParamsFromObject({
    sender: people.issuer.addr,
    assetIndex: usdc,
    freezeTarget: address,
    frozen: !frozen,
    suggestedParams: chain.params(),
    note: serial(),
  })
  await must(chain, [[freeze, people.issuer]])
  const text = `the issuer ${frozen ? 'thaws' : 'freezes'} ${payee}`
  return { ...result, text, payable: frozen, ...(payee === 'escrow' ? { frozenEscrow: !frozen } : {}) }
}

/** What the rival owns of its own. */
const PURSE = 10_000_000_000_000_000n

async function holding({ world }: Project, role: Role): Promise<bigint> {
  const { assetHolding } = await world.chain.algod.accountAssetInformation(world.people[role].addr, world.usdc).do()
  return assetHolding?.amount ?? 0n
}

function leave({ world }: Project, sender: string, closeRemainderTo: string, key: Signed[1]): Signed {
  const txn = algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
    sender,
    receiver: closeRemainderTo,
    closeRemainderTo,
    assetIndex: world.usdc,
    amount: 0,
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  return [txn, key]
}
