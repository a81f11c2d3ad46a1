import algosdk, { type Indexer } from 'algosdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Asked,
  BAD_ADDRESS,
  DOORS,
  failing,
  get as ask,
  openScene,
  refused,
  TOO_LARGE,
  unsupported,
} from './support/indexer-clients'
import { timeOf, type Scene } from './support/indexer-scene'

let asked: Asked
let scene: Scene

beforeAll(async () => {
  asked = await openScene()
  ;({ scene } = asked)
})
afterAll(() => asked.server.close())

describe.each(DOORS)('the indexer, $name', ({ name }) => {
  let indexer: Indexer
  beforeAll(() => {
    indexer = asked.indexer(name)
  })
  const get = (path: string) => ask(asked.server, path)

  /** Names of what the scene sent, for ids of transactions. */
  const namesOf = (found: { transactions: { id?: string }[] }) => {
    const names = new Map(Object.entries(scene.sent).map(([name, { id }]) => [id, name]))
    return found.transactions.map(({ id = '' }) => names.get(id) ?? id)
  }
  describe('transactions', () => {
    const all = () => indexer.searchForTransactions()
    const found = async (search: { do(): Promise<{ transactions: { id?: string }[] }> }) => namesOf(await search.do())
    const base64 = (text: string) => btoa(text)

    it('are searched by each of the conditions', async () => {
      const { alice, bob, carol, dave, gold, silver, app, goner, sent, group, shared } = scene
      const everything = await found(all())
      expect(everything).toEqual(Object.keys(sent))
      expect(await found(all().txid(sent['pair']!.id))).toEqual(['pair'])
      expect(await found(all().txType('afrz'))).toEqual(['freeze'])
      // an inner payment brings the call that made it
      expect(await found(all().txType('pay').applicationID(app))).toEqual([])
      expect(await found(all().notePrefix(base64('hello')))).toEqual(['hello'])
      expect(await found(all().notePrefix(base64('from ins')))).toEqual(['inner'])
      expect(await found(all().applicationID(app))).toEqual(['app', 'plain', 'inner', 'box1', 'box2', 'joining'])
      expect(await found(all().applicationID(goner))).toEqual(['goner', 'removal'])
      expect(await found(all().assetID(gold))).toEqual(['gold', 'optIn', 'give', 'freeze'])
      expect(await found(all().assetID(silver))).toEqual(['silver', 'destroy'])
      expect(await found(all().groupid(group))).toEqual(['pair', 'pair 2'])
      expect(await found(all().rekeyTo(true))).toEqual(['rekey'])
      expect(await found(all().sigType('msig'))).toEqual(['shared'])
      expect(await found(all().sigType('lsig'))).toEqual(['program'])
      expect((await found(all().sigType('sig'))).length).toBe(everything.length - 2)
      // newest first when it is about an address
      expect(await found(all().address(carol.addr.toString()))).toEqual(['rekeyed', 'rekey', 'pair 2', 'pair'])
      expect(await found(all().address(shared.toString()))).toEqual(['shared', 'fundShared'])
      expect(await found(all().address(shared.toString()).addressRole('sender'))).toEqual(['shared'])
      expect(await found(all().address(shared.toString()).addressRole('receiver'))).toEqual(['fundShared'])
      expect(await found(all().address(bob.addr.toString()).addressRole('freeze-target'))).toEqual(['freeze'])
      const received = all().address(bob.addr.toString()).addressRole('receiver').txType('pay')
      expect(await found(received)).toEqual([
        ...['closing', 'program', 'shared', 'rekeyed', 'inner', 'nothing', 'hello'],
      ])
      expect(await found(received.excludeCloseTo(true))).not.toContain('closing')
      expect(await found(all().address(dave.addr.toString()).addressRole('sender'))).toEqual(['closing'])
      expect(await found(all().currencyGreaterThan(5).currencyLessThan(9))).toEqual(['inner', 'shared', 'program'])
      expect(await found(all().assetID(gold).currencyGreaterThan(299))).toEqual(['give'])
      expect(await found(all().assetID(gold).currencyLessThan(300))).toEqual([]) // none is no amount
      expect(await found(indexer.lookupAccountTransactions(alice.addr.toString()).txType('acfg'))).toEqual(['gold'])
      expect(await found(indexer.lookupAssetTransactions(gold).address(bob.addr.toString()))).toEqual([
        ...['freeze', 'give', 'optIn'],
      ])
      const bobs = indexer.lookupAssetTransactions(gold).address(bob.addr.toString())
      expect(await found(bobs.addressRole('sender'))).toEqual(['optIn'])
    })

    it('are searched by round and time', async () => {
      const { sent } = scene
      const round = (name: string) => sent[name]!.round
      expect(await found(all().round(round('give')))).toEqual(['give'])
      expect(await found(all().minRound(round('program')))).toEqual(['program', 'closing'])
      expect(await found(all().maxRound(2))).toEqual(['hello', 'nothing'])
      expect(await found(all().minRound(2).maxRound(3))).toEqual(['nothing', 'gold'])
      expect(await found(all().beforeTime(timeOf(3n)))).toEqual(['hello', 'nothing'])
      expect(await found(all().afterTime(timeOf(round('program'))))).toEqual(['closing'])
      expect(await found(all().afterTime('2030-01-01').beforeTime(timeOf(2n)))).toEqual(['hello'])
      expect(await found(all().afterTime('2031-01-01'))).toEqual([])
    })

    it('come in pages', async () => {
      const { bob } = scene
      for (const search of [all, () => indexer.lookupAccountTransactions(bob.addr.toString())]) {
        const whole = await found(search())
        const pages: string[] = []
        let next: string | undefined
        do {
          const page = await (next === undefined ? search().limit(3) : search().limit(3).nextToken(next)).do()
          expect(page.transactions.length).toBeLessThanOrEqual(3)
          pages.push(...namesOf(page))
          next = page.nextToken
        } while (next !== undefined)
        expect(pages).toEqual(whole)
      }
      expect((await get('/v2/transactions?limit=0')).body['transactions']).toHaveLength(Object.keys(scene.sent).length)
    })

    it('say everything that is wrong with the question', async () => {
      const bad = async (search: { do(): Promise<unknown> }, text: string) => {
        await failing(search).toThrow(refused('400 (Bad Request)', `invalid input: ${text}`))
      }
      await bad(all().address('AAAA'), BAD_ADDRESS)
      await bad(all().txid('a!'), "unable to parse base32 digest data 'txid': illegal base32 data at input byte 0")
      await bad(all().notePrefix('*'), "unable to parse base64 data: 'note-prefix'")
      await bad(all().groupid('AAAA'), "bad length for group ID: 'group-id'")
      await bad(
        all().addressRole('owner'),
        "unknown address role [valid roles: sender, receiver, freeze-target]: 'owner'",
      )
      await bad(all().sigType('none' as 'sig'), "unknown sig-type [valid types: sig, msig, lsig]: 'none'")
      await bad(all().minRound(3).maxRound(2), 'min-round must be less than max-round')
      await bad(all().round(3).maxRound(2), 'cannot specify round and min-round/max-round')
      await bad(all().assetID(1).applicationID(2), 'cannot search both assetid and appid')
      await bad(
        all()
          .addressRole('receiver')
          .txType('nonsense' as 'pay'),
        'searching transactions by zero address with close address role is not supported, ' +
          'searching transactions by zero address with asset close address role is not supported, ' +
          "unknown tx-type [valid types: pay, keyreg, acfg, axfer, afrz, appl, stpf, hb]: 'nonsense'",
      )
      await failing(all().beforeTime('yesterday')).toThrow(
        "Invalid format for parameter before-time: error parsing 'yesterday' as RFC3339 or 2006-01-02 time",
      )
      await failing(all().nextToken('1')).toThrow("unable to parse next token: '1'")
      await failing(all().round(1n << 63n)).toThrow(refused('404 (Not Found)', TOO_LARGE))
      expect((await get('/v2/transactions?rekey-to=perhaps')).status).toBe(400)
      const alice = scene.alice.addr.toString()
      expect((await get(`/v2/accounts/${alice}/transactions?address-role=sender`)).body).toEqual({
        message: 'Unknown parameter detected: address-role',
      })
    })

    it('are looked up one by one, with what they did', async () => {
      const { sent, bob, app } = scene
      const { transaction } = await indexer.lookupTransactionByID(sent['inner']!.id).do()
      expect(transaction.applicationTransaction?.applicationId).toBe(app)
      expect(transaction.confirmedRound).toBe(sent['inner']!.round)
      const [inner] = transaction.innerTxns ?? []
      expect([inner?.paymentTransaction?.amount, inner?.paymentTransaction?.receiver]).toEqual([
        7n,
        bob.addr.toString(),
      ])
      const shared = await indexer.lookupTransactionByID(sent['shared']!.id).do()
      expect(shared.transaction.signature?.multisig?.subsignature?.length).toBe(2)
      const closing = await indexer.lookupTransactionByID(sent['closing']!.id).do()
      expect(closing.transaction.paymentTransaction?.closeRemainderTo).toBe(bob.addr.toString())
      const nothing = 'A'.repeat(52)
      await failing(indexer.lookupTransactionByID(nothing)).toThrow(
        refused('404 (Not Found)', `no transaction found for transaction id: ${nothing}`),
      )
      await failing(indexer.lookupTransactionByID('abc')).toThrow(
        refused(
          '400 (Bad Request)',
          "invalid input: unable to parse base32 digest data 'txid': illegal base32 data at input byte 0",
        ),
      )
    })
  })

  describe('blocks', () => {
    it('are looked up with their transactions, or without', async () => {
      const { sent, group } = scene
      const block = await indexer.lookupBlock(sent['pair']!.round).do()
      expect(block.transactions?.length).toBe(2)
      expect(algosdk.bytesToBase64(block.transactions![0]!.group!)).toBe(group)
      expect(new Date(block.timestamp * 1_000).toISOString()).toBe(timeOf(sent['pair']!.round))
      expect(block.seed).toEqual(scene.devnet.node.block(sent['pair']!.round)!.header.seed)
      const bare = await indexer.lookupBlock(sent['pair']!.round).headerOnly(true).do()
      expect(bare.transactions).toBeUndefined()
      await failing(indexer.lookupBlock(10_000)).toThrow(
        refused('404 (Not Found)', "error while looking up block for round '10000': block not found"),
      )
      expect((await get('/v2/blocks/two')).status).toBe(400)
      expect((await get('/v2/blocks/2?header-only=maybe')).status).toBe(400)
    })

    it('have headers to search', async () => {
      const rounds = async (search: ReturnType<Indexer['searchForBlockHeaders']>) =>
        (await search.do()).blocks.map(({ round }) => round)
      const all = () => indexer.searchForBlockHeaders()
      const last = scene.devnet.node.lastRound
      expect(await rounds(all())).toEqual(Array.from({ length: Number(last) + 1 }, (_, i) => BigInt(i)))
      expect(await rounds(all().minRound(3).maxRound(5))).toEqual([3n, 4n, 5n])
      expect(await rounds(all().beforeTime(timeOf(3n)))).toEqual([0n, 1n, 2n])
      expect(await rounds(all().afterTime(timeOf(last - 1n)))).toEqual([last])
      const first = await all().limit(2).do()
      expect(first.blocks.map(({ round }) => round)).toEqual([0n, 1n])
      expect(await rounds(all().nextToken(first.nextToken!).limit(1))).toEqual([2n])
      await failing(all().minRound(5).maxRound(4)).toThrow('min-round must be less than max-round')
      await failing(all().beforeTime(timeOf(1n)).afterTime(timeOf(2n))).toThrow('after-time must be less than')
      await failing(all().nextToken('?')).toThrow('unable to parse next token')
      const address = scene.bob.addr.toString()
      await failing(all().proposers([address])).toThrow(unsupported('proposers', '/v2/block-headers'))
      await failing(all().expired([address])).toThrow(unsupported('expired', '/v2/block-headers'))
      await failing(all().absent([address])).toThrow(unsupported('absent', '/v2/block-headers'))
    })
  })
})
