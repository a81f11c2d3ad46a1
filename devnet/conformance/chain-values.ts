/**
 * Programs that read what only the chain itself knows: fields of recent blocks, stake online, voters. The vectors of
 * single operations leave such values out, because they were recorded on another chain; here both chains began alike:
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts --tape devnet/conformance/vectors/chain-values.tape.jsonl
 *     ALGOD_PORT=4101 KMD_PORT=<the node's> npx tsx devnet/conformance/chain-values.ts
 */
import algosdk from 'algosdk'
import { algod, keyOf, paying, richest, send } from './mirror-client'

const BLOCK_FIELDS = [
  ...['BlkSeed', 'BlkTimestamp', 'BlkProposer', 'BlkFeesCollected', 'BlkBonus', 'BlkBranch', 'BlkFeeSink'],
  ...['BlkProtocol', 'BlkTxnCounter', 'BlkProposerPayout', 'BlkBranch512', 'BlkSha512_256TxnCommitment'],
  ...['BlkSha256TxnCommitment', 'BlkSha512TxnCommitment'],
]
const VOTER_FIELDS = ['VoterBalance', 'VoterIncentiveEligible']
const ACCOUNT_FIELDS = ['AcctIncentiveEligible', 'AcctLastProposed', 'AcctLastHeartbeat']

const rich = await richest()
const stranger = keyOf(7)
const clearProgram = algosdk.base64ToBytes((await algod.compile('#pragma version 13\npushint 1').do()).result)
let notes = 0
const note = () => Uint8Array.of(++notes)
for (const amount of [1_000_000, 1, 2, 3]) {
  const gift = { sender: rich.addr, receiver: stranger.addr, amount, note: note(), suggestedParams: paying() }
  await send([algosdk.makePaymentTxnWithSuggestedParamsFromObject(gift), rich])
}
/** A program sees the blocks before its call's first valid round. */
const { lastRound } = await algod.status().do()
const suggestedParams = { ...paying(), firstValid: lastRound }
async function compiled(body: string): Promise<string> {
  const { result } = await algod.compile(`#pragma version 13\n${body}\npushint 1`).do()
  return `0x${Buffer.from(result, 'base64').toString('hex')}`
}
async function run(body: string, fee = 1_000n): Promise<void> {
  const approvalProgram = Buffer.from((await compiled(body)).slice(2), 'hex')
  const creation = algosdk.makeApplicationCreateTxnFromObject({
    ...{ sender: rich.addr, approvalProgram, clearProgram, note: note(), accounts: [stranger.addr] },
    ...{ numGlobalInts: 0, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 },
    ...{ onComplete: algosdk.OnApplicationComplete.NoOpOC, suggestedParams: { ...suggestedParams, fee } },
  })
  await send([creation, rich])
}

for (const field of BLOCK_FIELDS) {
  for (const round of [1, 2, 3]) await run(`pushint ${round}\nblock ${field}\npop`)
}
await run('online_stake\npop')
for (const { addr } of [rich, stranger]) {
  for (const field of VOTER_FIELDS) await run(`addr ${addr.toString()}\nvoter_params_get ${field}\npop\npop`)
  for (const field of ACCOUNT_FIELDS) await run(`addr ${addr.toString()}\nacct_params_get ${field}\npop\npop`)
}
await run('global LatestTimestamp\npop\nglobal Round\npop\nglobal GenesisHash\npop\nglobal CurrentApplicationID\npop')

// ids of an inner group: as its own programs see them, and as the one that submitted it does, in either order
const speaking = await compiled('txn ApplicationID\nbz made\ntxn TxID\nlog\ngtxn 1 TxID\nlog\nmade:')
const calling = (fields: string) =>
  `pushint 6\nitxn_field TypeEnum\n${fields}\nitxn_next\npushint 1\nitxn_field TypeEnum\nitxn_submit`
const programs = ['ApprovalProgram', 'ClearStateProgram'].map((field) => `pushbytes ${speaking}\nitxn_field ${field}`)
for (const asked of ['itxn TxID\nlog\ngitxn 0 TxID', 'gitxn 0 TxID\nlog\nitxn TxID', 'gitxn 1 TxID\nlog\nitxn TxID']) {
  const made = `itxn_begin\npushint 6\nitxn_field TypeEnum\n${programs.join('\n')}\nitxn_submit`
  const called = `itxn_begin\n${calling('itxn CreatedApplicationID\nitxn_field ApplicationID')}`
  await run(`${made}\n${called}\n${asked}\nlog`, 10_000n)
}
