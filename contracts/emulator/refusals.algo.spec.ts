/** Every error code, raised by the contract source itself. */
import { TestExecutionContext } from '@algorandfoundation/algorand-typescript-testing'
import { afterEach, describe, expect, it } from 'vitest'
import { ERROR_SENTENCES } from '../shared/errors'
import { ProjectEmulator } from './project.algo'
import { PROJECT_REFUSALS } from './project-refusals.algo'
import { ProtocolEmulator } from './protocol.algo'
import { PROTOCOL_REFUSALS } from './protocol-refusals.algo'

const ctx = new TestExecutionContext()

afterEach(() => {
  ctx.reset()
})

describe('a project refuses with', () => {
  it.each(PROJECT_REFUSALS)('$code ($state)', ({ code, state, call, options = {} }) => {
    const emulator = new ProjectEmulator(ctx, options).reach(state)
    expect(() => {
      call(emulator)
    }).toThrow(new RegExp(`^ERR:${code}$`))
  })
})

describe('the Protocol refuses with', () => {
  it.each(PROTOCOL_REFUSALS)('$code (template $template)', ({ code, template, call }) => {
    const emulator = new ProtocolEmulator(ctx).create().template(template)
    expect(() => {
      call(emulator)
    }).toThrow(new RegExp(`^ERR:${code}$`))
  })
})

it('no code is without a case', () => {
  const refused = new Set([...PROJECT_REFUSALS, ...PROTOCOL_REFUSALS].map(({ code }) => code))
  expect([...refused].sort()).toEqual(Object.keys(ERROR_SENTENCES).sort())
})
