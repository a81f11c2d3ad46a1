import type { Txn, TxType } from '../src/protocol/txn'
import { NO_BYTES, ZERO_ADDRESS, zeroTxn } from '../src/protocol/txn'
import { concat, utf8 } from '../src/protocol/bytes'
import { encodeSignedTxn } from '../src/ledger/codec'

/** Bodies of POST /v2/transactions that every chain refuses alike: malformed msgpack, transactions that are not well formed. */
export type WireCase = { name: string; body: Uint8Array }

const b = (...codes: number[]) => Uint8Array.from(codes)
const str = (text: string) => concat(b(0xa0 | text.length), utf8(text))
const zeros = (n: number) => new Uint8Array(n)
/** {"txn": {field: ...}} */
const inTxn = (field: string, ...value: Uint8Array[]) => concat(b(0x81), str('txn'), b(0x81), str(field), ...value)
const top = (field: string, ...value: Uint8Array[]) => concat(b(0x81), str(field), ...value)

const ENCODINGS: [string, Uint8Array][] = [
  ['nothing', b()],
  ['nil', b(0xc0)],
  ['a number', b(5)],
  ['an empty map', b(0x80)],
  ['an unknown field', top('zzz', b(1))],
  ['a number for a key', b(0x81, 1, 1)],
  ['cut off after a key', concat(b(0x82), str('sig'))],
  ['a short signature', top('sig', b(0xc4, 3, 1, 2, 3))],
  ['a long signature', top('sig', b(0xc4, 65), zeros(65))],
  ['a number for a signature', top('sig', b(3))],
  ['a string for a signature', top('sig', b(0xa3, 1, 2, 3))],
  ['nil for a signature', top('sig', b(0xc0))],
  ['a number for a transaction', top('txn', b(3))],
  ['an empty transaction', top('txn', b(0x80))],
  ['nil for a transaction', top('txn', b(0xc0))],
  ['an unknown field of a transaction', inTxn('abc', b(1))],
  ['a negative fee', inTxn('fee', b(0xff))],
  ['a text for a fee', inTxn('fee', str('x'))],
  ['a float for a fee', inTxn('fee', b(0xcb), zeros(8))],
  ['too many extra pages', inTxn('apep', b(0xcf, 0, 0, 0, 1, 0, 0, 0, 0))],
  ['a number for a type', inTxn('type', b(3))],
  ['bytes for a type', inTxn('type', b(0xc4, 3), utf8('pay'))],
  ['an unknown type', inTxn('type', str('foo'))],
  ['a field twice', concat(b(0x82), str('txn'), b(0x80), str('txn'), b(0x80))],
  ['fields out of order', concat(b(0x82), str('txn'), b(0x80), str('sig'), b(0xc4, 64), zeros(64))],
  ['a long form of a map', concat(b(0xde, 0, 1), str('txn'), b(0x80))],
  ['a string for a note', inTxn('note', str('abc'))],
  ['a number for an argument', inTxn('apaa', b(0x91, 5))],
  ['nil for an argument', inTxn('apaa', b(0x91, 0xc0))],
  ['a short account', inTxn('apat', b(0x91, 0xc4, 2, 1, 1))],
  ['a number for a flag', inTxn('afrz', b(1))],
  ['a short sender', inTxn('snd', b(0xc4, 31), zeros(31))],
  ['an unknown asset parameter', inTxn('apar', b(0x81), str('zz'), b(1))],
  ['a negative schema', inTxn('apgs', b(0x81), str('nui'), b(0xff))],
  ['an unknown field of a box', inTxn('apbx', b(0x91, 0x81), str('q'), b(1))],
  ['an unknown field of an access entry', inTxn('al', b(0x91, 0x81), str('q'), b(1))],
  ['a code that does not exist', b(0xc1, 0xff)],
  ['something after a transaction', concat(top('txn', b(0x80)), b(0xc1))],
  ['an unknown field of a multisig', top('msig', b(0x81), str('subsig'), b(0x91, 0x81), str('q'), b(1))],
  ['an unknown field of a logic signature', top('lsig', b(0x81), str('zz'), b(1))],
  ['an array for a note', inTxn('note', b(0x93, 1, 0xcc, 255, 0xc0))],
  ['a map for a note', inTxn('note', b(0x81, 1, 2))],
  ['too large a number in a note', inTxn('note', b(0x91, 0xcd, 1, 0))],
  ['an array for a sender', inTxn('snd', b(0x92, 1, 2))],
  ['a map for a list', inTxn('apaa', b(0x81), str('a'), str('b'))],
  ['a name that is an array', top('txn', b(0x81, 0x92, 0x66, 0x76, 5))],
  ['a name that is an array of an unknown field', top('txn', b(0x81, 0x92, 0x66, 0x7a, 5))],
  ['a name that is a map', top('txn', b(0x81, 0x81, 1, 2, 5))],
  ['a name that is nil', top('txn', b(0x81, 0xc0, 5))],
  ['a name without a letter', top('txn', b(0x81, 0xa0, 5))],
  ['a name that is no UTF-8', top('txn', b(0x81, 0xa4, 0x61, 0xff, 0xe2, 0x82, 5))],
  ['a name that ends in the middle of a character', top('txn', b(0x81, 0xa4, 0xe2, 0x82, 0x41, 0xc3, 5))],
  ['a type that is no UTF-8', inTxn('type', b(0xa3, 0x70, 0xff, 0x79))],
  ['seventeen transactions', concat(...Array.from({ length: 17 }, () => top('txn', b(0x80))))],
]

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i + 1)

function malformed(type: TxType, fields: Partial<Txn>): Uint8Array {
  const txn: Txn = { ...zeroTxn(type), sender: KEY, fee: 1_234_567n, firstValid: 5n, lastValid: 10n, ...fields }
  return encodeSignedTxn({ txn, sig: KEY, msig: undefined, lsig: undefined, authAddr: ZERO_ADDRESS })
}

const asset = {
  total: 9n,
  decimals: 99,
  defaultFrozen: true,
  unitName: utf8('U'),
  name: utf8('Name'),
  url: utf8('url'),
}
const roles = { metadataHash: KEY, manager: KEY, reserve: KEY, freeze: ZERO_ADDRESS, clawback: KEY }

/** The node prints the whole transaction into the refusal: every field is here once. */
const FORMS: [string, Uint8Array][] = [
  ['payment to itself', malformed('pay', { receiver: KEY, amount: 5n, closeRemainderTo: KEY, lease: KEY, note: KEY })],
  ['asset with too many decimals', malformed('acfg', { assetParams: { ...asset, ...roles }, rekeyTo: KEY })],
  ['clawback that closes', malformed('axfer', { xferAsset: 7n, assetAmount: 1n, assetSender: KEY, assetCloseTo: KEY })],
  ['freeze of nothing', malformed('afrz', { freezeAccount: KEY, assetFrozen: true })],
  ['keys that do not fit', malformed('keyreg', { voteKey: KEY, voteLast: 7n, voteFirst: 2n, nonparticipation: true })],
  [
    'call with programs',
    malformed('appl', {
      applicationId: 5n,
      onCompletion: 1,
      applicationArgs: [utf8('x'), NO_BYTES],
      accounts: [KEY],
      foreignApps: [3n],
      foreignAssets: [4n, 5n],
      boxes: [{ index: 1, name: utf8('b') }],
      approvalProgram: Uint8Array.of(1, 2),
      clearStateProgram: Uint8Array.of(3),
      extraPages: 2,
      rejectVersion: 6n,
      localSchema: { uints: 1n, byteSlices: 2n },
      globalSchema: { uints: 3n, byteSlices: 4n },
    }),
  ],
  [
    'call with a bad access list',
    malformed('appl', {
      applicationId: 5n,
      access: [{ asset: 5n }, { holding: { address: 1, asset: 9 } }, { empty: true }],
    }),
  ],
  [
    'genesis ids that are no UTF-8, in a group',
    concat(...['\udcff', 'x\udce2\udc82'].map((genesisId) => malformed('pay', { genesisId, group: KEY }))),
  ],
  ['unknown completion', malformed('appl', { onCompletion: 7 })],
]

export const WIRE_CASES: WireCase[] = [...ENCODINGS, ...FORMS].map(([name, body]) => ({ name, body }))
