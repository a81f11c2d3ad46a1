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
async function run(body: string): Promise<void> {
  const source = `#pragma version 13\n${body}\npushint 1`
  const approvalProgram = algosdk.base64ToBytes((await algod.compile(source).do()).result)
  const creation = algosdk.makeApplicationCreateTxnFromObject({
    ...{ sender: rich.addr, approvalProgram, clearProgram, note: note(), accounts: [stranger.addr] },
    ...{ numGlobalInts: 0, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 },
    ...{ onComplete: algosdk.OnApplicationComplete.NoOpOC, suggestedParams },
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
