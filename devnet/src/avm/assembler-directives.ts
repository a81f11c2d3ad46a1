import { MAX_AVM_VERSION, opsByName } from '../protocol/ops'
import { parseUint } from './assembler-literals'
import { isNamedConstant } from './assembler-names'
import type { Macros } from './assembler-macros'
import { isPseudoOp } from './assembler-pseudo'
import { fromByteString, quote, toByteString, type Token } from './assembler-text'

/** The state that `#define` and `#pragma` read and change. */
export type DirectiveState = {
  version: number | undefined
  /** bytes have been emitted, so the version can no longer change */
  started: boolean
  labels: ReadonlyMap<string, number>
  macros: Macros
  autoSalt: boolean | undefined
  setTypeTracking: (on: boolean) => void
  report: (at: Token, message: string) => void
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False'])
const parseBoolean = (text: string): boolean | undefined =>
  TRUE.has(text) ? true : FALSE.has(text) ? false : undefined

const MACRO_SYMBOLS = new Set('+-*/^%&|~!><=?_')
const BYTE_PREFIXES = new Set(['b64', 'base64', 'b32', 'base32'])

const fieldNames = new Map<number, Set<string>>()

/** The names of all fields that operations of a version can carry. */
function fieldNamesOf(version: number): Set<string> {
  let names = fieldNames.get(version)
  if (!names) {
    names = new Set()
    for (const op of opsByName(version).values()) {
      for (const { group } of op.immediates) for (const name of group?.byName.keys() ?? []) names.add(name)
    }
    fieldNames.set(version, names)
  }
  return names
}

/** Why a name cannot be a macro's, if it cannot. */
function refuseMacroName(name: string, { version, labels }: DirectiveState): string | undefined {
  const runes = Array.from(fromByteString(name))
  for (const rune of runes) {
    if (!/^[\p{L}\p{Nd}]$/u.test(rune) && !MACRO_SYMBOLS.has(rune)) {
      return `${toByteString(rune)} character not allowed in macro name`
    }
  }
  const isDigit = (rune: string | undefined) => rune !== undefined && /^\p{Nd}$/u.test(rune)
  const signed = runes[0] === '-' || runes[0] === '+'
  if (isDigit(runes[0]) || (signed && isDigit(runes[1]))) return `Cannot begin macro name with number: ${name}`
  if (BYTE_PREFIXES.has(name)) return `Cannot use ${name} as macro name`
  if (isNamedConstant(name)) return `Named constants cannot be used as macro names: ${name}`
  if (isPseudoOp(name)) return `Macro names cannot be pseudo-ops: ${name}`
  if (version !== undefined && opsByName(version).has(name)) return `Macro names cannot be opcodes: ${name}`
  if (version !== undefined && fieldNamesOf(version).has(name)) return `Macro names cannot be field names: ${name}`
  return labels.has(name) ? `Labels cannot be used as macro names: ${name}` : undefined
}

/** Drops macros whose names the version, now known, does not allow. */
export function recheckMacros(state: DirectiveState): boolean {
  let good = true
  for (const [name, tokens] of state.macros.entries()) {
    const refused = refuseMacroName(name, state)
    if (refused === undefined) continue
    state.report(tokens[0]!, refused)
    state.macros.delete(name)
    good = false
  }
  return good
}

function define(state: DirectiveState, tokens: Token[]): void {
  const name = tokens[1]
  if (!name || tokens.length < 3) {
    state.report(tokens[tokens.length - 1]!, 'define directive requires a name and body')
    return
  }
  const refused = refuseMacroName(name.text, state)
  if (refused !== undefined) {
    state.report(name, refused)
    return
  }
  const circle = state.macros.define(tokens.slice(1))
  if (circle) state.report(name, `macro expansion cycle discovered: ${circle.join(' -> ')}`)
}

function pragmaVersion(state: DirectiveState, pragma: Token, value: Token): void {
  if (state.started) {
    state.report(pragma, '#pragma version is only allowed before instructions')
    return
  }
  const parsed = parseUint(value.text)
  if (!('value' in parsed)) {
    state.report(value, `bad #pragma version: ${quote(value.text)}`)
  } else if (parsed.value > BigInt(MAX_AVM_VERSION)) {
    state.report(value, `unsupported version: ${parsed.value}`)
  } else if (state.version === undefined) {
    state.version = Number(parsed.value)
    if (!recheckMacros(state)) state.report(value, 'version is incompatible with defined macros')
  } else if (state.version !== Number(parsed.value)) {
    state.report(value, `version mismatch: assembling v${parsed.value} with v${state.version} assembler`)
  }
}

function pragma(state: DirectiveState, tokens: Token[]): void {
  const [first, key, value, extra] = tokens
  if (!first) return
  if (!key) {
    state.report(first, 'empty pragma')
    return
  }
  if (key.text !== 'version' && key.text !== 'typetrack' && key.text !== 'autosalt') {
    state.report(first, `unsupported pragma directive: ${quote(key.text)}`)
    return
  }
  if (!value) {
    state.report(key, `no ${key.text} value`)
    return
  }
  if (extra) {
    const rest = tokens.slice(3).map(({ text }) => ` ${text}`)
    state.report(extra, `unexpected extra tokens:${rest.join('')}`)
    return
  }
  if (key.text === 'version') {
    pragmaVersion(state, first, value)
    return
  }
  if (key.text === 'autosalt' && state.started) {
    state.report(first, '#pragma autosalt is only allowed before instructions')
    return
  }
  const on = parseBoolean(value.text)
  if (on === undefined) state.report(value, `bad #pragma ${key.text}: ${quote(value.text)}`)
  else if (key.text === 'autosalt') state.autoSalt = on
  else state.setTypeTracking(on)
}

/** Handles a line that starts with `#`. */
export function directive(state: DirectiveState, tokens: Token[]): void {
  const first = tokens[0]!
  if (first.text === '#define') define(state, tokens)
  else if (first.text === '#pragma') pragma(state, tokens)
  else state.report(first, `unknown directive: ${first.text.slice(1)}`)
}
