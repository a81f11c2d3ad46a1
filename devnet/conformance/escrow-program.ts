import { base64ToBytes, type Algodv2 } from 'algosdk'
import { hashIsOnCurve } from '../src/avm/off-curve'

/** A program whose account's address may also be a public key, or may not: about every other one is either. */
export async function escrowProgram(algod: Algodv2, version: number, onCurve: boolean): Promise<Uint8Array> {
  const pragmas = `#pragma version ${version}\n${version > 12 ? '#pragma autosalt false\n' : ''}`
  for (let salt = 0; ; salt++) {
    const { result } = await algod.compile(`${pragmas}pushint ${salt}\npop\npushint 1`).do()
    const program = base64ToBytes(result)
    if (hashIsOnCurve(program) === onCurve) return program
  }
}
