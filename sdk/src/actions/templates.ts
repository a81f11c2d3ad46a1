import { contractError } from '../errors/contract'
import { PROGRAMS } from '../generated/programs'
import { RELEASES } from '../generated/releases'
import { fromBase64, keyOf, toHex } from '../internal/codec'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import type { Protocol, Template } from '../internal/protocol'
import { MILESTONE_PROJECT, PAGE_SIZE, readProtocol, readTemplate, templateBoxes } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'

/** The program a template holds: this release's MilestoneProject. */
function program() {
  const { approval, clear, schema } = PROGRAMS.MilestoneProject
  return { approval: fromBase64(approval), clear: fromBase64(clear), schema }
}

/** Whether a sealed template holds this release's program. */
export function holdsRelease({ hash }: Template): boolean {
  return hash !== undefined && toHex(hash) === RELEASES[0].MilestoneProject.template
}

/** Whether a template can still become that: a deployment that broke off has left it. */
export function isBegun({ hash, kind, approvalSize, clearProgram }: Template): boolean {
  const { approval, clear } = program()
  const fits = kind === MILESTONE_PROJECT && approvalSize === BigInt(approval.length)
  return hash === undefined && fits && toHex(clearProgram) === toHex(clear)
}

function adminOnly(protocol: Protocol, address: string) {
  return address === protocol.admin ? undefined : 'notAdmin'
}

/** A box costs 2,500 + 400 a byte of its name and value. */
const boxCost = (name: number, value: number) => BigInt(2_500 + 400 * (name + value))

/**
 * Reserve the boxes of a template for this release's project program.
 * Codes: notAdmin, wrongPayment.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { addTemplate } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount): Promise<bigint> {
 *   const { template } = await addTemplate(admin)
 *   return template
 * }
 * ```
 */
export const addTemplate = /* @__PURE__ */ defineAction<[], { template: bigint }>(async (account) => {
  const protocol = await readProtocol(account)
  const { approval, clear, schema } = program()
  const id = protocol.templates + 1n
  const size = BigInt(approval.length)
  const second = approval.length - Number(PAGE_SIZE)
  const cost =
    boxCost(9, 84 + clear.length) +
    boxCost(17, Math.min(approval.length, Number(PAGE_SIZE))) +
    (second > 0 ? boxCost(17, second) : 0n)
  const draft: Template = {
    ...{ id, kind: MILESTONE_PROJECT, approvalSize: size, clearProgram: clear, hash: undefined },
    ...{ globalUints: 0n, globalBytes: 0n, localUints: 0n, localBytes: 0n },
  }
  const step = call(
    protocol.id,
    'addTemplate(pay,uint64,uint64,uint64,uint64,uint64,uint64,byte[])uint64',
    [
      MILESTONE_PROJECT,
      size,
      ...([schema.global.ints, schema.global.bytes, schema.local.ints, schema.local.bytes] as const),
      clear,
    ],
    { boxes: templateBoxes(draft) },
  )
  const summary = { title: `Reserve template ${id}`, lines: [`You pay ${cost} microALGO for its boxes, for good.`] }
  const payment = { kind: 'algo' as const, receiver: protocol.address, amount: cost }
  return simplePlan(account, 'addTemplate', [payment, step], summary, {
    refusal: adminOnly(protocol, account.address),
    deposit: { algo: cost, usdc: 0n },
    events: ['TemplateAdded'],
    returns: 'template',
    lease: `addTemplate|${protocol.id}|${id}`,
  })
})

/** Bytes of program in one call: its arguments have room for 2,048 with the selector, three numbers and a length. */
const CHUNK = 1_900

/**
 * How many calls of `writeTemplate` a template takes.
 * @example
 * ```ts
 * import { templateChunks } from '@holdfast/sdk'
 * console.log(templateChunks())
 * ```
 */
export function templateChunks(): number {
  return chunks().length
}

function chunks(): { page: bigint; offset: bigint; from: number; to: number }[] {
  const size = atob(PROGRAMS.MilestoneProject.approval).length
  const found = []
  for (let from = 0; from < size;) {
    const page = Math.floor(from / Number(PAGE_SIZE))
    const to = Math.min(from + CHUNK, (page + 1) * Number(PAGE_SIZE), size)
    found.push({ page: BigInt(page), offset: BigInt(from % Number(PAGE_SIZE)), from, to })
    from = to
  }
  return found
}

/**
 * Write one chunk of the program into a template that is not sealed; there are `templateChunks()`.
 * Codes: notAdmin, noTemplate, templateSealed.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { templateChunks, writeTemplate } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, template: bigint): Promise<void> {
 *   for (let chunk = 0; chunk < templateChunks(); chunk++) await writeTemplate(admin, template, chunk)
 * }
 * ```
 */
export const writeTemplate = /* @__PURE__ */ defineAction(async (account, template: bigint, chunk: number) => {
  const [protocol, record] = await Promise.all([readProtocol(account), readTemplate(account, template)])
  const part = chunks()[chunk]
  if (!part) throw contractError('noTemplate')
  const data = program().approval.slice(part.from, part.to)
  const step = call(
    protocol.id,
    'writeTemplate(uint64,uint64,uint64,byte[])void',
    [template, part.page, part.offset, data],
    { boxes: templateBoxes(record) },
  )
  const title = `Write part ${chunk + 1} of ${templateChunks()} of template ${template}`
  return simplePlan(
    account,
    'writeTemplate',
    [step],
    { title, lines: [] },
    {
      refusal: adminOnly(protocol, account.address) ?? (record.hash ? 'templateSealed' : undefined),
    },
  )
})

/**
 * Seal a template for good, against the hash published with this release.
 * Codes: notAdmin, noTemplate, templateSealed, templateHashWrong.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { sealTemplate } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, template: bigint): Promise<void> {
 *   await sealTemplate(admin, template)
 * }
 * ```
 */
export const sealTemplate = /* @__PURE__ */ defineAction(async (account, template: bigint) => {
  const [protocol, record] = await Promise.all([readProtocol(account), readTemplate(account, template)])
  const published = RELEASES[0].MilestoneProject.template
  const hash = Uint8Array.from(published.match(/../g) ?? [], (byte) => parseInt(byte, 16))
  const step = call(protocol.id, 'sealTemplate(uint64,byte[32])void', [template, hash], {
    boxes: templateBoxes(record),
  })
  const summary = {
    title: `Seal template ${template}`,
    lines: [`Its hash is ${published}. It can never change again.`],
  }
  return simplePlan(account, 'sealTemplate', [step], summary, {
    refusal: adminOnly(protocol, account.address) ?? (record.hash ? 'templateSealed' : undefined),
    events: ['TemplateSealed'],
  })
})

/**
 * Make a sealed template the one new projects are created from.
 * Codes: notAdmin, noTemplate, templateNotSealed.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { activateTemplate } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, template: bigint): Promise<void> {
 *   await activateTemplate(admin, template)
 * }
 * ```
 */
export const activateTemplate = /* @__PURE__ */ defineAction(async (account, template: bigint) => {
  const [protocol, record] = await Promise.all([readProtocol(account), readTemplate(account, template)])
  const step = call(protocol.id, 'activateTemplate(uint64)void', [template], {
    boxes: [{ name: keyOf('t', template) }],
  })
  const summary = {
    title: `Activate template ${template}`,
    lines: ['New projects are made from it; others stay as they are.'],
  }
  return simplePlan(account, 'activateTemplate', [step], summary, {
    refusal: adminOnly(protocol, account.address) ?? (record.hash ? undefined : 'templateNotSealed'),
    events: ['TemplateActivated'],
  })
})
