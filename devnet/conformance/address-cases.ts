/** Texts that are almost an address, wherever the node takes one in a path, a query or a source. */
import { base32, concat, fromBase32 } from '../src/protocol/bytes'

const GOOD = 'A7NMWS3NT3IUDMLVO26ULGXGIIOUQ3ND2TXSER6EBGRZNOBOUIQXHIBGDE'

/** The key, some bytes that do not belong there, and the checksum of the key. */
function withBytesBetween(count: number): string {
  const raw = fromBase32(GOOD)!
  return base32(concat(raw.subarray(0, 32), new Uint8Array(count), raw.subarray(32, 36)))
}

const SPELLINGS: Readonly<Record<string, string>> = {
  good: GOOD,
  'one spare bit': `${GOOD.slice(0, 57)}F`,
  'two spare bits': `${GOOD.slice(0, 57)}H`,
  'another key': `${GOOD.slice(0, 10)}A${GOOD.slice(11)}`,
  'a character less': GOOD.slice(0, 57),
  'a character more': `${GOOD}A`,
  'two characters more': `${GOOD}AA`,
  'eight characters more': `${GOOD}AAAAAAAA`,
  'lower case': GOOD.toLowerCase(),
  'a one': `${GOOD.slice(0, 57)}1`,
  padding: `${GOOD}====`,
  'padding inside': `${GOOD.slice(0, 57)}=`,
  'a byte before the checksum': withBytesBetween(1),
  'eight bytes before the checksum': withBytesBetween(8),
  short: 'AAAA',
}

const PATHS = [
  '/v2/accounts/{}',
  '/v2/accounts/{}/assets',
  '/v2/accounts/{}/assets/1',
  '/v2/accounts/{}/applications',
  '/v2/accounts/{}/applications/1',
  '/v2/accounts/{}/transactions/pending',
  '/v2/applications/1/box?name=addr:{}',
  '/v2/applications/1/box?name=address:{}',
  '/v2/applications/1/box?name=abi:address:"{}"',
  '/v2/applications/1/boxes?prefix=addr:{}',
  '/v2/applications/1/boxes?prefix=addr:{}&next=addr:{}',
]

const OTHER_NAMES = ['abi:foo:1', 'abi:uint8', 'int:x', 'int:99999999999999999999', 'b64:*', 'b32:*', 'addr:']

export type AddressCase = { name: string; path: string; source?: string }

export const ADDRESS_CASES: AddressCase[] = [
  ...Object.entries(SPELLINGS).flatMap(([spelling, text]) => [
    ...PATHS.map((path) => ({ name: `${spelling}, ${path}`, path: path.replaceAll('{}', text) })),
    {
      name: `${spelling}, compiled`,
      path: '/v2/teal/compile',
      source: `#pragma version 8\naddr ${text}\nlen`,
    },
  ]),
  ...OTHER_NAMES.map((text) => ({ name: `box ${text}`, path: `/v2/applications/1/box?name=${text}` })),
]

export type AddressAnswer = { name: string; status: number; message?: string }

/** What is said of an address; accounts and programs themselves are other tests' business. */
export function answerOf({ name }: AddressCase, status: number, body: unknown): AddressAnswer {
  const { message } = body as { message?: string }
  return message === undefined ? { name, status } : { name, status, message }
}
