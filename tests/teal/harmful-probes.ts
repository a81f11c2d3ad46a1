/**
 * Calls with one wrong part that the ledger alone would let pass, so that the contract has to refuse them: a rekeyed account's
 * call signed by its new key, a closed account's call paid for by others, a clawback by somebody who may, a creation by the
 * method of a project that exists.
 */
import algosdk from 'algosdk'
import { clearState, optOut } from '../engine/act'
import { ALLOWED } from '../engine/allowed'
import { must, payment, transfer, type Signed } from '../engine/call'
import { groupOf } from '../engine/calls'
import { serial } from '../engine/chain'
import { boxDeposit, type Project } from '../engine/project'
import { AMOUNT, FEE, type Scene } from '../engine/scenes'
import type { Probe } from './probes'

type Fields = Partial<Parameters<typeof algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject>[0]>

/** The deposit of a start, right but for these fields. */
function deposit({ world, client, address }: Project, fields: Fields): Signed {
  const txn = algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
    sender: client.addr,
    receiver: address,
    assetIndex: world.usdc,
    amount: AMOUNT + FEE,
    suggestedParams: world.chain.params(),
    note: serial(),
    ...fields,
  })
  return [txn, client]
}

/** The payment of an offer, right but for these fields. */
function boxPaid({ world, client, address }: Project, fields: { rekeyTo?: string; closeRemainderTo?: string }): Signed {
  const txn = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    sender: client.addr,
    receiver: address,
    amount: boxDeposit(2),
    suggestedParams: { ...world.chain.params(), fee: 20_000n },
    note: serial(),
    ...fields,
  })
  return [txn, client]
}

/** The group of an allowed call behind another transaction, the call signed by somebody else where its sender was rekeyed. */
function behind(scene: Scene, verb: 'start' | 'offer', before: Signed, rekeyed: boolean, fee?: bigint): Signed[] {
  const group = groupOf(scene.project, ALLOWED[verb].call(scene), {
    before: [before],
    ...(fee === undefined ? {} : { fee }),
  })
  const { stranger } = scene.project.world.people
  return group.map(([txn, key], nth) => [txn, rekeyed && nth > 0 ? stranger : key])
}

/** USDC's issuer lets the client claw back, as TestNet's can: needs a world with a clawback. */
async function letClientClawBack({ world, client }: Project): Promise<void> {
  const { issuer } = world.people
  const txn = algosdk.makeAssetConfigTxnWithSuggestedParamsFromObject({
    sender: issuer.addr,
    assetIndex: world.usdc,
    manager: issuer.addr,
    freeze: issuer.addr,
    clawback: client.addr,
    strictEmptyAddressChecking: false,
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  await must(world.chain, [[txn, issuer]])
}

/** The client leaves everything but ALGO, so that its account can be closed. */
async function strip({ world, client }: Project): Promise<void> {
  await optOut(world, client)
}

const strangerOf = ({ project }: Scene) => project.world.people.stranger.addr

export const harmful = (): Probe[] => [
  {
    name: 'start behind a deposit that rekeys',
    scene: 'waiting',
    group: (scene) => behind(scene, 'start', deposit(scene.project, { rekeyTo: strangerOf(scene) }), true),
  },
  {
    name: 'start behind a deposit that closes out',
    scene: 'waiting',
    group: (scene) => behind(scene, 'start', deposit(scene.project, { closeRemainderTo: strangerOf(scene) }), false),
  },
  {
    name: 'start behind a deposit that is clawed back from a stranger',
    scene: 'waiting',
    prepare: ({ project }) => letClientClawBack(project),
    group: (scene) => behind(scene, 'start', deposit(scene.project, { assetSender: strangerOf(scene) }), false),
  },
  {
    name: 'offer behind a payment that rekeys',
    scene: 'none',
    group: (scene) => behind(scene, 'offer', boxPaid(scene.project, { rekeyTo: strangerOf(scene) }), true),
  },
  {
    name: 'offer behind a payment that closes the account',
    scene: 'none',
    prepare: ({ project }) => strip(project),
    group: (scene) =>
      behind(scene, 'offer', boxPaid(scene.project, { closeRemainderTo: strangerOf(scene) }), false, 0n),
  },
  {
    name: 'refund of a departed freelancer who has submitted once',
    scene: 'reworked',
    prepare: clearState,
    group: (scene) => groupOf(scene.project, ALLOWED.refund.call(scene)),
  },
  {
    name: 'withdraw of an owner who left USDC',
    scene: 'credited',
    prepare: ({ project, freelancer }) => optOut(project.world, freelancer),
    group: (scene) => groupOf(scene.project, ALLOWED.withdraw.call(scene)),
  },
  {
    name: 'start behind a deposit by a stranger',
    scene: 'waiting',
    group: (scene) => {
      const { world, address } = scene.project
      const { stranger } = world.people
      return behind(scene, 'start', transfer(world.chain, stranger, address, world.usdc, AMOUNT + FEE), false)
    },
  },
  {
    name: 'offer behind a payment by a stranger',
    scene: 'none',
    group: (scene) => {
      const { world, address } = scene.project
      return behind(scene, 'offer', payment(world.chain, world.people.stranger, address, boxDeposit(2)), false)
    },
  },
]
