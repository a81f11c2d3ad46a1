import { Address, decodeUnsignedTransaction, encodeMsgpack, SignedTransaction } from 'algosdk'
import type { Bytes } from '../protocol/txn'
import { concat, fromBase64, utf8 } from '../protocol/bytes'
import { addressText, parseAddress } from '../protocol/address'
import { NotSupportedByDevnet } from '../node/chain'
import type { Api, ApiRequest, ApiResponse } from './http'
import { json, router } from './http'
import type { Wallet, Wallets } from './kmd-wallets'
import { KmdError } from './kmd-wallets'

type Body = Readonly<Record<string, unknown>>
type Action = (body: Body) => Record<string, unknown>

/** kmd's API over wallets that everybody may know. `token`: what X-KMD-API-Token must say; absent: nothing is asked. */
export function kmdApi(wallets: Wallets, token?: string): Api {
  const find = router([
    ['GET', '/versions', () => json({ versions: ['v1'] })],
    ['GET', '/v1/wallets', () => json(withoutEmpty({ wallets: wallets.list().map(walletJson) }))],
    ...Object.entries(actions(wallets)).map(
      ([path, action]) => ['POST', path, (request: ApiRequest) => json(withoutEmpty(action(bodyOf(request))))] as const,
    ),
    ['DELETE', '/v1/key', (request) => deleteKey(wallets, bodyOf(request))],
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

function actions(wallets: Wallets): Record<string, Action> {
  const opened = (b: Body) => wallets.opened(text(b, 'wallet_handle_token'))
  const openedWith = (b: Body) => wallets.openedWith(text(b, 'wallet_handle_token'), text(b, 'wallet_password'))
  const handleJson = (b: Body) => ({ wallet_handle: { expires_seconds: 86_399, wallet: walletJson(opened(b)) } })
  return {
    '/v1/wallet': (b) => {
      const driver = text(b, 'wallet_driver_name')
      if (driver !== 'sqlite' && driver !== '') throw new KmdError('unknown wallet driver')
      return { wallet: walletJson(wallets.create(text(b, 'wallet_name'), text(b, 'wallet_password'))) }
    },
    '/v1/wallet/init': (b) => ({
      wallet_handle_token: wallets.handle(text(b, 'wallet_id'), text(b, 'wallet_password')),
    }),
    '/v1/wallet/info': handleJson,
    '/v1/wallet/renew': handleJson,
    '/v1/wallet/release': (b) => {
      wallets.release(text(b, 'wallet_handle_token'))
      return {}
    },
    '/v1/wallet/rename': (b) => ({
      wallet: walletJson(wallets.rename(text(b, 'wallet_id'), text(b, 'wallet_password'), text(b, 'wallet_name'))),
    }),
    '/v1/master-key/export': (b) => ({ master_derivation_key: wallets.masterKey(openedWith(b)) }),
    '/v1/key': (b) => ({ address: wallets.generate(opened(b)) }),
    '/v1/key/list': (b) => ({ addresses: [...opened(b).keys.keys()].sort() }),
    '/v1/key/import': (b) => ({ address: wallets.import(opened(b), bytes(b, 'private_key')) }),
    '/v1/key/export': (b) => {
      const named = keyNamed(wallets, b)
      return { private_key: wallets.key(openedWith(b), named) }
    },
    '/v1/transaction/sign': (b) => ({ signed_transaction: signTransaction(wallets, openedWith(b), b) }),
    '/v1/program/sign': (b) => {
      const named = keyNamed(wallets, b)
      return { sig: wallets.sign(openedWith(b), named, concat(utf8('Program'), bytes(b, 'data'))) }
    },
  }
}

/** The sender signs, unless another key of the wallet is named: then the signer travels along (a rekeyed account). */
function signTransaction(wallets: Wallets, wallet: Wallet, body: Body): Bytes {
  let txn
  try {
    txn = decodeUnsignedTransaction(bytes(body, 'transaction'))
  } catch {
    throw new KmdError('could not decode transaction')
  }
  const named = bytes(body, 'public_key')
  const sender = txn.sender.publicKey
  const signer = named.length === 32 && named.some((b) => b !== 0) ? named : sender
  const sig = wallets.sign(wallet, addressText(signer), txn.bytesToSign())
  const other = addressText(signer) === addressText(sender) ? undefined : new Address(signer)
  return encodeMsgpack(new SignedTransaction(other === undefined ? { txn, sig } : { txn, sig, sgnr: other }))
}

/** The address is read after the handle and before the password: which complaint comes first depends on it. */
function keyNamed(wallets: Wallets, body: Body): string {
  wallets.opened(text(body, 'wallet_handle_token'))
  return address(body)
}

function deleteKey(wallets: Wallets, body: Body): ApiResponse {
  const named = keyNamed(wallets, body)
  wallets.openedWith(text(body, 'wallet_handle_token'), text(body, 'wallet_password')).keys.delete(named)
  return json({})
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

function bodyOf(request: ApiRequest): Body {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(request.body))
    if (typeof value === 'object' && value !== null) return value as Body
  } catch {
    // the answer below says what is wrong
  }
  throw new KmdError('could not decode request body')
}

function text(body: Body, name: string): string {
  const value = body[name] ?? ''
  if (typeof value !== 'string') throw new KmdError('could not decode request body')
  return value
}

function bytes(body: Body, name: string): Bytes {
  try {
    return fromBase64(text(body, name))
  } catch {
    throw new KmdError('could not decode request body')
  }
}

function address(body: Body): string {
  const value = text(body, 'address')
  if (!parseAddress(value)) throw new KmdError('could not decode address')
  return value
}
