import { latin1 } from '../../protocol/bytes'
import { decodeBase64, IllegalBase64 } from '../base64'
import { fail } from '../errors'
import type { Handler } from '../machine'
import { jsonRef } from './json'

const URL_ENCODING = 0
const STANDARD_ENCODING = 1

/** Padding is what `=` the text ends with, line breaks aside. */
const isPadded = (text: string): boolean => /.=[\n\r]*$/s.test(text)

const base64Decode: Handler = (m, { imm }) => {
  const encoding = imm[0]!
  if (encoding > STANDARD_ENCODING) fail(`invalid base64_decode encoding Base64Encoding(${encoding})`)
  const text = latin1(m.popBytes())
  const alphabet = encoding === URL_ENCODING ? 'url' : 'standard'
  try {
    m.push(Uint8Array.from(decodeBase64(text, { alphabet, padded: isPadded(text), strict: true })))
  } catch (error) {
    if (error instanceof IllegalBase64) fail(error.message)
    throw error
  }
}

export const encodingOps: Record<string, Handler> = { base64_decode: base64Decode, json_ref: jsonRef }
