import { platformCrypto } from '../src/adapters/platform-crypto'
import { Node, type NodeOptions } from '../src/node/node'
import { PROTOCOLS } from '../src/protocol/params'
import { parseAddress } from '../src/protocol/address'
import { fromBase64 } from '../src/protocol/bytes'

/** How a real chain began, as plain data to keep in a vector file. */
export type Beginning = {
  network: string
  id: string
  hash: string
  /** v42 where a recording does not say */
  protocol?: 'v41' | 'v42'
  accounts: { address: string; comment: string; microAlgos: string; online: boolean }[]
}

type Params = { 'last-round': number; 'genesis-hash': string; 'consensus-version': string }

type GenesisAnswer = {
  network: string
  id: string
  alloc: { addr: string; comment: string; state: { algo: number; onl?: number } }[]
}

const NOT_PARTICIPATING = 2

/** Asks a node how it began. It has to be new: whoever repeats its beginning starts at round 0. */
export async function beginningOf(server: string, token: string): Promise<Beginning> {
  const get = async (path: string) => (await fetch(server + path, { headers: { 'X-Algo-API-Token': token } })).json()
  const params = (await get('/v2/transactions/params')) as Params
  if (params['last-round'] !== 0) {
    throw new Error(`The node is at round ${params['last-round']}. Start a new one: this begins at round 0.`)
  }
  const { network, id, alloc } = (await get('/genesis')) as GenesisAnswer
  // The fee sink and the rewards pool are there anyway.
  const accounts = alloc
    .filter(({ state }) => state.onl !== NOT_PARTICIPATING)
    .map(({ addr, comment, state }) => ({
      address: addr,
      comment,
      microAlgos: String(state.algo),
      online: state.onl === 1,
    }))
  const protocol = Object.values(PROTOCOLS).find(({ url }) => url === params['consensus-version'])?.name
  if (protocol === undefined)
    throw new Error(`The node follows ${params['consensus-version']}, which is not known here.`)
  return { network, id, hash: params['genesis-hash'], protocol, accounts }
}

/** An embedded chain that begins the same way, and takes transactions signed for the other. */
export function shadowOf(
  { network, id, hash, protocol = 'v42', accounts }: Beginning,
  options: NodeOptions = {},
): Node {
  return new Node({
    protocol,
    ...options,
    genesis: {
      network,
      id,
      hash: fromBase64(hash),
      accounts: accounts.map(({ address, comment, microAlgos, online }) => ({
        address: parseAddress(address)!,
        comment,
        microAlgos: BigInt(microAlgos),
        online,
      })),
    },
    verifyEd25519: platformCrypto().verify,
  })
}
