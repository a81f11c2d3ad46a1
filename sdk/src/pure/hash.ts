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
  const bytes =
    typeof content === 'string'
      ? new TextEncoder().encode(content)
      : content instanceof Uint8Array
        ? content
        : new Uint8Array(await content.arrayBuffer())
  // A copy, because a view into shared memory is no BufferSource.
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
}
