/** What the compiler must know: checked by it, and run so that the file is no dead weight. */
import type {
  ActionResult,
  AccountClient,
  CodesOf,
  ContractError,
  ErrorCode,
  EscrowEvent,
  NextAction,
  PreparedAction,
  Verb,
} from '@holdfast/sdk'
import type { EngagementError, TimeError } from '@holdfast/sdk'
import { expectTypeOf, test } from 'vitest'

test('results carry what their verb makes', () => {
  expectTypeOf<AccountClient['createProject']>().returns.resolves.toEqualTypeOf<ActionResult & { id: bigint }>()
  expectTypeOf<AccountClient['createProject']['prepare']>().returns.resolves.toEqualTypeOf<
    PreparedAction<{ id: bigint }>
  >()
  expectTypeOf<ActionResult['paid']['freelancer']>().toEqualTypeOf<bigint>()
})

test('a submit needs evidence, a ruling its release', () => {
  expectTypeOf<AccountClient['submit']>().parameter(1).toHaveProperty('evidence')
  expectTypeOf<Parameters<AccountClient['submit']>[1]>().not.toEqualTypeOf<undefined>()
  expectTypeOf<Parameters<AccountClient['resolve']>[1]['release']>().toEqualTypeOf<bigint>()
})

test('codes are literal, and each class knows its own', () => {
  expectTypeOf<ContractError['code']>().toEqualTypeOf<ErrorCode>()
  expectTypeOf<TimeError['code']>().toEqualTypeOf<CodesOf<'TimeError'>>()
  expectTypeOf<'versionConflict'>().toExtend<EngagementError['code']>()
  expectTypeOf<'versionConflict'>().not.toExtend<TimeError['code']>()
  expectTypeOf<EngagementError['name']>().toEqualTypeOf<'EngagementError'>()
})

test('events narrow by their name', () => {
  type Closed = Extract<EscrowEvent, { name: 'MilestoneClosed' }>
  expectTypeOf<Closed['args']['toFreelancer']>().toEqualTypeOf<bigint>()
  expectTypeOf<Closed['args']['outcome']>().toExtend<string>()
})

test('next actions name every verb, and a code only where there is one', () => {
  expectTypeOf<NextAction['verb']>().toEqualTypeOf<Verb>()
  expectTypeOf<Extract<NextAction, { possible: true }>>().not.toHaveProperty('code')
})
