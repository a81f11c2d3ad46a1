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
  // A copy, because a view into shared memory cannot be part of a blob.
  const blob = new Blob([content instanceof Uint8Array ? content.slice() : content])
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
}
