import algosdk, { type Indexer, type indexerModels } from 'algosdk'
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
import { bytes, type Scene } from './support/indexer-scene'

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

  it('says that it is healthy, and where it is', async () => {
    const { round, dbAvailable } = await indexer.makeHealthCheck().do()
    expect({ round, dbAvailable }).toEqual({ round: scene.devnet.node.lastRound, dbAvailable: true })
  })

  describe('accounts', () => {
    it('are found one by one, with what they hold and made', async () => {
      const { bob, gold } = scene
      const { account } = await indexer.lookupAccountByID(bob.addr.toString()).do()
      expect(account.assets?.map((h) => [h.assetId, h.amount, h.isFrozen, h.deleted])).toEqual([
        [gold, 300n, true, false],
      ])
      expect(account.deleted).toBe(false)
      expect(account.createdAssets).toEqual([])
      const bare = await indexer.lookupAccountByID(bob.addr.toString()).exclude('assets,created-apps').do()
      expect([bare.account.assets, bare.account.createdApps]).toEqual([undefined, undefined])
      expect(bare.account.createdAssets).toEqual([])
    })

    it('are refused when the question is bad', async () => {
      const { dave, bob } = scene
      const address = bob.addr.toString()
      const nobody = algosdk.encodeAddress(new Uint8Array(32).fill(9))
      await failing(indexer.lookupAccountByID(nobody)).toThrow(
        refused('404 (Not Found)', `no accounts found for address: ${nobody}`),
      )
      await failing(indexer.lookupAccountByID(dave.addr.toString())).toThrow('no accounts found') // closed
      await failing(indexer.lookupAccountByID(address).round(1)).toThrow(
        unsupported('round', `/v2/accounts/${address}`),
      )
      await failing(indexer.lookupAccountByID(address).includeAll()).toThrow(
        unsupported('include-all', `/v2/accounts/${address}`),
      )
      await failing(indexer.lookupAccountByID(address).exclude('everything')).toThrow(
        refused('400 (Bad Request)', 'unknown value "everything": invalid exclude argument'),
      )
      expect(await get('/v2/accounts/AAAA')).toEqual({ status: 400, body: { message: BAD_ADDRESS } })
      expect(await get(`/v2/accounts/${address.slice(0, 57)}1`)).toEqual({
        status: 400,
        body: { message: 'unable to parse address: illegal base32 data at input byte 57' },
      })
      expect(await get(`/v2/accounts/${address.slice(0, 50)}AAAAAAAA`)).toEqual({
        status: 400,
        body: {
          message: 'unable to parse address: address checksum is incorrect, did you copy the address correctly?',
        },
      })
      expect(await get(`/v2/accounts/${address}?colour=red`)).toEqual({
        status: 400,
        body: { message: 'Unknown parameter detected: colour' },
      })
    })

    it('are searched by holding, app, balance, signer and status, page by page', async () => {
      const { alice, bob, carol, gold, app } = scene
      const addresses = async (search: ReturnType<Indexer['searchAccounts']>) =>
        (await search.do()).accounts.map(({ address }) => address).sort()
      const sorted = (...accounts: { addr: algosdk.Address }[]) => accounts.map(({ addr }) => addr.toString()).sort()
      const all = () => indexer.searchAccounts()
      expect(await addresses(all().assetID(gold))).toEqual(sorted(alice, bob))
      expect(await addresses(all().assetID(gold).currencyGreaterThan(300))).toEqual(sorted(alice))
      expect(await addresses(all().assetID(gold).currencyLessThan(301))).toEqual(sorted(bob))
      expect(await addresses(all().applicationID(app))).toEqual(sorted(alice))
      expect(await addresses(all().authAddr(alice.addr.toString()))).toEqual(sorted(carol))
      expect(await addresses(all().currencyLessThan(1_000_001).currencyGreaterThan(999_990))).not.toContain(
        alice.addr.toString(),
      )
      const online = await all().onlineOnly(true).do()
      expect(online.accounts.every(({ status }) => status === 'Online')).toBe(true)
      const excluding = await all().assetID(gold).exclude('all').do()
      expect(excluding.accounts.map(({ assets }) => assets)).toEqual([undefined, undefined])

      const everybody = (await all().do()).accounts.map(({ address }) => address)
      const pages: string[] = []
      let next: string | undefined
      do {
        const page: indexerModels.AccountsResponse = await (
          next === undefined ? all().limit(4) : all().limit(4).nextToken(next)
        ).do()
        expect(page.accounts.length).toBeLessThanOrEqual(4)
        pages.push(...page.accounts.map(({ address }) => address))
        next = page.nextToken
      } while (next !== undefined)
      expect(pages).toEqual(everybody)
      expect(everybody.length).toBeGreaterThan(12)

      await failing(all().authAddr('bad')).toThrow(refused('400 (Bad Request)', 'unable to parse auth addr: '))
      await failing(all().nextToken('12')).toThrow(refused('400 (Bad Request)', 'unable to parse next token'))
      await failing(all().round(1)).toThrow(unsupported('round', '/v2/accounts'))
      await failing(all().includeAll()).toThrow(unsupported('include-all', '/v2/accounts'))
      await failing(all().assetID(1n << 63n)).toThrow(refused('404 (Not Found)', TOO_LARGE))
      expect((await get('/v2/accounts?limit=x')).body).toEqual({
        message:
          'Invalid format for parameter limit: error binding string parameter: strconv.ParseUint: parsing "x": invalid syntax',
      })
    })

    it('list their holdings, local states, assets and apps', async () => {
      const { alice, bob, gold, silver, app, goner } = scene
      const a = alice.addr.toString()
      const held = await indexer.lookupAccountAssets(a).do()
      expect(held.assets.map((h) => [h.assetId, h.amount, h.deleted])).toEqual([[gold, 700n, false]])
      expect((await indexer.lookupAccountAssets(a).assetId(silver).do()).assets).toEqual([])
      const locals = await indexer.lookupAccountAppLocalStates(a).applicationID(app).do()
      expect(locals.appsLocalStates.map(({ id }) => id)).toEqual([app])
      const made = await indexer.lookupAccountCreatedApplications(a).do()
      expect(made.applications.map(({ id, deleted }) => [id, deleted])).toEqual([[app, false]])
      const ever = await indexer.lookupAccountCreatedApplications(a).includeAll().do()
      expect(ever.applications.map((x) => [x.id, x.deleted, x.createdAtRound, x.deletedAtRound])).toEqual([
        [app, false, scene.sent['app']!.round, undefined],
        [goner, true, scene.sent['goner']!.round, scene.sent['removal']!.round],
      ])
      const second = await indexer.lookupAccountCreatedApplications(a).includeAll().limit(1).nextToken(`${app}`).do()
      expect(second.applications.map(({ id }) => id)).toEqual([goner])
      expect((await indexer.lookupAccountCreatedAssets(bob.addr.toString()).do()).assets).toEqual([])
      const gone = await indexer.lookupAccountCreatedAssets(bob.addr.toString()).includeAll().do()
      expect(gone.assets.map((x) => [x.index, x.deleted, x.destroyedAtRound])).toEqual([
        [silver, true, scene.sent['destroy']!.round],
      ])
      await failing(indexer.lookupAccountAssets(a).nextToken('x')).toThrow(
        'unable to parse next token: strconv.ParseUint: parsing "x": invalid syntax',
      )
      await failing(indexer.lookupAccountAssets(a).includeAll()).toThrow('NotSupportedByDevnet')
      await failing(indexer.lookupAccountAppLocalStates(a).round(3)).toThrow('NotSupportedByDevnet')
      expect((await get('/v2/accounts/AAAA/assets')).body).toEqual({ message: BAD_ADDRESS })
    })
  })

  describe('assets', () => {
    it('are found by id, creator, name and unit; destroyed ones when asked for', async () => {
      const { alice, bob, gold, silver } = scene
      const { asset } = await indexer.lookupAssetByID(gold).do()
      expect([asset.params.name, asset.params.unitName, asset.params.total, asset.deleted]).toEqual([
        'Gold Coin',
        'GLD',
        1_000n,
        false,
      ])
      const ids = async (search: ReturnType<Indexer['searchForAssets']>) =>
        (await search.do()).assets.map(({ index }) => index)
      const all = () => indexer.searchForAssets()
      expect(await ids(all())).toEqual([gold])
      expect(await ids(all().includeAll())).toEqual([gold, silver])
      expect(await ids(all().name('coin'))).toEqual([gold])
      expect(await ids(all().name('copper'))).toEqual([])
      expect(await ids(all().unit('gl'))).toEqual([gold])
      expect(await ids(all().index(silver))).toEqual([])
      expect(await ids(all().creator(bob.addr.toString()).includeAll())).toEqual([silver])
      expect(await ids(all().creator(alice.addr.toString()))).toEqual([gold])
      const first = await all().includeAll().limit(1).do()
      expect(first.assets.map(({ index }) => index)).toEqual([gold])
      expect(await ids(all().includeAll().nextToken(first.nextToken!))).toEqual([silver])
      const gone = await indexer.lookupAssetByID(silver).includeAll().do()
      expect(gone.asset.destroyedAtRound).toBe(scene.sent['destroy']!.round)
      await failing(indexer.lookupAssetByID(silver)).toThrow(
        refused('404 (Not Found)', `no assets found for asset-id: ${silver}`),
      )
      await failing(all().creator('x')).toThrow('unable to parse creator address: ')
      expect((await get('/v2/assets/abc')).status).toBe(400)
    })

    it('list who holds them', async () => {
      const { alice, bob, gold } = scene
      const all = () => indexer.lookupAssetBalances(gold)
      const { balances } = await all().do()
      expect(new Map(balances.map((b) => [b.address, b.amount]))).toEqual(
        new Map([
          [alice.addr.toString(), 700n],
          [bob.addr.toString(), 300n],
        ]),
      )
      expect((await all().currencyGreaterThan(300).do()).balances.map((b) => b.amount)).toEqual([700n])
      expect((await all().currencyLessThan(700).do()).balances.map((b) => b.isFrozen)).toEqual([true])
      const first = await all().limit(1).do()
      const rest = await all().nextToken(first.nextToken!).do()
      expect([...first.balances, ...rest.balances]).toEqual(balances)
      expect((await all().nextToken(rest.nextToken!).do()).balances).toEqual([])
      await failing(all().nextToken('zzz')).toThrow(refused('400 (Bad Request)', 'unable to parse next token'))
      await failing(all().includeAll()).toThrow(unsupported('include-all', `/v2/assets/${gold}/balances`))
      await failing(indexer.lookupAssetBalances((1n << 64n) - 1n)).toThrow(refused('404 (Not Found)', TOO_LARGE))
    })
  })

  describe('applications', () => {
    it('are found by id and creator; deleted ones when asked for', async () => {
      const { alice, bob, app, goner } = scene
      const { application } = await indexer.lookupApplications(app).do()
      expect([application?.id, application?.deleted, application?.createdAtRound]).toEqual([
        app,
        false,
        scene.sent['app']!.round,
      ])
      const ids = async (search: ReturnType<Indexer['searchForApplications']>) =>
        (await search.do()).applications.map(({ id }) => id)
      const all = () => indexer.searchForApplications()
      expect(await ids(all())).toEqual([app])
      expect(await ids(all().includeAll())).toEqual([app, goner])
      expect(await ids(all().index(goner).includeAll())).toEqual([goner])
      expect(await ids(all().creator(bob.addr.toString()))).toEqual([])
      expect(await ids(all().creator(alice.addr.toString()))).toEqual([app])
      const first = await all().includeAll().limit(1).do()
      expect(await ids(all().includeAll().nextToken(first.nextToken!))).toEqual([goner])
      expect((await indexer.lookupApplications(goner).includeAll().do()).application?.deleted).toBe(true)
      await failing(indexer.lookupApplications(goner)).toThrow(
        refused('404 (Not Found)', `no application found for application-id: ${goner}`),
      )
      await failing(all().nextToken('-1')).toThrow('unable to parse next token')
    })

    it('show their logs', async () => {
      const { app, bob, alice, sent } = scene
      const all = () => indexer.lookupApplicationLogs(app)
      const told = async (search: ReturnType<Indexer['lookupApplicationLogs']>) => {
        const { logData = [] } = await search.do()
        return logData.map(({ txid, logs }) => [txid, logs.map((log) => new TextDecoder().decode(log)).join()])
      }
      const [plain, inner, box1, box2] = ['plain', 'inner', 'box1', 'box2'].map((name) => sent[name]!)
      const everything = [
        [plain!.id, 'plain'],
        [inner!.id, 'inner'],
        [box1!.id, 'box'],
        [box2!.id, 'box'],
      ]
      expect(await told(all())).toEqual(everything)
      expect(await told(all().txid(inner!.id))).toEqual([everything[1]])
      expect(await told(all().sender(bob.addr.toString()))).toEqual([everything[1], everything[0]])
      expect(await told(all().sender(alice.addr.toString()))).toEqual([everything[3], everything[2]])
      expect(await told(all().minRound(inner!.round).maxRound(box1!.round))).toEqual(everything.slice(1, 3))
      const first = await all().limit(3).do()
      expect(first.logData?.length).toBe(3)
      expect(await told(all().nextToken(first.nextToken!))).toEqual([everything[3]])
      expect(await told(indexer.lookupApplicationLogs(12))).toEqual([])
      await failing(all().sender('AAAA')).toThrow(refused('400 (Bad Request)', `invalid input: ${BAD_ADDRESS}`))
      await failing(all().minRound(5).maxRound(4)).toThrow('invalid input: min-round must be less than max-round')
      await failing(all().nextToken('nope')).toThrow("unable to parse next token: 'nope'")
      expect((await get(`/v2/applications/${app}/logs?note-prefix=AA==`)).body).toEqual({
        message: 'Unknown parameter detected: note-prefix',
      })
    })

    it('show their boxes', async () => {
      const { app } = scene
      const { boxes } = await indexer.searchForApplicationBoxes(app).do()
      expect(boxes.map(({ name }) => new TextDecoder().decode(name))).toEqual(['b1', 'b2'])
      const first = await indexer.searchForApplicationBoxes(app).limit(1).do()
      const rest = await indexer.searchForApplicationBoxes(app).nextToken(first.nextToken!).do()
      expect(rest.boxes.map(({ name }) => new TextDecoder().decode(name))).toEqual(['b2'])
      expect((await get(`/v2/applications/${app}/boxes?include=values&limit=1`)).body['boxes']).toEqual([
        { name: btoa('b1'), value: btoa('content') },
      ])
      const { value, round } = await indexer.lookupApplicationBoxByIDandName(app, bytes('b1')).do()
      expect([new TextDecoder().decode(value), round]).toEqual(['content', scene.devnet.node.lastRound])
      const at = `round=${scene.devnet.node.lastRound}`
      await failing(indexer.lookupApplicationBoxByIDandName(app, bytes('no'))).toThrow(
        refused('404 (Not Found)', `no application boxes found: ${at}, appid=${app}, boxName=b64:${btoa('no')}`),
      )
      await failing(indexer.lookupApplicationBoxByIDandName(5, bytes('no'))).toThrow(
        `no application found for application-id: ${at}, appid=5`,
      )
      await failing(indexer.searchForApplicationBoxes(app).nextToken('b1')).toThrow("'encoding:value'")
    })
  })

  it('refuses what else there might be, by name', async () => {
    expect(await get('/v2/stateproofs')).toEqual({
      status: 404,
      body: {
        message:
          "NotSupportedByDevnet: the indexer's GET /v2/stateproofs is not supported by the embedded chain; use a LocalNet node for it",
      },
    })
  })
})
