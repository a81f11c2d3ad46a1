import { register } from '../registry'
import { arithmeticOps } from './arithmetic'
import { blockOps } from './block'
import { boxOps } from './boxes'
import { byteMathOps } from './bytemath'
import { byteOps } from './bytes'
import { constantOps } from './constants'
import { ecdsaOps } from './ecdsa'
import { ed25519Ops } from './ed25519'
import { ellipticOps } from './elliptic'
import { encodingOps } from './encoding'
import { flowOps } from './flow'
import { globalOps } from './globals'
import { hashOps } from './hash'
import { innerOps } from './inner'
import { logOps } from './log'
import { moreHashOps } from './more-hashes'
import { paramsOps } from './params'
import { scratchOps } from './scratch'
import { stackOps } from './stack'
import { stateOps } from './state'
import { txnOps } from './txn'

for (const family of [
  arithmeticOps,
  blockOps,
  boxOps,
  byteMathOps,
  byteOps,
  constantOps,
  ecdsaOps,
  ed25519Ops,
  ellipticOps,
  encodingOps,
  flowOps,
  globalOps,
  hashOps,
  innerOps,
  logOps,
  moreHashOps,
  paramsOps,
  scratchOps,
  stackOps,
  stateOps,
  txnOps,
]) {
  register(family)
}
