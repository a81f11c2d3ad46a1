/** Which code a failed call gave: the program logs it, the node's text names app and program counter, the spec maps it. */
import { APP_SPEC as PROJECT_SPEC } from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { APP_SPEC as PROTOCOL_SPEC } from '@holdfast/contracts/artifacts/Protocol/Protocol.client'
import { expect } from 'vitest'

type Spec = { sourceInfo?: { approval: { sourceInfo: { pc: number[]; errorMessage?: string }[] } } }

function messageAt(spec: Spec, pc: number): string | undefined {
  return spec.sourceInfo?.approval.sourceInfo.find((info) => info.pc.includes(pc))?.errorMessage
}

/** Text of an error and of everything that caused it. */
function textOf(error: unknown): string {
  const seen: string[] = []
  for (let at: unknown = error; at instanceof Error; at = at.cause) seen.push(at.message)
  return seen.length > 0 ? seen.join('\n') : String(error)
}

export function codeOf(error: unknown, protocolId: bigint): string {
  const text = textOf(error)
  // The innermost failure comes first: an inner call's before its caller's.
  const at = /app=(\d+), pc=(\d+)/.exec(text)
  if (at) {
    const spec = BigInt(at[1]!) === protocolId ? PROTOCOL_SPEC : PROJECT_SPEC
    const message = messageAt(spec as Spec, Number(at[2]))
    if (message) return message.replace('ERR:', '')
  }
  return /ERR:(\w+)/.exec(text)?.[1] ?? text
}

export async function expectCode(call: Promise<unknown>, code: string, protocolId = 0n): Promise<void> {
  let failure: unknown
  try {
    await call
  } catch (error) {
    failure = error
  }
  if (failure === undefined) expect.fail(`the call went through, expected ${code}`)
  expect(codeOf(failure, protocolId)).toBe(code)
}
