import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a deployment left on a chain. Nothing here is believed before the chain confirms it. */
export type DeploymentRecord = {
  network: string
  genesisHash: string
  /** the account that deployed it and administers it */
  admin?: string
  /** app id of the Protocol: what the SDK needs */
  protocol?: number
  /** asset id */
  usdc?: number
  burn?: string
  /** id of the active template, and the hash it was sealed with */
  template?: number
  templateHash?: string
}

/** Always in this order: a record that is written again, also after it was lost, shows no difference. */
const FIELDS = [
  'network',
  'genesisHash',
  'admin',
  'protocol',
  'usdc',
  'burn',
  'template',
  'templateHash',
] as const satisfies readonly (keyof DeploymentRecord)[]

/** The record in this file; empty when there is none, or when it is of another chain (a LocalNet that was reset). */
export function readRecord(file: string, network: string, genesisHash: string): DeploymentRecord {
  const record = recordIn(file)
  return record?.genesisHash === genesisHash && record.network === network ? record : { network, genesisHash }
}

function recordIn(file: string): DeploymentRecord | undefined {
  if (!existsSync(file)) return undefined
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as DeploymentRecord
    for (const id of [record.protocol, record.usdc]) if (id !== undefined && !isId(id)) throw new Error(`no id: ${id}`)
    return record
  } catch (cause) {
    throw new Error(`${file} is no deployment record. Move it away: a deployment is found without it.`, { cause })
  }
}

/** Whoever edits the file by hand may write anything. */
function isId(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}

/** Written after every step, in one piece: a crash leaves the old record or the new one. */
export function writeRecord(file: string, record: DeploymentRecord): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(record, [...FIELDS], 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** Who deployed before, to deploy again with the same account. */
export function adminOf(file: string): string | undefined {
  return recordIn(file)?.admin
}
