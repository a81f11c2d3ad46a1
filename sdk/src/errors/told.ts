import type { EscrowErrorDetails } from './base'
import { REASONS, SENTENCES } from './sentences'

/** The code and the sentences of an error of the SDK, with what was at hand in their places, and its own fields. */
export function told(name: keyof typeof SENTENCES, values: readonly unknown[], fields?: object): EscrowErrorDetails {
  const { code, happened, remedy } = SENTENCES[name]
  return { name, code, shortMessage: filled(happened, values), remedy: filled(remedy, values), ...fields }
}

/** Why something is not believed, or not taken. */
export type Reason = keyof typeof REASONS

/** Why, in words. */
export function reason(name: Reason, ...values: unknown[]): string {
  return filled(REASONS[name], values)
}

function filled(text: string, values: readonly unknown[]): string {
  return text.replace(/\{(\d)}/g, (_, position: number) => String(values[position]))
}
