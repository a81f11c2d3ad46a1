/** A prepared group is signed by whatever holds the keys: a wallet library, a multisig, a key the account is rekeyed to. */
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { createDevnet } from '@holdfast/devnet'
import type { AccountClient, PreparedAction } from '@holdfast/sdk'
import { createEscrowClient, usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import type { Account, TransactionSigner } from 'algosdk'
import {
  appendSignMultisigTransaction,
  decodeUnsignedTransaction,
  encodeMsgpack,
  encodeUnsignedTransaction,
  generateAccount,
  makeBasicAccountTransactionSigner,
  makeMultiSigAccountTransactionSigner,
  makePaymentTxnWithSuggestedParamsFromObject,
  multisigAddress,
  SignedTransaction,
  signMultisigTransaction,
  waitForConfirmation,
} from 'algosdk'
import { beforeAll, expect, test, vi } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

/** The shape of use-wallet's `transactionSigner`: signs the indexes it is asked for, each on its own. */
const walletSigner =
  (account: Account): TransactionSigner =>
  async (group, indexes) => {
    const sign = makeBasicAccountTransactionSigner(account)
    return Promise.all(indexes.map(async (index) => (await sign(group, [index]))[0] ?? new Uint8Array()))
  }

async function funded(address: string): Promise<void> {
  await fixture.algorand.send.payment({
    sender: fixture.client.address,
    signer: fixture.client.signer,
    receiver: address,
    amount: (20).algo(),
    note: address,
    suppressLog: true,
  })
}

async function client(address: string, signer: TransactionSigner): Promise<AccountClient> {
  await funded(address)
  await fixture.algorand.send.assetOptIn({ sender: address, signer, assetId: fixture.usdc.id, suppressLog: true })
  await fixture.usdc.give(address, usdc('1000'))
  return fixture.escrow.as({ address, signer })
}

/** A whole milestone with this client: groups of one and of two transactions. */
async function runMilestone(who: AccountClient): Promise<void> {
  const { freelancer } = fixture
  const { id } = await who.createProject({ intent: who.address })
  const schedule = [{ amount: usdc('300'), duration: 86_400n }]
  const engagement = await who.offer({ project: id, freelancer: freelancer.address, schedule })
  await freelancer.accept(engagement)
  await who.start(engagement)
  await freelancer.submit(engagement, { evidence: 'done' })
  expect((await who.approve(engagement)).paid.freelancer).toBe(usdc('291'))
}

test('a use-wallet style signer', async () => {
  const account = generateAccount()
  await runMilestone(await client(account.addr.toString(), walletSigner(account)))
})

test('a 2-of-3 multisig', async () => {
  const members = [generateAccount(), generateAccount(), generateAccount()]
  const parameters = { version: 1, threshold: 2, addrs: members.map(({ addr }) => addr) }
  const keys = members.slice(0, 2).map(({ sk }) => sk)
  const signer = makeMultiSigAccountTransactionSigner(parameters, keys)
  await runMilestone(await client(multisigAddress(parameters).toString(), signer))
})

test('a 2-of-3 multisig whose members sign one after the other, apart from the SDK', async () => {
  const members = [generateAccount(), generateAccount(), generateAccount()]
  const parameters = { version: 1, threshold: 2, addrs: members.map(({ addr }) => addr) }
  const keys = members.map(({ sk }) => sk)
  const signer = makeMultiSigAccountTransactionSigner(parameters, keys.slice(0, 2))
  const who = await client(multisigAddress(parameters).toString(), signer)
  const prepared: PreparedAction<{ id: bigint }> = await who.createProject.prepare({ terms: 'signed apart' })
  const signed = prepared.transactions.map((transaction) => {
    const first = signMultisigTransaction(transaction, parameters, keys[0] ?? new Uint8Array()).blob
    return appendSignMultisigTransaction(first, parameters, keys[2] ?? new Uint8Array()).blob
  })
  const { id } = await fixture.escrow.submitPrepared(prepared, signed)
  expect((await fixture.escrow.getProject(id)).client).toBe(who.address)
})

test('an account that is rekeyed to another key', async () => {
  const [account, key] = [generateAccount(), generateAccount()]
  const address = account.addr.toString()
  await client(address, walletSigner(account))
  const { algod } = fixture.algorand.client
  const suggestedParams = await algod.getTransactionParams().do()
  const rekey = makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: address, receiver: address, amount: 0n, rekeyTo: key.addr, suggestedParams },
  })
  const { txid } = await algod.sendRawTransaction(rekey.signTxn(account.sk)).do()
  await waitForConfirmation(algod, txid, 10)
  await runMilestone(fixture.escrow.as({ address, signer: walletSigner(key) }))
})

test('a wallet that refuses, signs nothing, or signs something else: nothing is sent', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const { address } = fixture.client
  const attempt = (signer: TransactionSigner) => fixture.escrow.as({ address, signer }).approve(engagement)
  await expect(attempt(() => Promise.reject(new Error('the user said no')))).rejects.toMatchObject({
    name: 'SignatureRejectedError',
    code: 'signatureRejected',
  })
  await expect(attempt(() => Promise.resolve([]))).rejects.toMatchObject({ code: 'badSignature' })
  const other = await fixture.client.createProject.prepare({})
  const swapped: TransactionSigner = () => fixture.client.signer([...other.transactions], [0])
  await expect(attempt(swapped)).rejects.toMatchObject({ code: 'badSignature' })
  expect((await fixture.escrow.getEngagement(engagement)).status).toBe('for_review')
})

test('a wallet older than Algorand v41, which leaves `rejectVersion` out or cannot read it: nothing is sent', async () => {
  const { client, escrow, freelancer } = fixture
  const cutting: TransactionSigner = (group, indexes) => {
    const copies = group.map((transaction) => decodeUnsignedTransaction(encodeUnsignedTransaction(transaction)))
    for (const { applicationCall } of copies) if (applicationCall) Object.assign(applicationCall, { rejectVersion: 0 })
    return client.signer(copies, indexes)
  }
  const failing: TransactionSigner = () => Promise.reject(new Error('unknown field aprv'))
  const engagement = await fixture.engagementIn('waiting')
  for (const [signer, refusal] of [
    [
      cutting,
      { name: 'BadSignatureError', shortMessage: expect.stringContaining('transaction 2 came back without') as string },
    ],
    [failing, { name: 'SignatureRejectedError', remedy: expect.stringContaining('has to be updated') as string }],
  ] as const) {
    const old = escrow.as({ address: client.address, signer })
    await expect(old.start(engagement)).rejects.toMatchObject(refusal)
    const prepared = await old.start.prepare(engagement)
    await expect(old.complete(prepared.stored)).rejects.toMatchObject(refusal)
    expect(await escrow.getEngagement(engagement)).toEqual(engagement)
  }
  // The same prepared group, signed by a wallet that knows the field.
  const { stored } = await client.start.prepare(engagement)
  const cut = await cutting([...(await client.start.prepare(engagement)).transactions], [0, 1])
  await expect(escrow.submitPrepared(await client.start.prepare(engagement), cut)).rejects.toMatchObject({
    code: 'badSignature',
  })
  await client.complete(stored)
  expect((await escrow.getEngagement({ project: engagement.project, freelancer: freelancer.address })).status).toBe(
    'running',
  )
})

test('a prepared action is completed by its own account and on its own network, or nobody is asked to sign', async () => {
  const { client, freelancer, escrow } = fixture
  const prepared = await client.start.prepare(await fixture.engagementIn('waiting'))
  await expect(freelancer.complete(prepared)).rejects.toMatchObject({ code: 'badInput' })

  // An embedded chain of the version before has another genesis.
  const elsewhere = AlgorandClient.fromClients((await createDevnet({ protocol: 'v41' })).clients)
  const there = createEscrowClient({ algorand: elsewhere, protocol: escrow.protocol })
  let asked = 0
  const signer: TransactionSigner = (...group) => {
    asked++
    return client.signer(...group)
  }
  await expect(there.as({ address: client.address, signer }).complete(prepared.stored)).rejects.toMatchObject({
    code: 'wrongNetwork',
  })
  expect(asked).toBe(0)
  const signed = await client.signer([...prepared.transactions], [...prepared.transactions.keys()])
  await expect(there.submitPrepared(prepared, signed)).rejects.toMatchObject({ code: 'wrongNetwork' })
  expect((await client.complete(prepared)).verb).toBe('start')
})

/** A signature that the ledger would refuse is refused before anything is sent. */
async function refusedSignature(who: AccountClient, signer: TransactionSigner, shortMessage: RegExp): Promise<void> {
  const { algod } = fixture.algorand.client
  const sent = vi.spyOn(algod, 'sendRawTransaction')
  const wrong = fixture.escrow.as({ address: who.address, signer })
  const refusal = { name: 'BadSignatureError', shortMessage: expect.stringMatching(shortMessage) as string }
  await expect(wrong.createProject({ intent: 'refused' })).rejects.toMatchObject(refusal)
  const prepared = await who.createProject.prepare({ intent: 'refused' })
  await expect(wrong.complete(prepared.stored)).rejects.toMatchObject(refusal)
  const signed = await signer([...prepared.transactions], [...prepared.transactions.keys()])
  await expect(fixture.escrow.submitPrepared(prepared, signed)).rejects.toMatchObject(refusal)
  expect(sent).not.toHaveBeenCalled()
  sent.mockRestore()
}

test('the key of another account, and the old key of a rekeyed one', async () => {
  const [account, key, other] = [generateAccount(), generateAccount(), generateAccount()]
  const who = await client(account.addr.toString(), walletSigner(account))
  await refusedSignature(who, walletSigner(other), /1 is not signed with the key of /)
  const { algod } = fixture.algorand.client
  const suggestedParams = await algod.getTransactionParams().do()
  const rekey = makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: account.addr, receiver: account.addr, amount: 0n, rekeyTo: key.addr, suggestedParams },
  })
  const { txid } = await algod.sendRawTransaction(rekey.signTxn(account.sk)).do()
  await waitForConfirmation(algod, txid, 10)
  const rekeyed = fixture.escrow.as({ address: account.addr, signer: walletSigner(key) })
  await refusedSignature(rekeyed, walletSigner(account), new RegExp(`the key of ${key.addr.toString()}`))
  const prepared = await rekeyed.createProject.prepare({ intent: 'refused' })
  expect(prepared).toMatchObject({ sender: account.addr.toString(), signedBy: key.addr.toString() })
})

test('a signature of the right account that fits nothing, and none at all', async () => {
  const account = generateAccount()
  const who = await client(account.addr.toString(), walletSigner(account))
  const signingWith =
    (sig: { sig?: Uint8Array }): TransactionSigner =>
    (group) =>
      Promise.resolve(group.map((txn) => encodeMsgpack(new SignedTransaction({ txn, ...sig }))))
  const reason = /1 has fewer valid signatures than /
  await refusedSignature(who, signingWith({ sig: new Uint8Array(64).fill(7) }), reason)
  await refusedSignature(who, signingWith({}), reason)
  for (const answer of [undefined, null, 'signed', [null], [new Uint8Array(3)]]) {
    const odd = fixture.escrow.as({ address: who.address, signer: () => Promise.resolve(answer as never) })
    await expect(odd.createProject({ intent: 'refused' })).rejects.toMatchObject({
      code: expect.stringMatching(/^(badSignature|signatureRejected)$/) as string,
    })
  }
})

test('an account that is rekeyed between prepare and sign: prepare again', async () => {
  const [account, key] = [generateAccount(), generateAccount()]
  const address = account.addr.toString()
  const old = await client(address, walletSigner(account))
  const rekeyed = fixture.escrow.as({ address, signer: walletSigner(key) })
  const prepared = await old.createProject.prepare({ intent: 'before' })
  const suggestedParams = await fixture.algorand.client.algod.getTransactionParams().do()
  const rekey = makePaymentTxnWithSuggestedParamsFromObject({
    ...{ sender: address, receiver: address, amount: 0n, rekeyTo: key.addr, suggestedParams },
  })
  const { txid } = await fixture.algorand.client.algod.sendRawTransaction(rekey.signTxn(account.sk)).do()
  await waitForConfirmation(fixture.algorand.client.algod, txid, 10)
  const refusal = { name: 'InputError', remedy: expect.stringContaining('Prepare it again') as string }
  for (const who of [old, rekeyed]) {
    await expect(who.complete(prepared.stored)).rejects.toMatchObject(refusal)
    const signed = await who.signer([...prepared.transactions], [...prepared.transactions.keys()])
    await expect(fixture.escrow.submitPrepared(prepared, signed)).rejects.toMatchObject(refusal)
  }
  const { id } = await rekeyed.complete<{ id: bigint }>(await rekeyed.createProject.prepare({ intent: 'before' }))
  expect((await fixture.escrow.getProject(id)).client).toBe(address)
})

test('a multisig with too few signatures', async () => {
  const members = [generateAccount(), generateAccount(), generateAccount()]
  const parameters = { version: 1, threshold: 2, addrs: members.map(({ addr }) => addr) }
  const keys = members.map(({ sk }) => sk)
  const who = await client(
    multisigAddress(parameters).toString(),
    makeMultiSigAccountTransactionSigner(parameters, keys.slice(0, 2)),
  )
  const one = makeMultiSigAccountTransactionSigner(parameters, keys.slice(0, 1))
  await refusedSignature(who, one, /1 has fewer valid signatures than /)
})
