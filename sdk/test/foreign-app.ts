import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { AccountClient } from '@holdfast/sdk'
import {
  ABIMethod,
  makeApplicationCallTxnFromObject,
  makeApplicationCreateTxnFromObject,
  makeApplicationUpdateTxnFromObject,
  OnApplicationComplete,
  waitForConfirmation,
} from 'algosdk'
import type { Transaction } from 'algosdk'

/** An app of a stranger: logs whatever it is told to, and calls another app when it is given one. */
const PROGRAM = `#pragma version 10
txn ApplicationID
bz done
txn NumApplications
bz say
itxn_begin
int appl
itxn_field TypeEnum
txna Applications 1
itxn_field ApplicationID
txna ApplicationArgs 1
itxn_field ApplicationArgs
txna Accounts 1
itxn_field Accounts
txna Assets 0
itxn_field Assets
int 0
itxn_field Fee
itxn_submit
say:
txna ApplicationArgs 0
log
done:
int 1`

async function send({ algorand, signer }: AccountClient, transaction: Transaction) {
  const { algod } = algorand.client
  const { txid } = await algod.sendRawTransaction(await signer([transaction], [0])).do()
  return waitForConfirmation(algod, txid, 10)
}

async function compiled(algorand: AlgorandClient, source: string): Promise<Uint8Array> {
  const { result } = await algorand.client.algod.compile(source).do()
  return Uint8Array.from(atob(result), (character) => character.charCodeAt(0))
}

/** Creates the app; returns its id. */
export async function createForeignApp(owner: AccountClient): Promise<bigint> {
  const { algorand, address } = owner
  const created = makeApplicationCreateTxnFromObject({
    sender: address,
    suggestedParams: await algorand.client.algod.getTransactionParams().do(),
    onComplete: OnApplicationComplete.NoOpOC,
    approvalProgram: await compiled(algorand, PROGRAM),
    clearProgram: await compiled(algorand, '#pragma version 10\nint 1'),
    ...{ numGlobalByteSlices: 0, numGlobalInts: 0, numLocalByteSlices: 0, numLocalInts: 0 },
  })
  return (await send(owner, created)).applicationIndex ?? 0n
}

/** Gives the app another program: the same, but the chain counts it as the next version. */
export async function updateForeignApp(owner: AccountClient, app: bigint): Promise<void> {
  const { algorand, address } = owner
  const updated = makeApplicationUpdateTxnFromObject({
    sender: address,
    appIndex: app,
    suggestedParams: await algorand.client.algod.getTransactionParams().do(),
    approvalProgram: await compiled(algorand, PROGRAM),
    clearProgram: await compiled(algorand, '#pragma version 10\nint 1'),
    appArgs: [Uint8Array.of(1)],
  })
  await send(owner, updated)
}

/** Makes the app log these bytes. */
export async function logBytes(
  owner: AccountClient,
  app: bigint,
  bytes: Uint8Array,
  onComplete = OnApplicationComplete.NoOpOC,
): Promise<void> {
  const suggestedParams = await owner.algorand.client.algod.getTransactionParams().do()
  const call = { sender: owner.address, appIndex: app, onComplete, suggestedParams }
  await send(owner, makeApplicationCallTxnFromObject({ ...call, appArgs: [bytes] }))
}

/** Makes the app sweep a project's fees from inside, and log these bytes after it. Returns the transaction's id. */
export async function sweepThrough(
  owner: AccountClient,
  app: bigint,
  project: { id: bigint; protocolAddress: string; usdc: bigint },
  bytes: Uint8Array,
): Promise<string> {
  const suggestedParams = await owner.algorand.client.algod.getTransactionParams().do()
  const transaction = makeApplicationCallTxnFromObject({
    sender: owner.address,
    appIndex: app,
    onComplete: OnApplicationComplete.NoOpOC,
    appArgs: [bytes, ABIMethod.fromSignature('sweepFees()void').getSelector()],
    accounts: [project.protocolAddress],
    foreignApps: [project.id],
    foreignAssets: [project.usdc],
    // The call, the call inside it, and the transfer inside that.
    suggestedParams: { ...suggestedParams, flatFee: true, fee: 3n * suggestedParams.minFee },
  })
  await send(owner, transaction)
  return transaction.txID()
}
