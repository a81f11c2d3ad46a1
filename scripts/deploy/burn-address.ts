import { LogicSigAccount, type Algodv2 } from 'algosdk'

/**
 * An address whose money can never leave, as anybody can check: its key is this program, and the program approves one
 * thing only, an opt-in to an asset that costs the address nothing.
 */
const BURN_PROGRAM = `#pragma version 8
txn TypeEnum
int axfer
==
txn AssetAmount
!
&&
txn AssetReceiver
txn Sender
==
&&
txn AssetSender
global ZeroAddress
==
&&
txn AssetCloseTo
global ZeroAddress
==
&&
txn RekeyTo
global ZeroAddress
==
&&
txn Fee
!
&&`

/** The burn address that nobody holds a key of. */
export async function burnAccount(algod: Algodv2): Promise<LogicSigAccount> {
  const { result } = await algod.compile(BURN_PROGRAM).do()
  return new LogicSigAccount(Uint8Array.from(atob(result), (char) => char.charCodeAt(0)))
}
