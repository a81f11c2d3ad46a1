import { contractError } from '../errors/contract'
import type { EscrowAccount } from '../internal/context'
import type { Protocol } from '../internal/protocol'
import { readProtocol, readTemplate } from '../internal/protocol'
import { readHolding } from '../internal/chain'
import type { CreateProtocolParameters } from './create-protocol'
import { createProtocol, initProtocol } from './create-protocol'
import { activateTemplate, addTemplate, sealTemplate, templateChunks, writeTemplate } from './templates'

/** What `deployProtocol` needs. */
export interface DeployParameters extends CreateProtocolParameters {
  /** app id of a deployment that was begun: only what is missing is done */
  protocol?: bigint
  /** called before each step, with a sentence for a person, and the app id as soon as there is one */
  onStep?: (step: string, protocol: bigint | undefined) => void
}

/**
 * Deploy the Protocol with the template of this release; run again, it finishes what is missing and repeats nothing.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { deployProtocol } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, usdc: bigint, burn: string): Promise<bigint> {
 *   const terms = { usdc, burn, treasury: admin.address, feeBps: 300n }
 *   const { id } = await deployProtocol(admin, { ...terms, onStep: (step) => console.log(step) })
 *   return id
 * }
 * ```
 */
export async function deployProtocol(account: EscrowAccount, parameters: DeployParameters): Promise<Protocol> {
  const { onStep = () => undefined, protocol: begun, ...terms } = parameters
  if (begun === undefined) onStep('Creating the Protocol', undefined)
  const id = begun ?? (await createProtocol(account, terms)).protocol
  const admin: EscrowAccount = { ...account, protocol: id }

  const protocol = await readProtocol(admin)
  if (protocol.admin !== account.address) throw contractError('notAdmin')
  const { optedIn } = await readHolding(admin, protocol.address, protocol.usdc)
  if (!optedIn) {
    onStep('Opting the Protocol in to USDC', id)
    await initProtocol(admin)
  }
  if (protocol.activeTemplate === undefined) await publishTemplate(admin, protocol, onStep)
  return readProtocol(admin)
}

async function publishTemplate(
  admin: EscrowAccount,
  { id, templates }: Protocol,
  onStep: NonNullable<DeployParameters['onStep']>,
): Promise<void> {
  // Before anything is active the last template is the one a broken-off deployment was writing.
  let template = templates
  if (template === 0n) {
    onStep('Reserving the template', id)
    template = (await addTemplate(admin)).template
  }
  const { hash } = await readTemplate(admin, template)
  if (!hash) {
    for (let chunk = 0; chunk < templateChunks(); chunk++) {
      onStep(`Writing the template, part ${chunk + 1} of ${templateChunks()}`, id)
      await writeTemplate(admin, template, chunk)
    }
    onStep('Sealing the template against its published hash', id)
    await sealTemplate(admin, template)
  }
  onStep('Activating the template', id)
  await activateTemplate(admin, template)
}
