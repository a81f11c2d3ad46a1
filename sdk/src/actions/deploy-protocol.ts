import { contractError } from '../errors/contract'
import type { EscrowAccount } from '../internal/context'
import type { Protocol } from '../internal/protocol'
import { readProtocol } from '../internal/protocol'
import { readHolding } from '../internal/holding'
import type { CreateProtocolParameters } from './create-protocol'
import { createProtocol, initProtocol } from './create-protocol'
import {
  activateTemplate,
  addTemplate,
  releaseTemplate,
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
  protocol: Protocol,
  onStep: NonNullable<DeployParameters['onStep']>,
): Promise<void> {
  const { id, activeTemplate } = protocol
  const existing = await releaseTemplate(admin, protocol)
  if (existing?.isReady && existing.id === activeTemplate) return
  if (!existing) await onStep('Reserving the template', id)
  const template = existing?.id ?? (await addTemplate(admin)).template
  if (!existing?.isReady) {
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
