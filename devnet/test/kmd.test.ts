import algosdk from 'algosdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Target } from './support/target'
import { hasNode, inProcess, overHttp, realNode } from './support/target'

const chains = [
  { name: 'in process', open: inProcess },
  { name: 'over HTTP', open: overHttp },
  ...(hasNode ? [{ name: 'the node', open: () => Promise.resolve(realNode()) }] : []),
]

const NAME = 'unencrypted-default-wallet'
const SAME_NAME = 'wallet with same name already exists'
const TOO_LONG = 'wallet name too long, must be <= 64 bytes'
const NO_TRANSACTION = 'could not decode transaction'

/** Written against the node: with CHAIN=node the same expectations run there. */
describe.each(chains)('kmd, $name', ({ open }) => {
  let target: Target
  let kmd: algosdk.Kmd
  const refused = (message: string, status: number) => ({ status, body: { error: true, message } })
  const post = async (path: string, body: unknown) => {
    const { status, body: answer } = await target.rawKmd('POST', path, body)
    return { status, body: answer as Record<string, unknown> }
  }

  beforeAll(async () => {
    target = await open()
    kmd = target.algorand.client.kmd
  })
  afterAll(() => target.close())

  const opened = async () => {
    const { wallets } = (await kmd.listWallets()) as { wallets: { id: string; name: string }[] }
    const { id } = wallets.find((w) => w.name === NAME)!
    const { wallet_handle_token: handle } = (await kmd.initWalletHandle(id, '')) as { wallet_handle_token: string }
    return { id, handle }
  }

  it('has the default wallet, which exports the key of the dispenser', async () => {
    const { handle } = await opened()
    const dispenser = (await target.algorand.account.localNetDispenser()).addr.toString()
    const { addresses } = (await kmd.listKeys(handle)) as { addresses: string[] }
    expect(addresses).toContain(dispenser)
    const { private_key: key } = await kmd.exportKey(handle, '', dispenser)
    expect(algosdk.encodeAddress(key.slice(32))).toBe(dispenser)
  })

  it('creates wallets, generates, imports, lists, deletes and exports keys', async () => {
    const name = `wallet ${target.name} ${Date.now()}`
    const { wallet } = (await kmd.createWallet(name, 'secret')) as { wallet: { id: string; name: string } }
    expect(wallet.name).toBe(name)
    expect(
      (await post('/v1/wallet', { wallet_name: name, wallet_password: '', wallet_driver_name: 'sqlite' })).body,
    ).toEqual({
      error: true,
      message: SAME_NAME,
    })
    const { wallet_handle_token: handle } = (await kmd.initWalletHandle(wallet.id, 'secret')) as {
      wallet_handle_token: string
    }
    expect((await post('/v1/key/list', { wallet_handle_token: handle })).body).toEqual({})
    const { address } = (await kmd.generateKey(handle)) as { address: string }
    const own = algosdk.generateAccount()
    expect(await kmd.importKey(handle, own.sk)).toEqual({ address: own.addr.toString() })
    await expect(kmd.importKey(handle, own.sk)).rejects.toThrow('key already exists in wallet')
    expect(((await kmd.listKeys(handle)) as { addresses: string[] }).addresses.sort()).toEqual(
      [address, own.addr.toString()].sort(),
    )
    expect((await kmd.exportKey(handle, 'secret', own.addr.toString())).private_key).toEqual(own.sk)
    await kmd.deleteKey(handle, 'secret', address)
    expect(((await kmd.listKeys(handle)) as { addresses: string[] }).addresses).toEqual([own.addr.toString()])
    await kmd.releaseWalletHandle(handle)
    await expect(kmd.listKeys(handle)).rejects.toThrow('handle does not exist')
  })

  it('signs as wallets ask it to, for the sender or for another key', async () => {
    const { handle } = await opened()
    const { addresses } = (await kmd.listKeys(handle)) as { addresses: string[] }
    const first = (await target.algorand.account.localNetDispenser()).addr
    const second = addresses.map((a) => algosdk.decodeAddress(a)).find((a) => !a.equals(first))
    const txn = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
      sender: first,
      receiver: first,
      amount: 1,
      note: new TextEncoder().encode(`${Date.now()}`),
      suggestedParams: await target.algorand.getSuggestedParams(),
    })
    const signed = await kmd.signTransaction(handle, '', txn)
    expect(algosdk.decodeSignedTransaction(signed).sgnr).toBeUndefined()
    await target.algorand.client.algod.sendRawTransaction(signed).do()
    const other = await kmd.signTransactionWithSpecificPublicKey(handle, '', txn, second!.publicKey)
    expect(algosdk.decodeSignedTransaction(other).sgnr?.toString()).toBe(second!.toString())
  })

  it('refuses in the words of kmd', async () => {
    const { id, handle } = await opened()
    const ask = { wallet_handle_token: handle, wallet_password: '' }
    expect(await post('/v1/wallet/init', { wallet_id: id, wallet_password: 'x' })).toEqual(
      refused('error decrypting. wrong password?', 401),
    )
    expect(await post('/v1/wallet/init', { wallet_id: 'zz' })).toEqual(refused('wallet not found', 400))
    expect(await post('/v1/wallet/init', 'garbage')).toEqual(refused('could not decode request body', 400))
    expect(await post('/v1/key/list', { wallet_handle_token: 'x' })).toEqual(
      refused('wrong number of token parts', 401),
    )
    expect(await post('/v1/key/export', { ...ask, address: 'bad' })).toEqual(refused('could not decode address', 400))
    // an address is read before a password, and only as it prints: with a spare bit set it is none
    const { addresses } = (await kmd.listKeys(handle)) as { addresses: string[] }
    const spelt =
      addresses[0]!.slice(0, 57) +
      { A: 'B', E: 'F', I: 'J', M: 'N', Q: 'R', U: 'V', Y: 'Z', 4: '5' }[addresses[0]![57]!]!
    for (const [method, path] of [
      ['POST', '/v1/key/export'],
      ['DELETE', '/v1/key'],
      ['POST', '/v1/program/sign'],
    ] as const) {
      const body = {
        ...ask,
        wallet_password: 'wrong',
        address: spelt,
        ...(path === '/v1/program/sign' ? { data: 'DIEB' } : {}),
      }
      expect(await target.rawKmd(method, path, body)).toMatchObject(refused('could not decode address', 400))
    }
    const nobody = algosdk.generateAccount().addr.toString()
    expect(await post('/v1/key/export', { ...ask, address: nobody })).toEqual(
      refused('key does not exist in this wallet', 400),
    )
    expect(await post('/v1/transaction/sign', { ...ask, transaction: 'AA==' })).toEqual(refused(NO_TRANSACTION, 400))
    expect((await target.rawKmd('GET', '/v1/nope')).status).toBe(404)
  })

  it('reads bodies as kmd does: unknown fields are refused, numbers are text, what follows is not read', async () => {
    const { id, handle } = await opened()
    const body = 'could not decode request body'
    const init = (fields: string) => post('/v1/wallet/init', `{"wallet_id":"${id}"${fields}`)
    for (const good of ['}', ',"wallet_password":""} x', ',"wallet_password":null}{}']) {
      expect((await init(good)).status, good).toBe(200)
    }
    const wrong: [fields: string, message: string, status: number][] = [
      [',"zz":1}', body, 400],
      [',"WALLET_PASSWORD":""}', body, 400],
      [',"wallet_password":[]}', body, 400],
      [',"wallet_password":5}', 'error decrypting. wrong password?', 401],
      [',"wallet_password":true}', 'error decrypting. wrong password?', 401],
    ]
    for (const [fields, message, status] of wrong) {
      expect(await init(fields), fields).toEqual(refused(message, status))
    }
    const name = '"wallet_name":"unencrypted-default-wallet"'
    const others: [path: string, text: string, message: string, status: number][] = [
      ['/v1/wallet/init', 'null', 'wallet not found', 400],
      ['/v1/wallet/init', '[]', 'wallet not found', 400],
      ['/v1/wallet/init', '"x"', body, 400],
      ['/v1/wallet/init', '\ufeff{}', body, 400],
      ['/v1/key/list', '[5]', 'wrong number of token parts', 401],
      ['/v1/wallet', `{${name}}`, 'unknown wallet driver', 400],
      ['/v1/wallet', `{${name},"wallet_driver_name":"sqlite","master_derivation_key":"A"}`, body, 400],
      ['/v1/wallet', `{"wallet_name":"${'n'.repeat(65)}","wallet_driver_name":"sqlite"}`, TOO_LONG, 400],
      ['/v1/wallet/rename', `{"wallet_id":"zz",${name}}`, 'wallet not found', 400],
      ['/v1/wallet/rename', `{"wallet_id":"${id}","wallet_password":"x",${name}}`, SAME_NAME, 400],
      ['/v1/key', `{"wallet_handle_token":"${handle}","display_mnemonic":"x"}`, body, 400],
      ['/v1/key/export', '{"wallet_handle_token":"x","address":5}', 'could not decode address', 400],
      ['/v1/program/sign', '{"wallet_handle_token":"x","address":5}', 'wrong number of token parts', 401],
      ['/v1/program/sign', `{"wallet_handle_token":"${handle}","data":"A"}`, body, 400],
      ['/v1/transaction/sign', `{"wallet_handle_token":"${handle}","wallet_password":"x"}`, NO_TRANSACTION, 400],
      ['/v1/transaction/sign', `{"wallet_handle_token":"${handle}","public_key":7}`, body, 400],
    ]
    for (const [path, text, message, status] of others) {
      expect(await post(path, text), `${path} ${text}`).toEqual(refused(message, status))
    }
    const seed = Array.from({ length: 32 }, () => 9)
    const imported = await post('/v1/key/import', { wallet_handle_token: handle, private_key: seed })
    expect(imported.status).toBe(200)
    await kmd.deleteKey(handle, '', String(imported.body['address']))
  })
})
