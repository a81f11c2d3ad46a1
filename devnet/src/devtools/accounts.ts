import type { Transaction, TransactionSigner } from 'algosdk'
import { Address, encodeMsgpack, mnemonicFromSeed, SignedTransaction } from 'algosdk'
import type { Ed25519 } from '../api/kmd-wallets'
import { concat, equal, uint64 } from '../protocol/bytes'
import { addressText, hashOf, parseAddress } from '../protocol/address'
import type { Bytes } from '../protocol/txn'

/** An account whose key everybody knows. It is a signer account of algosdk's and algokit-utils' kind. */
export type DevAccount = {
  readonly addr: Address
  readonly address: string
  /** 32 bytes of seed, then 32 of public key: what algosdk calls sk */
  readonly sk: Bytes
  /** 25 words */
  readonly mnemonic: string
  readonly signer: TransactionSigner
}

/** The n-th key of every devnet: tests can name addresses, and nobody can mistake these keys for secrets. */
export function seedOf(index: number): Bytes {
  return hashOf('holdfast devnet key', uint64(BigInt(index)))
}

/** The first addresses, because deriving them is most of what starting a devnet would cost. */
const KNOWN: readonly string[] = [
  '2WBA4P42W75WX2VCT42SRX3AXQNICN6ZDQHKPTA5CCMYAUZPEYGDTF3M7M',
  'HAVEO7Q4PSMPOIJF74BTPU7GM63MJ6ZLJS6FPTICFEC6TSEM77FLUJP4HI',
  'TYUCL2L6VUIRY2BSDVV4DH7SVPP6DYURDGWHZEYHSR7BSN6FX3HMSSGB5Y',
  'ZNPKQM6LKJ2CANSWTBHI7MGIM7TEI4ET3222EFGZRBABNO7J2WBUZNOZKM',
  'K2VZJNYNP5XZZNMVROXG6B27JJDWUF6Q25VVNTHU4UF4DJLEUQA7C4TGE4',
  '5W6756JXCA2XUPT4PX5PWAPBBXEBS5PSYYEVAZPV3BTDVCHMO2K233SFBM',
  'C7PAEFXMVKHFAPLEIYRSKR7ZMWTDYUDYETCVBDGNHHTL262C42WMH3AMEI',
  '4U5N4LAPZXPKMPYA3VY2GQ4AT4REGYTPQYSOXLO75DRPPSVWX2YU4XNJ7Q',
  'J4W7FYODN3EENMGPFCKLZMS2ZLF3HXWGC4O2RR3W4Z3C6PUHVT4HQN3TKI',
  'B2J3BXQBRJ2LO3XDAGSCF6EIPI7WHVXOMN6UJXVPZOM5LHC3TSHLHOBM3E',
  'ZINYZLKHLMGPRIORTJLWM4IMVJTT7U33IVTCMBI3FWN362REUIDM4B7TX4',
]

/** The n-th account of every devnet: the dispenser is the first. */
export function devAccount(index: number, crypto: Ed25519): DevAccount {
  const seed = seedOf(index)
  const known = parseAddress(KNOWN[index] ?? '')
  return accountOf(seed, known ?? crypto.publicKey(seed), crypto)
}

function accountOf(seed: Bytes, publicKey: Bytes, crypto: Ed25519): DevAccount {
  const addr = new Address(publicKey)
  let words: string | undefined
  return {
    addr,
    address: addressText(publicKey),
    sk: concat(seed, publicKey),
    get mnemonic() {
      return (words ??= mnemonicFromSeed(seed))
    },
    signer: (group, indexes) => Promise.resolve(indexes.map((i) => signed(group[i]!, seed, publicKey, crypto))),
  }
}

/** The account signs for itself, and for senders that are rekeyed to it. */
function signed(txn: Transaction, seed: Bytes, publicKey: Bytes, crypto: Ed25519): Bytes {
  const sig = crypto.sign(txn.bytesToSign(), seed)
  const own = equal(txn.sender.publicKey, publicKey)
  return encodeMsgpack(new SignedTransaction(own ? { txn, sig } : { txn, sig, sgnr: new Address(publicKey) }))
}

/** For whoever signs by other means: sends transactions without any signature. */
export const unsignedSigner: TransactionSigner = (group, indexes) =>
  Promise.resolve(indexes.map((i) => encodeMsgpack(new SignedTransaction({ txn: group[i]! }))))
