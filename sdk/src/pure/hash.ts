import { checkGiven } from './check'

/** What can be hashed: text (as UTF-8), bytes, or a file. */
export type Hashable = string | Uint8Array | Blob

/**
 * SHA-256 of a text, bytes or a file, as `submit` and the terms need it.
 * @example
 * ```ts
 * import { hashOf } from '@holdfast/sdk'
 * const evidence = await hashOf('https://example.org/delivery.zip')
 * console.log(evidence.length) // 32
 * ```
 */
export async function hashOf(content: Hashable): Promise<Uint8Array> {
  if (typeof content === 'string') return sha256(new TextEncoder().encode(content))
  return sha256(
    content instanceof Uint8Array ? content : new Uint8Array(await checkGiven('content', content).arrayBuffer()),
  )
}

/** SHA-256 of bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  // A copy, because a view into shared memory is not taken.
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()))
}
