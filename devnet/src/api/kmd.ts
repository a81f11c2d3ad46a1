import { Address, decodeUnsignedTransaction, encodeMsgpack, SignedTransaction, type Transaction } from 'algosdk'
import type { Bytes } from '../protocol/txn'
import { concat, utf8 } from '../protocol/bytes'
import { addressText, parseAddress } from '../protocol/address'
import { NotSupportedByDevnet } from '../node/chain'
import type { Api, ApiRequest } from './http'
import { json, router } from './http'
import { KmdBody, type KmdRequest } from './kmd-body'
import type { Wallet, Wallets } from './kmd-wallets'
import { KmdError } from './kmd-wallets'

type Action = (body: KmdBody) => Record<string, unknown>

/** kmd's API over wallets that everybody may know. `token`: what X-KMD-API-Token must say; absent: nothing is asked. */
export function kmdApi(wallets: Wallets, token?: string): Api {
  const find = router([
    ['GET', '/versions', () => json({ versions: ['v1'] })],
    ['GET', '/v1/wallets', () => json(withoutEmpty({ wallets: wallets.list().map(walletJson) }))],
    ...Object.entries(actions(wallets)).map(([name, action]) => {
      const [method, path] = name.startsWith('/') ? ['POST', name] : (name.split(' ') as [string, string])
      const answer = ({ body }: ApiRequest) => json(withoutEmpty(action(KmdBody.of(name as KmdRequest, body))))
      return [method, path, answer] as const
    }),
    ['POST', '/v1/multisig/{action}', refuseMultisig],
    ['DELETE', '/v1/multisig', refuseMultisig],
  ])
  return async (request) => {
    const match = find(request.method, request.path)
    if (match === 'no such path' || match === 'no such method') {
      return {
        status: 404,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: utf8('404 page not found\n'),
      }
    }
    try {
      if (token !== undefined && request.path !== '/versions' && request.headers['x-kmd-api-token'] !== token) {
        throw new KmdError('invalid API token', 401)
      }
      return await match.handler(request, match.params)
    } catch (error) {
      const status = error instanceof KmdError ? error.status : 400
      return json({ error: true, message: error instanceof Error ? error.message : String(error) }, status)
    }
  }
}

function actions(wallets: Wallets): Record<KmdRequest, Action> {
  const opened = (b: KmdBody) => wallets.opened(b.text('wallet_handle_token'))
  const openedWith = (b: KmdBody) => wallets.openedWith(b.text('wallet_handle_token'), b.text('wallet_password'))
  const handleJson = (b: KmdBody) => ({ wallet_handle: { expires_seconds: 86_399, wallet: walletJson(opened(b)) } })
  return {
    '/v1/wallet': (b) => {
      if (b.text('wallet_driver_name') !== 'sqlite') throw new KmdError('unknown wallet driver')
      return { wallet: walletJson(wallets.create(b.text('wallet_name'), b.text('wallet_password'))) }
    },
    '/v1/wallet/init': (b) => ({
      wallet_handle_token: wallets.handle(b.text('wallet_id'), b.text('wallet_password')),
    }),
    '/v1/wallet/info': handleJson,
    '/v1/wallet/renew': handleJson,
    '/v1/wallet/release': (b) => {
      wallets.release(b.text('wallet_handle_token'))
      return {}
    },
    '/v1/wallet/rename': (b) => ({
      wallet: walletJson(wallets.rename(b.text('wallet_id'), b.text('wallet_password'), b.text('wallet_name'))),
    }),
    '/v1/master-key/export': (b) => ({ master_derivation_key: wallets.masterKey(openedWith(b)) }),
    '/v1/key': (b) => {
      const wallet = opened(b)
      // kmd answers 500, which clients would take for an outage
      if (b.flag('display_mnemonic')) throw new KmdError('sqlite wallet driver cannot display mnemonics')
      return { address: wallets.generate(wallet) }
    },
    '/v1/key/list': (b) => ({ addresses: [...opened(b).keys.keys()].sort() }),
    '/v1/key/import': (b) => ({ address: wallets.import(opened(b), b.bytes('private_key')) }),
    // An address is read first of all, or after the handle: which complaint comes first depends on it.
    '/v1/key/export': (b) => {
      const named = address(b)
      return { private_key: wallets.key(openedWith(b), named) }
    },
    'DELETE /v1/key': (b) => {
      const named = address(b)
      openedWith(b).keys.delete(named)
      return {}
    },
    '/v1/transaction/sign': (b) => {
      opened(b)
      const txn = transaction(b)
      return { signed_transaction: signTransaction(wallets, openedWith(b), txn, b.key('public_key')) }
    },
    '/v1/program/sign': (b) => {
      opened(b)
      const named = address(b)
      return { sig: wallets.sign(openedWith(b), named, concat(utf8('Program'), b.bytes('data'))) }
    },
  }
}

function transaction(body: KmdBody): Transaction {
  try {
    return decodeUnsignedTransaction(body.bytes('transaction'))
  } catch {
    throw new KmdError('could not decode transaction')
  }
}

/** The sender signs, unless another key of the wallet is named: then the signer travels along (a rekeyed account). */
function signTransaction(wallets: Wallets, wallet: Wallet, txn: Transaction, named: Bytes | undefined): Bytes {
  const sender = txn.sender.publicKey
  const signer = named ?? sender
  const sig = wallets.sign(wallet, addressText(signer), txn.bytesToSign())
  const other = addressText(signer) === addressText(sender) ? undefined : new Address(signer)
  return encodeMsgpack(new SignedTransaction(other === undefined ? { txn, sig } : { txn, sig, sgnr: other }))
}

function refuseMultisig(): never {
  throw new NotSupportedByDevnet('kmd multisig')
}

function walletJson(wallet: Wallet): Record<string, unknown> {
  return {
    driver_name: 'sqlite',
    driver_version: 1,
    id: wallet.id,
    mnemonic_ux: false,
    name: wallet.name,
    supported_txs: ['pay', 'keyreg'],
  }
}

/** kmd leaves empty lists out. */
function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, v]) => !(Array.isArray(v) && v.length === 0)))
}

function address(body: KmdBody): string {
  const value = body.text('address')
  if (!parseAddress(value)) throw new KmdError('could not decode address')
  return value
}
