import { contractError } from '../errors/contract'
import type { EscrowAccount } from '../internal/context'
import type { Protocol } from '../internal/protocol'
import { readProtocol, readTemplate } from '../internal/protocol'
import { readHolding } from '../internal/holding'
import type { CreateProtocolParameters } from './create-protocol'
import { createProtocol, initProtocol } from './create-protocol'
import {
  activateTemplate,
  addTemplate,
  holdsRelease,
  isBegun,
  sealTemplate,
  templateChunks,
  writeTemplate,
} from './templates'

/** What `deployProtocol` needs. */
export interface DeployParameters extends CreateProtocolParameters {
  /** app id of a deployment that was begun: only what is missing is done */
  protocol?: bigint
  /** awaited before each step that is needed, with a sentence for a person, and the app id as soon as there is one */
  onStep?: (step: string, protocol: bigint | undefined) => void | Promise<void>
}

/**
 * Deploy the Protocol with the template of this release, or give one that is there the template of this release. Run again,
 * it finishes what is missing and repeats nothing.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { deployProtocol } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount, usdc: bigint, burn: string): Promise<bigint> {
 *   const terms = { usdc, burn, treasury: admin.address, feeBps: 300n }
 *   const { id } = await deployProtocol(admin, { ...terms, onStep: (step) => console.log(step) })
 *   return id
 * }
 * ```
 */
export async function deployProtocol(account: EscrowAccount, parameters: DeployParameters): Promise<Protocol> {
  const { onStep = () => undefined, protocol: begun, ...terms } = parameters
  if (begun === undefined) await onStep('Creating the Protocol', undefined)
  const id = begun ?? (await createProtocol(account, terms)).protocol
  const admin: EscrowAccount = { ...account, protocol: id }

  const protocol = await readProtocol(admin)
  if (protocol.admin !== account.address) throw contractError('notAdmin')
  const { optedIn } = await readHolding(admin, protocol.address, protocol.usdc)
  if (!optedIn) {
    await onStep('Opting the Protocol in to USDC', id)
    await initProtocol(admin)
  }
  await publishTemplate(admin, protocol, onStep)
  return readProtocol(admin)
}

async function publishTemplate(
  admin: EscrowAccount,
  { id, templates, activeTemplate }: Protocol,
  onStep: NonNullable<DeployParameters['onStep']>,
): Promise<void> {
  const ids = Array.from({ length: Number(templates) }, (_, i) => BigInt(i + 1))
  const known = await Promise.all(ids.map((template) => readTemplate(admin, template)))
  const ready = known.filter(holdsRelease).map((template) => template.id)
  if (activeTemplate !== undefined && ready.includes(activeTemplate)) return
  let template = ready[0] ?? known.find(isBegun)?.id
  if (template === undefined) {
    await onStep('Reserving the template', id)
    template = (await addTemplate(admin)).template
  }
  if (ready.length === 0) {
    for (let chunk = 0; chunk < templateChunks(); chunk++) {
      await onStep(`Writing the template, part ${chunk + 1} of ${templateChunks()}`, id)
      await writeTemplate(admin, template, chunk)
    }
    await onStep('Sealing the template against its published hash', id)
    await sealTemplate(admin, template)
  }
  await onStep('Activating the template', id)
  await activateTemplate(admin, template)
}
