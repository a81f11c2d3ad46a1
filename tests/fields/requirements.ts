/**
 * What every field of a call and of the transactions before it has to be, as data: the negatives are made from it. A wrong
 * value is made from the right transaction, so that it is the only thing wrong.
 */
import algosdk, { OnApplicationComplete, type Transaction } from 'algosdk'
import { payment, transfer, type Signed } from '../engine/call'
import { serial } from '../engine/chain'
import type { Key } from '../engine/keys'
import type { Project } from '../engine/project'

export type Wrong = { field: string; value: string; make(project: Project): Signed[] }

/** The fields of an asset transfer that a deposit must match, each with the values that are wrong for it. */
export function wrongDeposits(amount: bigint, other: { asset: bigint; project: Project }): Wrong[] {
  const field = (name: string, value: string, change: Partial<Parameters<typeof deposit>[1]>): Wrong => ({
    field: name,
    value,
    make: (project) => deposit(project, { amount, ...change }),
  })
  const people = other.project.world.people
  const { protocol } = other.project.world
  return [
    ...([-1n, 1n, -amount, amount, -9_000_000n, 1_000_000n] as const).map((delta) =>
      field('amount', `${delta} off`, { amount: amount + delta }),
    ),
    field('asset', 'another asset with 6 decimals', { asset: other.asset }),
    {
      field: 'asset',
      value: 'ALGO',
      make: (project) => [payment(project.world.chain, project.client, project.address, amount)],
    },
    ...[
      ['the client itself', people.client.addr],
      ['the freelancer', people.freelancer.addr],
      ['the burn address', people.burn.addr],
      ['the Protocol', protocol.address],
      ['another project', other.project.address],
    ].map(([value = '', receiver = '']) => field('receiver', value, { receiver })),
    field('sender', 'a stranger', { sender: people.stranger }),
    field('sender', 'another client', { sender: people.rival }),
    field('rekeyTo', 'a stranger', { rekeyTo: people.stranger.addr }),
    field('rekeyTo', 'the project', { rekeyTo: other.project.address }),
    field('closeRemainderTo', 'a stranger', { closeRemainderTo: people.stranger.addr }),
    field('closeRemainderTo', 'the project', { closeRemainderTo: 'receiver' }),
    field('assetSender', 'a stranger whose USDC is clawed back', { assetSender: people.stranger.addr }),
    field('assetSender', 'the client', { assetSender: people.client.addr }),
    { field: 'position', value: 'missing', make: () => [] },
    {
      field: 'position',
      value: 'one too early',
      make: (project) => [
        ...deposit(project, { amount }),
        payment(project.world.chain, project.client, project.client.addr, 0n),
      ],
    },
  ]
}

type DepositFields = {
  amount: bigint
  asset?: bigint
  receiver?: string
  sender?: Key
  rekeyTo?: string
  closeRemainderTo?: string
  assetSender?: string
}

function deposit(project: Project, fields: DepositFields): Signed[] {
  const { world, client, address } = project
  const {
    amount,
    asset = world.usdc,
    receiver = address,
    sender = client,
    rekeyTo,
    closeRemainderTo,
    assetSender,
  } = fields
  const txn = algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
    sender: sender.addr,
    receiver,
    assetIndex: asset,
    amount,
    ...(rekeyTo === undefined ? {} : { rekeyTo }),
    ...(closeRemainderTo === undefined
      ? {}
      : { closeRemainderTo: closeRemainderTo === 'receiver' ? receiver : closeRemainderTo }),
    ...(assetSender === undefined ? {} : { assetSender }),
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  return [[txn, sender]]
}

/** The same for the ALGO payment of a box. */
export function wrongPayments(amount: bigint, other: Project): Wrong[] {
  const people = other.world.people
  const pay = (field: string, value: string, change: Partial<PaymentFields>): Wrong => ({
    field,
    value,
    make: (project) => paid(project, { amount, ...change }),
  })
  return [
    ...([-1n, 1n, -amount, 400n, -400n, 6_400n, -6_400n] as const).map((delta) =>
      pay('amount', `${delta} off`, { amount: amount + delta }),
    ),
    ...[
      ['the client itself', people.client.addr],
      ['the Protocol', other.world.protocol.address],
      ['another project', other.address],
    ].map(([value = '', receiver = '']) => pay('receiver', value, { receiver })),
    pay('sender', 'a stranger', { sender: people.stranger }),
    pay('rekeyTo', 'a stranger', { rekeyTo: people.stranger.addr }),
    pay('closeRemainderTo', 'the freelancer', { closeRemainderTo: people.freelancer.addr }),
    {
      field: 'asset',
      value: 'USDC',
      make: ({ world, client, address }) => [transfer(world.chain, client, address, world.usdc, amount)],
    },
    { field: 'position', value: 'missing', make: () => [] },
    {
      field: 'position',
      value: 'one too early',
      make: (project) => [
        ...paid(project, { amount }),
        payment(project.world.chain, project.client, project.client.addr, 0n),
      ],
    },
  ]
}

type PaymentFields = { amount: bigint; receiver?: string; sender?: Key; rekeyTo?: string; closeRemainderTo?: string }

function paid(project: Project, fields: PaymentFields): Signed[] {
  const { world, client, address } = project
  const { amount, receiver = address, sender = client, rekeyTo, closeRemainderTo } = fields
  const txn = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    sender: sender.addr,
    receiver,
    amount,
    ...(rekeyTo === undefined ? {} : { rekeyTo }),
    ...(closeRemainderTo === undefined ? {} : { closeRemainderTo }),
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  return [[txn, sender]]
}

/** ClearState is left out: it cannot be refused, and every state is tried with it elsewhere. */
export const COMPLETIONS = {
  NoOp: OnApplicationComplete.NoOpOC,
  OptIn: OnApplicationComplete.OptInOC,
  CloseOut: OnApplicationComplete.CloseOutOC,
  UpdateApplication: OnApplicationComplete.UpdateApplicationOC,
  DeleteApplication: OnApplicationComplete.DeleteApplicationOC,
} as const

/** The same call with another completion; an update has to carry programs to be well formed. */
export function withCompletion(
  [txn, key]: Signed,
  completion: OnApplicationComplete,
  programs: { approval: Uint8Array; clear: Uint8Array },
): Signed {
  const call = txn.applicationCall
  if (call === undefined) throw new Error('only a call has a completion')
  const update = completion === OnApplicationComplete.UpdateApplicationOC
  return [
    rebuilt(
      txn,
      call.appArgs.map((arg) => arg),
      completion,
      update ? programs : undefined,
    ),
    key,
  ]
}

/** The same call with other argument bytes. */
export function withArgs([txn, key]: Signed, args: readonly Uint8Array[]): Signed {
  return [rebuilt(txn, [...args], txn.applicationCall?.onComplete ?? OnApplicationComplete.NoOpOC), key]
}

function rebuilt(
  txn: Transaction,
  appArgs: Uint8Array[],
  onComplete: OnApplicationComplete,
  programs?: { approval: Uint8Array; clear: Uint8Array },
): Transaction {
  const call = txn.applicationCall
  if (call === undefined) throw new Error('only a call has arguments')
  return new algosdk.Transaction({
    type: algosdk.TransactionType.appl,
    sender: txn.sender,
    note: serial(),
    suggestedParams: {
      fee: txn.fee,
      flatFee: true,
      minFee: 1_000n,
      firstValid: txn.firstValid,
      lastValid: txn.lastValid,
      ...(txn.genesisHash === undefined ? {} : { genesisHash: txn.genesisHash }),
      ...(txn.genesisID === undefined ? {} : { genesisID: txn.genesisID }),
    },
    appCallParams: {
      appIndex: call.appIndex,
      onComplete,
      appArgs,
      accounts: [...call.accounts],
      foreignApps: [...call.foreignApps],
      foreignAssets: [...call.foreignAssets],
      boxes: [...call.boxes],
      ...(programs === undefined ? {} : { approvalProgram: programs.approval, clearProgram: programs.clear }),
    },
  })
}
