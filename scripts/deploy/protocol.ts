import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { Protocol } from '@holdfast/sdk'
import { createEscrowClient, RELEASES } from '@holdfast/sdk'
import type { modelsv2 } from 'algosdk'
import { createHash } from 'node:crypto'
import type { DeploymentRecord } from './record'

const [RELEASE] = RELEASES

/** The hash that this release's template is sealed with. */
export const TEMPLATE_HASH = RELEASE.MilestoneProject.template

/** The Protocol of the record; failing that, one this deployer created. Its programs have to be those of this release. */
export async function findProtocol(
  algorand: AlgorandClient,
  deployer: string,
  record: DeploymentRecord,
): Promise<Protocol | undefined> {
  const { algod } = algorand.client
  const found = record.protocol === undefined ? undefined : await applicationOf(algorand, record.protocol)
  const recorded = found && isOurs(found) ? found : undefined
  const created = recorded ?? (await algod.accountInformation(deployer).do()).createdApps?.findLast(isOurs)
  return created && createEscrowClient({ algorand, protocol: created.id }).getProtocol()
}

async function applicationOf({ client }: AlgorandClient, id: number): Promise<modelsv2.Application | undefined> {
  return client.algod
    .getApplicationByID(id)
    .do()
    .catch((error: unknown) => {
      // Silence is no answer: to take it for one would deploy a second Protocol.
      if ((error as { status?: number }).status !== 404) throw error
      return undefined
    })
}

/** Whether an app runs the Protocol of this release. */
export function isOurs({ params }: modelsv2.Application): boolean {
  const { approval, clear } = RELEASE.Protocol
  return sha256(params?.approvalProgram) === approval && sha256(params?.clearStateProgram) === clear
}

function sha256(bytes: Uint8Array = new Uint8Array()): string {
  return createHash('sha256').update(bytes).digest('hex')
}
