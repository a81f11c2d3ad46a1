import { ERROR_SENTENCES, type ErrorCode } from '@holdfast/contracts/shared/errors'
import { GENERATED, page } from './markdown'
import { VERBS } from './verbs'

/** Every error code with its sentence and the verbs that raise it. */
export function renderErrors(): string {
  return page(
    GENERATED,
    '# Errors',
    'Every call that a user can make fail does so with a code, logged by the program itself (ARC-65, `ERR:<code>`). The SDK decodes it from a send, a simulation, an inner call or plain text, and throws a class with a literal `name`, the `code`, a sentence and what to do next. A failed call changes nothing and costs no fee.',
    ...codes().flatMap((code) => [`## ${code}`, ERROR_SENTENCES[code], raisedBy(code)]),
  )
}

function codes(): ErrorCode[] {
  return (Object.keys(ERROR_SENTENCES) as ErrorCode[]).sort()
}

function raisedBy(code: ErrorCode): string {
  const verbs = VERBS.filter(({ errors }) => errors.includes(code))
  if (verbs.length === 0) return 'Raised by calls of the Protocol itself: its set-up and administration.'
  return `Raised by ${verbs.map(({ verb }) => `[${verb}](verbs/${verb}.md)`).join(', ')}.`
}
