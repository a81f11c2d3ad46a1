import type { EscrowErrorDetails } from './base'
import type { Sentence } from './sentences'

/** The code and the sentences of an error of the SDK, with what was at hand in their places, and its own fields. */
export function told(
  { happened, remedy, ...named }: Sentence,
  values: readonly unknown[],
  fields?: object,
): EscrowErrorDetails {
  return { ...named, shortMessage: filled(happened, values), remedy: filled(remedy, values), ...fields }
}

/** A sentence with what was at hand in its places. */
export function filled(text: string, values: readonly unknown[]): string {
  return text.replace(/\{(\d)}/g, (_, position: number) => String(values[position]))
}
