import { readFileSync, writeFileSync } from 'node:fs'
import { getSubscribedTransactions } from '@algorandfoundation/algokit-subscriber'
import { algo } from '@algorandfoundation/algokit-utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from './support/api-script'
import { FLOW_APP } from './support/flow-app'
import { flowAnswers } from './support/flow-script'
import type { Target } from './support/target'
import { hasNode, inProcess, overHttp, realNode } from './support/target'

const FILE = new URL('./fixtures/flows.json', import.meta.url)

/** What the node did, recorded by `CHAIN=node RECORD=1 npx vitest run devnet/test/utils-flows.test.ts`. */
const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Answers

const chains = [
  { name: 'in process', open: inProcess },
  { name: 'over HTTP', open: overHttp },
  ...(hasNode ? [{ name: 'the node', open: () => Promise.resolve(realNode()) }] : []),
]

describe.each(chains)('a stock AlgorandClient, $name', ({ open }) => {
  let target: Target
  let answers: Answers

  beforeAll(async () => {
    target = await open()
    answers = await flowAnswers(target)
    if (target.name === 'node' && process.env['RECORD'] === '1')
      writeFileSync(FILE, `${JSON.stringify(answers, null, 1)}\n`)
  })
  afterAll(() => target.close())

  it.each(Object.keys(recorded))('%s', (name) => {
    expect(answers[name]).toEqual(recorded[name])
  })

  it('takes every recorded step and no other', () => {
    expect(Object.keys(answers)).toEqual(Object.keys(recorded))
  })
})

// deploying by name asks an indexer, which a bare node does not have
describe.each(chains.slice(0, 2))('what needs an indexer, $name', ({ open }) => {
  let target: Target
  beforeAll(async () => {
    target = await open()
  })
  afterAll(() => target.close())

  it('deploys, finds its deployment, updates and replaces it', async () => {
    const { algorand } = target
    const alice = algorand.account.random()
    await algorand.account.ensureFunded(alice, await algorand.account.localNetDispenser(), algo(20))
    const factory = (zero: number, version: string) =>
      algorand.client.getAppFactory({
        appSpec: FLOW_APP,
        defaultSender: alice.addr,
        version,
      })
    const deploy = (zero: number, version: string, onUpdate: 'update' | 'replace') =>
      factory(zero, version).deploy({
        onUpdate,
        onSchemaBreak: 'fail',
        deployTimeParams: { ZERO: zero },
        updatable: true,
        deletable: true,
      })
    const created = await deploy(0, '1', 'update')
    expect(created.result.operationPerformed).toBe('create')
    const found = await deploy(0, '1', 'update')
    expect(found.result.operationPerformed).toBe('nothing')
    expect(found.appClient.appId).toBe(created.appClient.appId)
    const updated = await deploy(1, '2', 'update')
    expect(updated.result.operationPerformed).toBe('update')
    expect(updated.appClient.appId).toBe(created.appClient.appId)
    const replaced = await deploy(2, '3', 'replace')
    expect(replaced.result.operationPerformed).toBe('replace')
    expect(replaced.appClient.appId).not.toBe(created.appClient.appId)
    const known = await algorand.appDeployer.getCreatorAppsByName(alice.addr)
    expect(known.apps['Flow']).toMatchObject({ appId: replaced.appClient.appId, version: '3', deleted: false })
    const { transactions } = await target.algorand.client.indexer.searchForTransactions().address(alice.addr).do()
    expect(transactions.length).toBeGreaterThanOrEqual(5)
  })

  it('is polled by the subscriber, inner transactions and ids included', async () => {
    const { algorand } = target
    const { algod } = algorand.client
    const alice = algorand.account.random()
    const start = (await algod.status().do()).lastRound
    const dispenser = await algorand.account.localNetDispenser()
    await algorand.account.ensureFunded(alice, dispenser, algo(20))
    const { appClient } = await algorand.client
      .getAppFactory({
        appSpec: FLOW_APP,
        defaultSender: alice.addr,
        deployTimeParams: { ZERO: 0, UPDATABLE: 1, DELETABLE: 1 },
      })
      .send.bare.create()
    await algorand.send.payment({
      sender: alice.addr,
      receiver: appClient.appAddress,
      amount: algo(1),
      note: 'watched',
    })
    const call = await appClient.send.call({ method: 'payMe', args: [77n], extraFee: algo(0.001) })
    const polled = await getSubscribedTransactions(
      {
        filters: [
          { name: 'notes', filter: { notePrefix: 'watched' } },
          { name: 'payments', filter: { receiver: alice.addr.toString(), minAmount: 77n, maxAmount: 77n } },
        ],
        maxRoundsToSync: 100,
        syncBehaviour: 'sync-oldest',
        watermark: start,
      },
      algod,
    )
    expect(polled.subscribedTransactions.map((t) => t.filtersMatched)).toEqual([['notes'], ['payments']])
    expect(polled.subscribedTransactions[1]?.parentTransactionId).toBe(call.txIds[0])
  })
})
