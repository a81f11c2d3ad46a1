import { decodeJSON, encodeMsgpack, modelsv2 } from 'algosdk'
import { decodeSignedTxn } from '../ledger/codec'
import { NodeError } from '../node/chain'
import type { SimulateRequest } from '../node/simulate'
import { losslessText } from '../protocol/bytes'
import { DecodeError, EndOfInput, Reader } from '../protocol/msgpack'
import type { Bytes, SignedTxn } from '../protocol/txn'
import { bodyOfAtMost, type ApiRequest } from './http'
import { next } from './read-value'

const MAX_BODY = 1_000_000

/** Msgpack is what SDKs send; a JSON body is turned into it first. */
export function decodeSimulateRequest(request: ApiRequest): SimulateRequest {
  const body = bodyOfAtMost(MAX_BODY, request)
  if (body.length === 0) throw new NodeError(400, 'failed to decode object: EOF')
  try {
    return read(isJson(body) ? fromJson(body) : body)
  } catch (error) {
    if (error instanceof NodeError) throw error
    throw new NodeError(400, `failed to decode object: ${isJson(body) ? whyNotJson(error) : NOT_JSON}`)
  }
}

/** Whatever the format was, the node reports the attempt to read it as JSON, which comes last. */
const NOT_JSON = 'json decode error [pos 1]: only encoded map or array can be decoded into a struct'

const isJson = (body: Bytes): boolean => body[0] === 0x7b

function whyNotJson(error: unknown): string {
  if (error instanceof EndOfInput) return 'EOF'
  if (error instanceof RangeError) return 'json decode error: lists or objects in too many others'
  const message = error instanceof Error ? error.message : (error as { message?: unknown }).message
  const text = typeof message === 'string' ? message : 'it is no JSON'
  return error instanceof DecodeError ? text.replace('msgpack decode error', 'json decode error') : text
}

function fromJson(body: Bytes): Bytes {
  return encodeMsgpack(decodeJSON(new TextDecoder().decode(body), modelsv2.SimulateRequest))
}

function read(body: Bytes): SimulateRequest {
  const r = new Reader(body)
  const out: SimulateRequest = {
    groups: [],
    allowEmptySignatures: false,
    allowMoreLogging: false,
    allowUnnamedResources: false,
    fixSigners: false,
    extraOpcodeBudget: 0,
    round: undefined,
    trace: { enable: false, stack: false, scratch: false, state: false },
  }
  eachField(r, (name) => {
    switch (name) {
      case 'txn-groups':
        out.groups = listOf(r, () => readGroup(r, body))
        return
      case 'allow-empty-signatures':
        out.allowEmptySignatures = r.bool()
        return
      case 'allow-more-logging':
        out.allowMoreLogging = r.bool()
        return
      case 'allow-unnamed-resources':
        out.allowUnnamedResources = r.bool()
        return
      case 'fix-signers':
        out.fixSigners = r.bool()
        return
      case 'extra-opcode-budget':
        out.extraOpcodeBudget = Number(r.uint())
        return
      case 'round': {
        const round = r.uint()
        out.round = round === 0n ? undefined : round
        return
      }
      case 'exec-trace-config':
        eachField(r, (flag) => {
          if (flag === 'enable') out.trace.enable = r.bool()
          else if (flag === 'stack-change') out.trace.stack = r.bool()
          else if (flag === 'scratch-change') out.trace.scratch = r.bool()
          else if (flag === 'state-change') out.trace.state = r.bool()
          else unknownField(r, flag)
        })
        return
      default:
        unknownField(r, name)
    }
  })
  return out
}

function readGroup(r: Reader, body: Bytes): SignedTxn[] {
  let txns: SignedTxn[] = []
  eachField(r, (name) => {
    if (name !== 'txns') unknownField(r, name)
    txns = listOf(r, () => {
      const start = r.at
      next(r)
      return decodeSignedTxn(body.subarray(start, r.at))
    })
  })
  return txns
}

function eachField(r: Reader, use: (name: string) => void): void {
  const size = r.mapSize()
  for (let i = 0; i < size; i++) use(losslessText(r.key()))
}

function listOf<T>(r: Reader, item: () => T): T[] {
  const size = r.arraySize()
  const out: T[] = []
  for (let i = 0; i < size; i++) out.push(item())
  return out
}

function unknownField(r: Reader, name: string): never {
  return r.fail(`no matching struct field found when decoding stream map with key ${name}`)
}
