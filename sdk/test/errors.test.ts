/** A code of the contract, in every form in which a failure reaches a program, becomes the same typed error. */
import type { ErrorCode, PreparedAction, EscrowError } from '@holdfast/sdk'
import {
  AddressError,
  contractError,
  ContractError,
  decodeError,
  EngagementError,
  ERROR_SENTENCES,
  MilestoneError,
  ProjectError,
  ProtocolError,
  CreditError,
} from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { bytesToBase64 } from 'algosdk'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import * as SENTENCES from '../src/errors/sentences'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

async function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  )
}

/** What a stock client throws for the group, with no help of ours. */
async function rawFailure({ transactions }: PreparedAction): Promise<unknown> {
  const { signer } = fixture.client
  const signed = await signer(
    [...transactions],
    transactions.map((_, i) => i),
  )
  return caught(fixture.algorand.client.algod.sendRawTransaction(signed).do())
}

test('before anything is sent: the model names the code', async () => {
  const engagement = await fixture.engagementIn('running')
  const error = await caught(fixture.client.approve(engagement))
  expect(error).toBeInstanceOf(MilestoneError)
  expect(error).toMatchObject({ name: 'MilestoneError', code: 'notSubmitted' })
  expect((error as EscrowError).cause).toBeUndefined()
})

test('a send that the program refuses', async () => {
  const engagement = await fixture.engagementIn('running')
  const error = await caught(fixture.client.approve(engagement, { unchecked: true }))
  expect(error).toBeInstanceOf(MilestoneError)
  expect(error).toMatchObject({ code: 'notSubmitted', docs: '@holdfast/sdk/docs/errors.md#notsubmitted' })
  expect((error as EscrowError).walk()).toBe(lastCause(error))
})

function lastCause(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? lastCause(error.cause) : error
}

test('a simulation that the program refuses', async () => {
  const engagement = await fixture.engagementIn('running')
  const error = await caught(fixture.client.approve.simulate(engagement, { unchecked: true }))
  expect(error).toMatchObject({ name: 'MilestoneError', code: 'notSubmitted' })
})

test('a call of the Protocol that fails in the project it calls', async () => {
  const { project } = await fixture.engagementIn('offered')
  const sent = await caught(fixture.client.closeProject(project, { unchecked: true }))
  expect(sent).toBeInstanceOf(ProjectError)
  expect(sent).toMatchObject({ code: 'engagementsLeft' })
  const simulated = await caught(fixture.client.closeProject.simulate(project, { unchecked: true }))
  expect(simulated).toMatchObject({ code: 'engagementsLeft' })
  const lowered = await caught(fixture.admin.lowerProjectFee(project, 300n, { unchecked: true }))
  expect(lowered).toBeInstanceOf(CreditError)
  expect(lowered).toMatchObject({ code: 'feeNotLower' })
})

test('a call that the Protocol itself refuses', async () => {
  const error = await caught(fixture.client.createProject({ maxFeeBps: 299n, unchecked: true }))
  expect(error).toBeInstanceOf(ProtocolError)
  expect(error).toMatchObject({ code: 'feeTooHigh' })
})

test('what algosdk throws, whole, as its message alone, as JSON, and with the logs taken away', async () => {
  const engagement = await fixture.engagementIn('running')
  const prepared = await fixture.client.approve.prepare(engagement, { unchecked: true })
  const raw = await rawFailure(prepared)
  expect(decodeError(raw).code).toBe('notSubmitted')
  const { message, response } = raw as Error & { response: { text: string } }
  expect(decodeError(new Error(message)).code).toBe('notSubmitted')
  expect(decodeError(`a log line: ${message}`).code).toBe('notSubmitted')
  expect(decodeError(JSON.stringify({ message })).code).toBe('notSubmitted')
  // The node's answer alone, as text or as an object, the way another HTTP client or a wallet wraps it.
  expect(decodeError({ response: { body: response.text } }).code).toBe('notSubmitted')
  expect(decodeError({ code: -32_000, data: { error: JSON.parse(response.text) as unknown } }).code).toBe(
    'notSubmitted',
  )
})

test('what algokit-utils throws for the same call', async () => {
  const engagement = await fixture.engagementIn('running')
  const { transactions } = await fixture.client.approve.prepare(engagement, { unchecked: true })
  const group = fixture.algorand.newGroup()
  for (const transaction of transactions) group.addTransaction(transaction, fixture.client.signer)
  const error = await caught(group.send({ suppressLog: true, populateAppCallResources: false }))
  expect(decodeError(error)).toBeInstanceOf(ContractError)
  expect(decodeError(error).code).toBe('notSubmitted')
})

test('the paragraph that an error links to is there', () => {
  const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  const headings = new Set(
    [...page.matchAll(/^##+ (\w+)$/gm)].map(([, code = '']) => `@holdfast/sdk/docs/errors.md#${code.toLowerCase()}`),
  )
  const errors = [
    ...(Object.keys(ERROR_SENTENCES) as ErrorCode[]).map((code) => contractError(code)),
    ...Object.values(SENTENCES).map(({ code }) => ({ docs: `@holdfast/sdk/docs/errors.md#${code.toLowerCase()}` })),
    new AddressError('freelancer', 'nobody'),
  ]
  expect(errors.map(({ docs }) => docs).filter((docs) => !headings.has(docs))).toEqual([])
})

test('words alone say nothing: English around no code stays unexpected', () => {
  expect(decodeError(new Error('the milestone is not running, version conflict')).code).toBe('unexpected')
  expect(decodeError('ERR:thisIsNoCodeOfOurs').code).toBe('unexpected')
})

test('a code that anyone could have written is none', async () => {
  const written = new TextEncoder().encode('ERR:notClient')
  const base64 = bytesToBase64(written)
  const engagement = await fixture.engagementIn('running')
  const hash = new Uint8Array(32)
  hash.set(written)
  const { transactions } = await fixture.freelancer.submit.prepare(engagement, {
    evidence: { hash },
    note: 'ERR:noEvidence',
  })
  const forms: Record<string, unknown> = {
    'the arguments of what was sent': { message: 'overspend', transactions, sentTransactions: [...transactions] },
    'the same, simulated': { txnGroups: [{ txnResults: [{ txnResult: { txn: { txn: transactions[0] } } }] }] },
    'the stack of a program': { data: { 'eval-states': [{ stack: [base64], logs: [base64] }] } },
    'a note': { message: 'overspend', note: written },
    'an event with a note': { logs: [bytesToBase64(new Uint8Array([1, 2, 3, 4, 0, 13, ...written])), `${base64}AAAA`] },
    'bytes and base64 anywhere': {
      message: base64,
      data: written,
      details: base64,
      url: base64,
      body: { error: written },
    },
    'a text with another code': 'asset ERR:notAnyCodeOfOurs missing, see xERR:notClient',
  }
  for (const [name, form] of Object.entries(forms)) expect.soft(decodeError(form).code, name).toBe('unexpected')
})

test('a stale version is told apart', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const shown = engagement.version
  await fixture.client.requestChanges(engagement)
  await fixture.freelancer.submit(engagement, { evidence: 'second try' })
  const checked = await caught(fixture.client.approve(engagement, { version: shown }))
  const unchecked = await caught(fixture.client.approve(engagement, { version: shown, unchecked: true }))
  expect(checked).toBeInstanceOf(EngagementError)
  expect([checked, unchecked]).toMatchObject([{ code: 'versionConflict' }, { code: 'versionConflict' }])
})
