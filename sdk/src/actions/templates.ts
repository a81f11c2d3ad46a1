import { base64ToBytes, bytesToHex, hexToBytes } from 'algosdk'
import { contractError } from '../errors/contract'
import { TemplateExistsError } from '../errors/input'
import { PROGRAMS } from '../generated/programs'
import { RELEASES } from '../generated/releases'
import { call } from '../internal/call'
import type { EscrowContext } from '../internal/context'
import { defineAction } from '../internal/define'
import { leaseOf } from '../internal/lease'
import { payment } from '../internal/payment'
import type { Plan, Planner } from '../internal/plan'
import type { Protocol, Template } from '../internal/protocol'
import { MILESTONE_PROJECT, PAGE_SIZE, readTemplate, templateBoxes } from '../internal/protocol'
import type { ProtocolIntent } from '../internal/protocol-plan'
import { planByAdmin } from '../internal/protocol-plan'

/** The program a template holds: this release's MilestoneProject. */
function program() {
  const { approval, clear, schema } = PROGRAMS.MilestoneProject
  return { approval: base64ToBytes(approval), clear: base64ToBytes(clear), schema }
}

/** Whether a sealed template holds this release's program. */
function holdsRelease({ hash }: Template): boolean {
  return hash !== undefined && bytesToHex(hash) === RELEASES[0].MilestoneProject.template
}

/** Whether a template can still become that: a deployment that broke off has left it. */
function isBegun({ hash, kind, approvalSize, clearProgram }: Template): boolean {
  const { approval, clear } = program()
  const fits = kind === MILESTONE_PROJECT && approvalSize === BigInt(approval.length)
  return hash === undefined && fits && bytesToHex(clearProgram) === bytesToHex(clear)
}

/** The template of this release, sealed or begun: every deployment and every retry goes on with the same one. */
export async function releaseTemplate(
  context: EscrowContext,
  { templates, activeTemplate }: Protocol,
): Promise<{ id: bigint; isReady: boolean } | undefined> {
  const ids = Array.from({ length: Number(templates) }, (_, i) => BigInt(i + 1))
  const known = await Promise.all(ids.map((id) => readTemplate(context, id)))
  const sealed = known.filter(holdsRelease)
  const ready = sealed.find(({ id }) => id === activeTemplate) ?? sealed[0]
  const found = ready ?? known.find(isBegun)
  return found && { id: found.id, isReady: found === ready }
}

/** Plans the admin's action on a template that has to be sealed already, or still open. */
function planOnTemplate(
  account: Planner,
  verb: string,
  template: bigint,
  sealed: boolean,
  describe: (protocol: bigint) => ProtocolIntent,
): Promise<Plan> {
  return planByAdmin(account, verb, async ({ id }) => {
    const record = await readTemplate(account, template)
    const intent = describe(id)
    const references = { boxes: templateBoxes(record) }
    const isSealed = record.hash !== undefined
    const refusal = isSealed === sealed ? undefined : sealed ? 'templateNotSealed' : 'templateSealed'
    return { ...intent, step: { ...intent.step, references }, refusal }
  })
}

/** A box costs 2,500 + 400 a byte of its name and value. */
const boxCost = (name: number, value: number) => BigInt(2_500 + 400 * (name + value))

/**
 * Reserve the boxes of a template for this release's project program, once: where there is one already it says which.
 * Codes: notAdmin, wrongPayment.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { addTemplate } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount): Promise<bigint> {
 *   const { template } = await addTemplate(admin)
 *   return template
 * }
 * ```
 */
export const addTemplate = /* @__PURE__ */ defineAction<[], { template: bigint }>((account) =>
  planByAdmin(account, 'addTemplate', async (protocol) => {
    const { approval, clear, schema } = program()
    const existing = await releaseTemplate(account, protocol)
    const id = protocol.templates + 1n
    const size = BigInt(approval.length)
    const second = approval.length - Number(PAGE_SIZE)
    const algo =
      boxCost(9, 84 + clear.length) +
      boxCost(17, Math.min(approval.length, Number(PAGE_SIZE))) +
      (second > 0 ? boxCost(17, second) : 0n)
    return {
      before: [payment(protocol.address, algo)],
      step: call(
        protocol.id,
        'addTemplate(pay,uint64,uint64,uint64,uint64,uint64,uint64,byte[])uint64',
        [
          MILESTONE_PROJECT,
          size,
          ...([schema.global.ints, schema.global.bytes, schema.local.ints, schema.local.bytes] as const),
          clear,
        ],
        {
          boxes: templateBoxes({ id, approvalSize: size, clearProgram: clear }),
          lease: await leaseOf({}, 'addTemplate', protocol.id, id),
        },
      ),
      title: `Reserve template ${id}`,
      refusal: existing && new TemplateExistsError(existing.id),
      lines: [`You pay ${algo} microALGO for its boxes, for good.`],
      costs: { deposit: { algo, usdc: 0n } },
      reading: { events: ['TemplateAdded'], returns: ['template', 'template'] },
    }
  }),
)

/** Bytes of program in one call: its arguments have room for 2,048 with the selector, three numbers and a length. */
const CHUNK = 1_900

/**
 * How many calls of `writeTemplate` a template takes.
 * @example
 * ```ts
 * import { templateChunks } from '@holdfast/sdk/deploy'
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
 * import { templateChunks, writeTemplate } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount, template: bigint): Promise<void> {
 *   for (let chunk = 0; chunk < templateChunks(); chunk++) await writeTemplate(admin, template, chunk)
 * }
 * ```
 */
export const writeTemplate = /* @__PURE__ */ defineAction((account, template: bigint, chunk: number) =>
  planOnTemplate(account, 'writeTemplate', template, false, (id) => {
    const part = chunks()[chunk]
    if (!part) throw contractError('noTemplate')
    const data = program().approval.slice(part.from, part.to)
    return {
      step: call(id, 'writeTemplate(uint64,uint64,uint64,byte[])void', [template, part.page, part.offset, data]),
      title: `Write part ${chunk + 1} of ${templateChunks()} of template ${template}`,
    }
  }),
)

/**
 * Seal a template for good, against the hash published with this release.
 * Codes: notAdmin, noTemplate, templateSealed, templateHashWrong.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { sealTemplate } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount, template: bigint): Promise<void> {
 *   await sealTemplate(admin, template)
 * }
 * ```
 */
export const sealTemplate = /* @__PURE__ */ defineAction((account, template: bigint) =>
  planOnTemplate(account, 'sealTemplate', template, false, (id) => {
    const published = RELEASES[0].MilestoneProject.template
    return {
      step: call(id, 'sealTemplate(uint64,byte[32])void', [template, hexToBytes(published)]),
      title: `Seal template ${template}`,
      lines: [`Its hash is ${published}. It can never change again.`],
      reading: { events: ['TemplateSealed'] },
    }
  }),
)

/**
 * Make a sealed template the one new projects are created from.
 * Codes: notAdmin, noTemplate, templateNotSealed.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { activateTemplate } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount, template: bigint): Promise<void> {
 *   await activateTemplate(admin, template)
 * }
 * ```
 */
export const activateTemplate = /* @__PURE__ */ defineAction((account, template: bigint) =>
  planOnTemplate(account, 'activateTemplate', template, true, (id) => ({
    step: call(id, 'activateTemplate(uint64)void', [template]),
    title: `Activate template ${template}`,
    lines: ['New projects are made from it; others stay as they are.'],
    reading: { events: ['TemplateActivated'] },
  })),
)
