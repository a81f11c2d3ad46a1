import { algo, microAlgo } from '@algorandfoundation/algokit-utils'
import algosdk from 'algosdk'
import type { Answers } from './api-script'
import { FLOW_APP } from './flow-app'
import type { Target } from './target'
import { Names } from './target'

/** Runs a step and keeps what it says: its result, or the text of its failure. */
async function outcome(names: Names, step: () => Promise<unknown>): Promise<unknown> {
  try {
    return { result: names.normal(await step()) }
  } catch (error) {
    return { error: names.normal((error as Error).message) }
  }
}

/** What people do with a stock AlgorandClient, on whatever chain it talks to. */
export async function flowAnswers({ algorand }: Target): Promise<Answers> {
  const names = new Names()
  const out: Answers = {}
  const step = async (name: string, action: () => Promise<unknown>) => {
    out[name] = await outcome(names, action)
  }
  const dispenser = await algorand.account.localNetDispenser()
  const alice = algorand.account.random()
  const bob = algorand.account.random()
  names.add('dispenser', dispenser.addr)
  names.add('alice', alice.addr)
  names.add('bob', bob.addr)
  const box = Buffer.concat([Buffer.from('b'), alice.addr.publicKey])
  names.add('box', box.toString('base64'))
  names.add('box in hex', box.toString('hex'))

  await step('is a LocalNet', () => algorand.client.isLocalNet())
  await step('ensure funded', async () => {
    const { txIds, amountFunded } = (await algorand.account.ensureFunded(alice, dispenser, algo(20)))!
    return [txIds.length, amountFunded.microAlgo]
  })
  await step('ensure funded again', () => algorand.account.ensureFunded(alice, dispenser, algo(20)))
  await step('payment', async () => {
    const sent = await algorand.send.payment({ sender: alice.addr, receiver: bob.addr, amount: algo(5), note: 'hello' })
    return [sent.confirmation.txn.txn.payment?.amount, sent.confirmation.poolError, sent.txIds.length]
  })
  await step('overspend', () => algorand.send.payment({ sender: bob.addr, receiver: alice.addr, amount: algo(4.9999) }))
  await step('information', async () => {
    const { balance, minBalance, status, totalAppsOptedIn } = await algorand.account.getInformation(bob.addr)
    return [balance.microAlgo, minBalance.microAlgo, status, totalAppsOptedIn]
  })

  const { assetId } = await algorand.send.assetCreate({
    sender: alice.addr,
    total: 1000n,
    decimals: 2,
    unitName: 'FLOW',
    freeze: alice.addr,
    clawback: alice.addr,
    manager: alice.addr,
  })
  names.add('asset', assetId)
  const transfer = (amount: bigint) =>
    algorand.send.assetTransfer({ sender: alice.addr, receiver: bob.addr, assetId, amount })
  await step('transfer before opt-in', () => transfer(1n))
  await step('opt-in', async () => {
    await algorand.send.assetOptIn({ sender: bob.addr, assetId })
    return algorand.asset.getAccountInformation(bob.addr, assetId).then((a) => [a.balance, a.frozen])
  })
  await step('opt-in again in bulk', () => algorand.asset.bulkOptIn(bob.addr, [assetId]))
  await step('transfer', () =>
    transfer(250n)
      .then(() => algorand.asset.getAccountInformation(bob.addr, assetId))
      .then((a) => a.balance),
  )
  await step('freeze', () =>
    algorand.send
      .assetFreeze({ sender: alice.addr, assetId, account: bob.addr, frozen: true })
      .then(() => algorand.asset.getAccountInformation(bob.addr, assetId))
      .then((a) => a.frozen),
  )
  await step('transfer of the frozen', () =>
    algorand.send.assetTransfer({ sender: bob.addr, receiver: alice.addr, assetId, amount: 1n }),
  )
  await step('clawback of the frozen', () =>
    algorand.send
      .assetTransfer({ sender: alice.addr, receiver: alice.addr, assetId, amount: 50n, clawbackTarget: bob.addr })
      .then(() => algorand.asset.getAccountInformation(bob.addr, assetId))
      .then((a) => a.balance),
  )
  await step('asset by id', () =>
    algorand.asset.getById(assetId).then((a) => [a.total, a.unitName, a.decimals, a.creator]),
  )
  await step('opt-out with a balance', () =>
    algorand.send.assetOptOut({ sender: bob.addr, assetId, creator: alice.addr, ensureZeroBalance: true }),
  )

  const factory = algorand.client.getAppFactory({
    appSpec: FLOW_APP,
    defaultSender: alice.addr,
    deployTimeParams: { ZERO: 0, UPDATABLE: 1, DELETABLE: 1 },
  })
  const { appClient, result } = await factory.send.bare.create()
  names.add('app', appClient.appId)
  names.add('app account', appClient.appAddress)
  await step('create', () =>
    Promise.resolve([result.appId, result.appAddress, result.compiledApproval?.compiledHash.length]),
  )
  await algorand.send.payment({ sender: alice.addr, receiver: appClient.appAddress, amount: algo(3) })

  await step('readonly call', () =>
    appClient.send.call({ method: 'echo', args: [41n] }).then(({ return: value }) => value),
  )
  await step('keep before opt-in', () => appClient.send.call({ method: 'keep', args: [7n] }))
  await step('opt in to the app', async () => {
    const sent = (await appClient.send.bare.optIn()) as { transaction: algosdk.Transaction }
    return sent.transaction.applicationCall?.onComplete
  })
  await step('resources are populated', async () => {
    const sent = await appClient.send.call({ method: 'keep', args: [7n] })
    return [
      sent.transaction.applicationCall?.boxes,
      sent.confirmation.globalStateDelta,
      sent.confirmation.localStateDelta,
    ]
  })
  await step('resources are not populated', () =>
    appClient.send.call({ method: 'keep', args: [8n], populateAppCallResources: false }),
  )
  await step('global state', () => appClient.getGlobalState())
  await step('local state', () => appClient.getLocalState(alice.addr))
  await step('state by spec', () => appClient.state.global.getAll())
  await step('local state by spec', () => appClient.state.local(alice.addr).getAll())
  await step('box names', () =>
    algorand.app.getBoxNames(appClient.appId).then((list) => list.map((b) => b.nameRaw.length)),
  )
  await step('box map', () => appClient.state.box.getMap('byOwner').then((map) => [...map.values()]))
  await step('box value', () => appClient.state.box.getMapValue('byOwner', alice.addr.toString()))
  await step('holding: account and asset populated', () =>
    appClient.send.call({ method: 'holding', args: [bob.addr.toString(), assetId], note: 'x' }).then((r) => r.return),
  )
  await step('holding in a group, signed', async () => {
    const args = [bob.addr.toString(), assetId]
    const group = algorand.newGroup()
    group.addAppCallMethodCall(await appClient.params.call({ method: 'holding', args }))
    group.addPayment({ sender: alice.addr, receiver: bob.addr, amount: microAlgo(1) })
    group.addAppCallMethodCall(await appClient.params.call({ method: 'echo', args: [5n] }))
    const sent = await group.send({ populateAppCallResources: true })
    const txns = sent.transactions.map((t) => [
      t.applicationCall?.accounts.length,
      t.applicationCall?.foreignAssets.length,
    ])
    return [sent.returns?.map((r) => r.returnValue), txns]
  })

  await step('inner fee not covered', async () => {
    // the node prints Go values into this text, so its beginning has to do
    const failure: unknown = await appClient.send.call({ method: 'payMe', args: [1000n] }).catch((e: unknown) => e)
    return (failure as Error).message.includes('group fee 0.0A too small (needs 1mA more)')
  })
  await step('inner fee by hand', () =>
    appClient.send.call({ method: 'payMe', args: [1000n], extraFee: microAlgo(1000) }).then((r) => r.transaction.fee),
  )
  await step('inner fee covered', () =>
    appClient.send
      .call({ method: 'payMe', args: [1001n], maxFee: microAlgo(5000), coverAppCallInnerTransactionFees: true })
      .then((r) => [r.transaction.fee, r.confirmation.innerTxns?.map((t) => t.txn.txn.payment?.amount)]),
  )
  await step('inner fee above the maximum', () =>
    appClient.send.call({
      method: 'payMe',
      args: [1002n],
      maxFee: microAlgo(1500),
      coverAppCallInnerTransactionFees: true,
    }),
  )
  await step('failure', () => appClient.send.call({ method: 'boom', args: [] }))
  await step('unknown method', () => appClient.send.bare.call())
  await step('simulate', async () => {
    const group = algorand.newGroup().addAppCallMethodCall(await appClient.params.call({ method: 'echo', args: [9n] }))
    const simulated = await group.simulate({ skipSignatures: true, extraOpcodeBudget: 1000 })
    const [first] = simulated.simulateResponse.txnGroups
    return [simulated.returns?.[0]?.returnValue, first?.appBudgetAdded, first?.appBudgetConsumed]
  })
  await step('rekey', async () => {
    await algorand.send.payment({ sender: bob.addr, receiver: bob.addr, amount: microAlgo(0), rekeyTo: alice.addr })
    const pay = { sender: bob.addr, receiver: bob.addr, amount: microAlgo(0) }
    const sent = await algorand.send.payment({ ...pay, note: 'by alice', signer: alice.signer })
    const { authAddr } = await algorand.account.getInformation(bob.addr)
    return [sent.confirmation.txn.sgnr, authAddr]
  })
  await step('old key after rekey', () =>
    algorand.send.payment({
      sender: bob.addr,
      receiver: bob.addr,
      amount: microAlgo(0),
      note: 'by bob',
      signer: bob.signer,
    }),
  )
  await step('multisig', async () => {
    const keys = [algosdk.generateAccount(), algosdk.generateAccount()]
    const signers = keys.map((k) => ({ addr: k.addr, signer: algosdk.makeBasicAccountTransactionSigner(k), sk: k.sk }))
    const addrs = signers.map((k) => k.addr)
    const shared = algorand.account.multisig({ version: 1, threshold: 2, addrs }, keys)
    await algorand.send.payment({ sender: alice.addr, receiver: shared.addr, amount: algo(1) })
    const sent = await algorand.send.payment({ sender: shared.addr, receiver: alice.addr, amount: algo(0.5) })
    return sent.confirmation.txn.msig?.subsig.length
  })
  await step('logic signature', async () => {
    const { compiledBase64ToBytes } = await algorand.app.compileTeal('#pragma version 11\npushint 1')
    const escrow = algorand.account.logicsig(compiledBase64ToBytes)
    await algorand.send.payment({ sender: alice.addr, receiver: escrow.addr, amount: algo(1) })
    const sent = await algorand.send.payment({ sender: escrow.addr, receiver: alice.addr, amount: algo(0.5) })
    return sent.confirmation.txn.lsig?.logic
  })
  await step('delete the app', () => appClient.send.bare.delete().then(() => algorand.app.getById(appClient.appId)))
  await step('environment account', async () => {
    const name = `FLOW_${alice.addr.toString().slice(0, 8)}`
    const first = await algorand.account.fromEnvironment(name, algo(2))
    const again = await algorand.account.fromEnvironment(name)
    const { balance } = await algorand.account.getInformation(first.addr)
    return [first.addr.toString() === again.addr.toString(), balance.microAlgo]
  })
  return out
}
