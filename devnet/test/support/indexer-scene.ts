import algosdk, { type Address, type Transaction, type TransactionSigner } from 'algosdk'
import type { Devnet, DevAccount } from '../../src/index'
import { createDevnet } from '../../src/index'

const PROGRAM = `#pragma version 12
txn ApplicationID
bz end
txn OnCompletion
bnz end
txna ApplicationArgs 0
log
txna ApplicationArgs 0
byte "inner"
==
bz boxes
itxn_begin
pushint 1
itxn_field TypeEnum
txn Sender
itxn_field Receiver
pushint 7
itxn_field Amount
byte "from inside"
itxn_field Note
pushint 0
itxn_field Fee
itxn_submit
boxes:
txna ApplicationArgs 0
byte "box"
==
bz end
txna ApplicationArgs 1
byte "content"
box_put
end:
pushint 1
`
const NEW_APP = { numGlobalInts: 0, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 }

/** The block of round n has time BEGIN + 10 n. */
export const BEGIN = 1_900_000_000
export const timeOf = (round: bigint) => new Date((BEGIN + 10 * Number(round)) * 1_000).toISOString()
export const bytes = (text: string) => new TextEncoder().encode(text)

export type Scene = Awaited<ReturnType<typeof playScene>>

type Named = Record<string, { id: string; round: bigint; index: bigint }>

/** A little of everything the indexer tells about, with the same ids, rounds and times in every run. */
export async function playScene() {
  const devnet = await createDevnet({ wallClock: () => BEGIN })
  const [alice, bob, carol, dave] = devnet.accounts as [DevAccount, DevAccount, DevAccount, DevAccount]
  const sent: Named = {}
  const send = sender(devnet, sent)
  const pay = (from: { addr: Address }, to: Address, amount: bigint, note = '', more: object = {}) =>
    algosdk.makePaymentTxnWithSuggestedParamsFromObject({
      ...{ sender: from.addr, receiver: to, amount, note: bytes(note) },
      ...{ suggestedParams: send.params(), ...more },
    })
  const asset = (from: DevAccount, assetName: string, unitName: string) =>
    algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
      ...{ sender: from.addr, assetName, unitName, total: 1_000, decimals: 0, defaultFrozen: false },
      ...{ manager: from.addr, freeze: from.addr, suggestedParams: send.params() },
    })
  const move = (from: DevAccount, to: DevAccount, assetIndex: bigint, amount: bigint) =>
    algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
      ...{ sender: from.addr, receiver: to.addr, assetIndex, amount, suggestedParams: send.params() },
    })

  await send('hello', [pay(alice, bob.addr, 1_000_000n, 'hello world')], alice)
  await send('nothing', [pay(alice, bob.addr, 0n, 'nothing')], alice)
  const gold = await send('gold', [asset(alice, 'Gold Coin', 'GLD')], alice)
  const silver = await send('silver', [asset(bob, 'Silver', 'SLV')], bob)
  await send('optIn', [move(bob, bob, gold, 0n)], bob)
  await send('give', [move(alice, bob, gold, 300n)], alice)
  const frozen = { sender: alice.addr, freezeTarget: bob.addr, assetIndex: gold, frozen: true }
  const freeze = { ...frozen, suggestedParams: send.params() }
  await send('freeze', [algosdk.makeAssetFreezeTxnWithSuggestedParamsFromObject(freeze)], alice)
  const destroy = { sender: bob.addr, assetIndex: silver, suggestedParams: send.params() }
  await send('destroy', [algosdk.makeAssetDestroyTxnWithSuggestedParamsFromObject(destroy)], bob)

  const compiled = await devnet.clients.algod.compile(PROGRAM).do()
  const program = algosdk.base64ToBytes(compiled.result)
  const create = () =>
    algosdk.makeApplicationCreateTxnFromObject({
      ...{ sender: alice.addr, approvalProgram: program, clearProgram: program, ...NEW_APP },
      ...{ onComplete: algosdk.OnApplicationComplete.NoOpOC, suggestedParams: send.params() },
    })
  const app = await send('app', [create()], alice)
  await send('fund', [pay(alice, algosdk.getApplicationAddress(app), 1_000_000n)], alice)
  const call = (from: DevAccount, args: string[], boxes: string[] = []) =>
    algosdk.makeApplicationNoOpTxnFromObject({
      ...{ sender: from.addr, appIndex: app, appArgs: args.map(bytes) },
      boxes: boxes.map((name) => ({ appIndex: app, name: bytes(name) })),
      suggestedParams: { ...send.params(), fee: 2_000n },
    })
  await send('plain', [call(bob, ['plain'])], bob)
  await send('inner', [call(bob, ['inner'])], bob)
  await send('box1', [call(alice, ['box', 'b1'], ['b1'])], alice)
  await send('box2', [call(alice, ['box', 'b2'], ['b2'])], alice)
  const goner = await send('goner', [create()], alice)
  const removal = { sender: alice.addr, appIndex: goner, suggestedParams: send.params() }
  await send('removal', [algosdk.makeApplicationDeleteTxnFromObject(removal)], alice)
  const joining = { sender: alice.addr, appIndex: app, suggestedParams: send.params() }
  await send('joining', [algosdk.makeApplicationOptInTxnFromObject(joining)], alice)

  const pair = [pay(alice, carol.addr, 1n), pay(bob, carol.addr, 2n)]
  algosdk.assignGroupID(pair)
  await send('pair', pair, alice, bob)
  await send('rekey', [pay(carol, carol.addr, 0n, '', { rekeyTo: alice.addr })], carol)
  await send('rekeyed', [pay(carol, bob.addr, 5n)], alice)
  const multisig = { version: 1, threshold: 1, addrs: [alice.addr, bob.addr] }
  const shared = algosdk.multisigAddress(multisig)
  await send('fundShared', [pay(alice, shared, 1_000_000n)], alice)
  const bySome = algosdk.makeMultiSigAccountTransactionSigner(multisig, [alice.sk])
  await send('shared', [pay({ addr: shared }, bob.addr, 6n)], { signer: bySome })
  const lsig = new algosdk.LogicSigAccount(Uint8Array.of(12, 0x81, 1)) // pushint 1
  await send('fundProgram', [pay(alice, lsig.address(), 1_000_000n)], alice)
  const byProgram = algosdk.makeLogicSigAccountTransactionSigner(lsig)
  await send('program', [pay({ addr: lsig.address() }, bob.addr, 8n)], { signer: byProgram })
  await send('closing', [pay(dave, alice.addr, 9n, '', { closeRemainderTo: bob.addr })], dave)
  const group = algosdk.bytesToBase64(pair[0]!.group!)
  return { devnet, alice, bob, carol, dave, gold, silver, app, goner, group, shared, sent }
}

/** Sends one group in one block and keeps what it became by name; answers the id that it created. */
function sender(devnet: Devnet, sent: Named) {
  const { algod } = devnet.clients
  const send = async (name: string, txns: Transaction[], ...signers: { signer: TransactionSigner }[]) => {
    devnet.node.clock.set(BigInt(BEGIN) + 10n * (devnet.node.lastRound + 1n))
    const signed: Uint8Array[] = []
    for (const [i, { signer }] of signers.entries()) signed.push(...(await signer(txns, [i])))
    await algod.sendRawTransaction(signed).do()
    for (const [i, txn] of txns.entries()) {
      const info = await algod.pendingTransactionInformation(txn.txID()).do()
      const index = info.applicationIndex ?? info.assetIndex ?? 0n
      sent[i === 0 ? name : `${name} ${i + 1}`] = { id: txn.txID(), round: info.confirmedRound!, index }
    }
    return sent[name]!.index
  }
  const { genesis } = devnet.node
  return Object.assign(send, {
    params: () => ({
      ...{ fee: 1_000n, minFee: 1_000n, flatFee: true, genesisHash: genesis.hash, genesisID: genesis.id },
      ...{ firstValid: devnet.node.lastRound, lastValid: devnet.node.lastRound + 100n },
    }),
  })
}
