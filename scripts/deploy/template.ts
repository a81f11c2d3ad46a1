import { KIND_MILESTONE_PROJECT } from '@holdfast/contracts/shared/constants'
import type { ProtocolClient, Template } from '@holdfast/contracts/artifacts/Protocol/Protocol.client'
import { AlgoAmount } from '@algorandfoundation/algokit-utils/types/amount'
import { PAGE_SIZE, programsOf, sameBytes } from './programs'

/** One `writeTemplate` carries this much: a call takes 2,048 bytes of arguments at the base fee. */
const CHUNK_SIZE = 1_900
/** A box costs 2,500 + 400 for each byte of its name and value, and 2,048 bytes of it need one reference. */
const boxCost = (name: number, value: number) => 2_500 + 400 * (name + value)
const BOX_BYTES_PER_REFERENCE = 2_048

const KIND = BigInt(KIND_MILESTONE_PROJECT)

/** What is told while it happens. */
export type Report = (line: string) => void

/**
 * Makes the compiled MilestoneProject the active template: adds, writes, seals and activates, whatever of it the chain
 * does not show yet. Returns the id of the template.
 */
export async function ensureTemplate(protocol: ProtocolClient, admin: string, report: Report): Promise<bigint> {
  const { approval, clear, schema, templateHash } = programsOf('MilestoneProject')
  const active = await protocol.state.global.activeTemplates.value(KIND)
  const templates = await readTemplates(protocol)
  if (active !== undefined && sameBytes(templates.get(active)?.hash, templateHash)) {
    report(`template ${active} is already active`)
    return active
  }

  const sealed = [...templates].find(([, template]) => sameBytes(template.hash, templateHash))?.[0]
  const unfinished = [...templates].find(([, template]) => isUnsealedCopy(template, approval, clear))?.[0]
  const id = sealed ?? unfinished ?? (await addTemplate())
  if (sealed === undefined) await writeAndSeal(id)
  await protocol.send.activateTemplate({
    args: { template: id },
    sender: admin,
    boxReferences: [templateBox(id)],
    populateAppCallResources: false,
  })
  report(`template ${id} activated`)
  return id

  async function addTemplate(): Promise<bigint> {
    const sizes = [Math.min(approval.length, PAGE_SIZE), approval.length - PAGE_SIZE].filter((size) => size > 0)
    // The record: six uint64, a hash, the offset and the length of the clear program.
    const record = 6 * 8 + 32 + 2 + 2 + clear.length
    const deposit = sizes.reduce((sum, size) => sum + boxCost(17, size), boxCost(9, record))
    const payment = await protocol.algorand.createTransaction.payment({
      sender: admin,
      receiver: protocol.appAddress,
      amount: AlgoAmount.MicroAlgo(deposit),
    })
    const next = ((await protocol.state.global.templateCount()) ?? 0n) + 1n
    const added = await protocol.send.addTemplate({
      args: {
        payment,
        kind: KIND,
        approvalSize: approval.length,
        globalUints: schema.global.ints,
        globalBytes: schema.global.bytes,
        localUints: schema.local.ints,
        localBytes: schema.local.bytes,
        clearProgram: clear,
      },
      sender: admin,
      boxReferences: [templateBox(next), ...pageReferences(next, approval.length)],
      populateAppCallResources: false,
    })
    const id = added.return ?? next
    report(`template ${id} added, ${deposit.toLocaleString('en')} microALGO of deposit for its boxes`)
    return id
  }

  async function writeAndSeal(id: bigint): Promise<void> {
    for (let start = 0; start < approval.length;) {
      const page = Math.floor(start / PAGE_SIZE)
      const end = Math.min(start + CHUNK_SIZE, (page + 1) * PAGE_SIZE, approval.length)
      const data = approval.subarray(start, end)
      const offset = start - page * PAGE_SIZE
      const written = await protocol.state.box.pages.value({ template: id, page: BigInt(page) })
      if (!sameBytes(written?.subarray(offset, offset + data.length), data)) {
        await protocol.send.writeTemplate({
          args: { template: id, page, offset, data },
          sender: admin,
          boxReferences: [templateBox(id), ...pageReferences(id, approval.length)],
          populateAppCallResources: false,
        })
      }
      report(`template ${id}: ${end.toLocaleString('en')} of ${approval.length.toLocaleString('en')} bytes written`)
      start = end
    }
    await protocol.send.sealTemplate({
      args: { template: id, hash: templateHash },
      sender: admin,
      boxReferences: [templateBox(id), ...pageReferences(id, approval.length)],
      populateAppCallResources: false,
    })
    report(`template ${id} sealed with ${Buffer.from(templateHash).toString('hex')}`)
  }
}

async function readTemplates(protocol: ProtocolClient): Promise<Map<bigint, Template>> {
  const count = (await protocol.state.global.templateCount()) ?? 0n
  const templates = new Map<bigint, Template>()
  for (let id = 1n; id <= count; id++) {
    const template = await protocol.state.box.templates.value(id)
    if (template) templates.set(id, template)
  }
  return templates
}

/** Left behind by a run that was cut off: the same sizes, and no seal yet. */
function isUnsealedCopy(template: Template, approval: Uint8Array, clear: Uint8Array): boolean {
  const unsealed = template.hash.every((byte) => byte === 0)
  return (
    unsealed &&
    template.kind === KIND &&
    template.approvalSize === BigInt(approval.length) &&
    sameBytes(template.clearProgram, clear)
  )
}

function templateBox(id: bigint): Uint8Array {
  return Buffer.concat([Buffer.from('t'), uint64(id)])
}

/** The pages of a template, as often as their bytes need. */
function pageReferences(id: bigint, size: number): Uint8Array[] {
  const pages = [Math.min(size, PAGE_SIZE), size - PAGE_SIZE].filter((bytes) => bytes > 0)
  return pages.flatMap((bytes, page) => {
    const name = Buffer.concat([Buffer.from('p'), uint64(id), uint64(BigInt(page))])
    return Array.from({ length: Math.ceil(bytes / BOX_BYTES_PER_REFERENCE) }, () => new Uint8Array(name))
  })
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}
