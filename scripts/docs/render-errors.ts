import { ERROR_SENTENCES, type ErrorCode } from '@holdfast/contracts/shared/errors'
import * as SENTENCES from '../../sdk/src/errors/sentences'
import { ERROR_FAMILIES, ERRORS } from '../../sdk/src/generated/errors'
import { GENERATED, page } from './markdown'
import { VERBS } from './verbs'

/** Every error code with its sentence and the verbs that raise it. */
export function renderErrors(): string {
  return page(
    GENERATED,
    '# Errors',
    'Every call that a user can make fail does so with a code, logged by the program itself (ARC-65, `ERR:<code>`). The SDK decodes it from a send, a simulation, an inner call or plain text, and throws a class with a literal `name`, the `code`, a sentence and what to do next, as they stand here. A failed call changes nothing and costs no fee.',
    '[What the SDK itself refuses](#errors-of-the-sdk) comes after the codes of the contracts.',
    ...codes().flatMap((code) => [`## ${code}`, ofTheContracts(code), raisedBy(code)]),
    '## Errors of the SDK',
    'Raised before anything is sent where that is knowable, and about what comes back. A `…` stands for what was at hand.',
    ...Object.entries(SENTENCES).flatMap(([name, sentence]) => [`### ${sentence.code}`, ofTheSdk(name, sentence)]),
  )
}

function ofTheContracts(code: ErrorCode): string {
  const [family, happened, remedy] = ERRORS[code]
  return `\`${ERROR_FAMILIES[family]}\`. ${happened} ${remedy}`
}

function ofTheSdk(name: string, { happened, remedy }: { happened: string; remedy: string }): string {
  const text = `${happened} ${remedy}`.replace(/\{\d}/g, '…')
  // This one is nothing but what was at hand.
  return name === 'InputError'
    ? '`InputError`. It says what cannot be, and what to pass instead.'
    : `\`${name}\`. ${text}`
}

function codes(): ErrorCode[] {
  return (Object.keys(ERROR_SENTENCES) as ErrorCode[]).sort()
}

function raisedBy(code: ErrorCode): string {
  const verbs = VERBS.filter(({ errors }) => errors.includes(code))
  if (verbs.length === 0) return 'Raised by calls of the Protocol itself: its set-up and administration.'
  return `Raised by ${verbs.map(({ verb }) => `[${verb}](verbs/${verb}.md)`).join(', ')}.`
}
