import { NodeError, NotSupportedByDevnet } from '../node/chain'
import { parseAddress } from '../protocol/address'
import { fromBase64 } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import type { ApiRequest } from './http'
import { boolQuery, uintQuery } from './http'

const LARGEST_ID = (1n << 63n) - 1n

/** The parameters of one route: those it takes, and those the indexer has and this chain does not. */
export type Parameters = { takes: readonly string[]; refuses?: readonly string[] }

/** Reads the query of a request to the indexer, in the words the indexer refuses with. */
export class Query {
  constructor(
    private readonly request: ApiRequest,
    { takes, refuses = [] }: Parameters,
  ) {
    for (const name of request.query.keys()) {
      if (refuses.includes(name)) throw new NotSupportedByDevnet(`the indexer's parameter "${name}" of ${request.path}`)
      if (!takes.includes(name)) throw new NodeError(400, `Unknown parameter detected: ${name}`)
    }
  }

  text(name: string): string | undefined {
    return this.request.query.get(name)
  }

  uint(name: string): bigint | undefined {
    return uintQuery(this.request, name)
  }

  /** An id, a round or an amount: the indexer's database has no number beyond 63 bits. */
  id(name: string): bigint | undefined {
    const value = this.uint(name)
    return value === undefined ? undefined : checkedId(value)
  }

  flag(name: string): boolean {
    return boolQuery(this.request, name)
  }

  address(name: string, failure = 'unable to parse address'): Bytes | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : addressOf(text, failure)
  }

  /** Seconds since 1970; a time without a zone is UTC. */
  time(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const zoned = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`
    const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(zoned) : NaN
    if (Number.isNaN(ms)) {
      throw new NodeError(
        400,
        `Invalid format for parameter ${name}: error parsing '${text}' as RFC3339 or 2006-01-02 time`,
      )
    }
    return ms / 1_000
  }

  /** How many entries a page has: more than the most are not refused, they do not come. */
  limit(standard: number, most: number): number {
    const asked = this.uint('limit')
    if (asked === undefined) return standard
    return asked === 0n || asked > BigInt(most) ? most : Number(asked)
  }

  /** What is gone is known of applications and assets only. */
  refuseDeleted(): void {
    if (!this.flag('include-all')) return
    throw new NotSupportedByDevnet(`the indexer's parameter "include-all" of ${this.request.path}`)
  }
}

export function checkedId(value: bigint): bigint {
  if (value <= LARGEST_ID) return value
  throw new NodeError(
    404,
    `searching by round or application-id or asset-id or filter by value greater than ${LARGEST_ID} is not supported`,
  )
}

export function addressOf(text: string, failure = 'unable to parse address'): Bytes {
  const address = parseAddress(text)
  if (address) return address
  const bad = text.search(/[^A-Z2-7]/)
  const why =
    bad >= 0
      ? `illegal base32 data at input byte ${bad}`
      : text.length === 58
        ? 'address checksum is incorrect, did you copy the address correctly?'
        : 'decoded address is the wrong length, should be 36 bytes'
  throw new NodeError(400, `${failure}: ${why}`)
}

/** undefined when it is none */
export function base64Of(text: string): Bytes | undefined {
  const plain = text.replace(/-/g, '+').replace(/_/g, '/').replace(/ /g, '+') // a + in a query may have become a space
  try {
    return fromBase64(plain)
  } catch {
    return undefined
  }
}

/** A page of entries that are in order, and the token of the next one: where the last entry stands. */
export function pageOf<T>(
  entries: Iterable<T>,
  limit: number,
  tokenOf: (entry: T) => string,
): { page: T[]; 'next-token': string | undefined } {
  const page: T[] = []
  for (const entry of entries) {
    if (page.length === limit) break
    page.push(entry)
  }
  const last = page.at(-1)
  return { page, 'next-token': last === undefined ? undefined : tokenOf(last) }
}

/** The id after which the page begins. */
export function idToken(query: Query): bigint {
  const text = query.text('next') ?? '0'
  if (/^[0-9]+$/.test(text) && BigInt(text) < 1n << 64n) return BigInt(text)
  throw new NodeError(
    400,
    `unable to parse next token: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  )
}

/** The address after which the page begins, as keys of the ledger compare. */
export function addressToken(query: Query): Bytes | undefined {
  const text = query.text('next')
  if (text === undefined) return undefined
  const address = parseAddress(text)
  if (!address) throw new NodeError(400, 'unable to parse next token')
  return address
}
