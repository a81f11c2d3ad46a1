import type { EscrowErrorDetails } from './base'
import { SENTENCES } from './sentences'

/** The code and the sentences of an error of the SDK, with what was at hand in their places. */
export function told(name: keyof typeof SENTENCES, values: readonly unknown[], cause?: unknown): EscrowErrorDetails {
  const { code, happened, remedy } = SENTENCES[name]
  const fill = (text: string) => text.replace(/\{(\d)}/g, (_, position: number) => String(values[position]))
  return { code, shortMessage: fill(happened), remedy: fill(remedy), cause }
}
