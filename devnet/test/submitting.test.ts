import algosdk from 'algosdk'
import { expect, it } from 'vitest'
import { escrowProgram } from '../conformance/escrow-program'
import { createDevnet } from '../src/index'

it.each([
  [13, true, 'refused'],
  [13, false, 'taken'],
  [12, true, 'taken'],
])('a program of version %i as an account, its address on the curve: %s, is %s', async (version, onCurve, what) => {
  const devnet = await createDevnet()
  const { algod } = devnet.clients
  const account = new algosdk.LogicSigAccount(await escrowProgram(algod, version, onCurve))
  await devnet.fund(account.address(), { algo: 1 })
  const suggestedParams = await algod.getTransactionParams().do()
  const fields = { sender: account.address(), receiver: devnet.accounts[0]!.addr, amount: 1, suggestedParams }
  const txn = algosdk.makePaymentTxnWithSuggestedParamsFromObject(fields)
  const { blob } = algosdk.signLogicSigTransaction(txn, account)
  const sent = algod.sendRawTransaction(blob).do()
  if (what === 'taken') return expect((await sent).txid).toBe(txn.txID())
  await expect(sent).rejects.toThrow(
    'transaction 0: TEAL v13 LogicSig program hash is an Edwards25519 point and should not be used; ' +
      'set skip-pq-address-check=true to submit anyway',
  )
  const query = { 'skip-pq-address-check': 'true' }
  const requestHeaders = { 'content-type': 'application/x-binary' }
  const insisted = await algod.c.post({ relativePath: '/v2/transactions', data: blob, query, requestHeaders })
  expect(insisted.status).toBe(200)
})

it('texts of an asset are told as text where all of it can be printed', async () => {
  const devnet = await createDevnet()
  const { algod } = devnet.clients
  const { addr, signer } = devnet.accounts[0]!
  const texts = async (params: { unitName?: string; assetName?: string; assetURL?: string }) => {
    const suggestedParams = await algod.getTransactionParams().do()
    const fields = { sender: addr, total: 1, decimals: 0, defaultFrozen: false, suggestedParams, ...params }
    const txn = algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject(fields)
    await algod.sendRawTransaction(await signer([txn], [0])).do()
    const { assetIndex } = await algod.pendingTransactionInformation(txn.txID()).do()
    const { name, unitName, url } = (await algod.getAssetByID(assetIndex!).do()).params!
    return [name, unitName, url]
  }
  expect(await texts({ assetName: 'Zloty ł€ 1', unitName: '🪙', assetURL: 'a b' })).toEqual(['Zloty ł€ 1', '🪙', 'a b'])
  expect(await texts({ assetName: 'a\nb', unitName: '\u00a0', assetURL: '\u0000\u0001' })).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(await texts({ assetName: 'a\ufffdb', unitName: '\u200b', assetURL: '\u2028' })).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
