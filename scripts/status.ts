/** Says in plain language how a Protocol, a project or an engagement stands: `npm run status -- localnet 1234 [address]`. */
import {
  createEscrowClient,
  EscrowError,
  formatUsdc,
  nextActions,
  timeline,
  type Engagement,
  type EscrowClient,
  type Project,
} from '@holdfast/sdk'
import { checkNode, connect } from './deploy/connect'
import { networkNamed } from './deploy/networks'
import { readRecord } from './deploy/record'
import { repositoryFile } from './docs/repository'
import { bold, dim } from './demo/screen'

const USAGE = `npm run status -- <network> [project app id] [freelancer]

  without an app id: the Protocol of the deployment record, or of PROTOCOL, and its projects
  ALGOD_SERVER, ALGOD_PORT, ALGOD_TOKEN choose the node`

async function main(): Promise<void> {
  const [name, project, freelancer] = process.argv.slice(2)
  if (name === undefined || name === '--help') return console.log(USAGE)
  const network = networkNamed(name)
  const algorand = connect(network)
  const genesisHash = await checkNode(algorand, network)
  const recorded = readRecord(repositoryFile(network.record), network.name, genesisHash).protocol
  const protocol = process.env['PROTOCOL'] || recorded
  if (protocol === undefined) {
    throw new Error(`No Protocol is recorded for ${network.name}. Set PROTOCOL, or run: npm run deploy -- ${name}`)
  }
  const escrow = createEscrowClient({ algorand, protocol: appId(String(protocol)) })
  if (project === undefined) await showProtocol(escrow)
  else if (freelancer === undefined) await showProject(escrow, appId(project))
  else await showEngagement(escrow, await escrow.getEngagement({ project: appId(project), freelancer }))
}

function appId(text: string): bigint {
  if (/^\d{1,19}$/.test(text)) return BigInt(text)
  // What was typed is not repeated: it could be a secret in the wrong place.
  throw new Error(
    `That is not an app id: an app id is a whole number, such as the one that deploy printed.\n\n${USAGE}`,
  )
}

async function showProtocol(escrow: EscrowClient): Promise<void> {
  const { id, admin, treasury, burn, feeBps, paused, usdc } = await escrow.getProtocol()
  console.log(bold(`Protocol ${id}`))
  console.log(`${paused ? 'Accepts no new projects. ' : ''}Fee of new projects ${Number(feeBps) / 100} %, USDC ${usdc}`)
  console.log(`admin ${admin}\ntreasury ${treasury}\nburn ${burn}`)
  const projects = await escrow.listProjects()
  console.log(`\n${projects.length === 1 ? '1 project' : `${projects.length} projects`}`)
  for (const project of projects) console.log(`- ${oneLine(project)}`)
}

function oneLine({ id, state, engagements, buckets }: Project): string {
  const held = buckets.escrowed + buckets.disputed
  return `${id}: ${state}, ${engagements === 1n ? '1 engagement' : `${engagements} engagements`}, ${formatUsdc(held)} USDC in escrow`
}

async function showProject(escrow: EscrowClient, id: bigint): Promise<void> {
  const project = await escrow.getProject(id)
  const verdict = await escrow.verifyProject(id)
  const { client, arbiter, feeBps, buckets, clientCredit } = project
  console.log(bold(`Project ${oneLine(project)}`))
  console.log(verdict.genuine ? 'Genuine: made by this Protocol from a published program.' : verdict.error.message)
  console.log(
    `client ${client}\narbiter ${arbiter ?? 'none: refused work can be burned'}\nfee ${Number(feeBps) / 100} %`,
  )
  const { escrowed, disputed, fees, credits } = buckets
  const held = Object.entries({ escrowed, disputed, fees, credits })
  console.log(held.map(([bucket, amount]) => `${bucket} ${formatUsdc(amount)}`).join(', '))
  if (clientCredit > 0n) console.log(`${formatUsdc(clientCredit)} USDC wait for the client: withdraw`)
  for (const engagement of await escrow.listEngagements(id)) {
    console.log()
    await showEngagement(escrow, engagement)
  }
}

async function showEngagement(escrow: EscrowClient, engagement: Engagement): Promise<void> {
  const { freelancer, status, departed, terms, accomplished, milestone, credit, project } = engagement
  const now = await escrow.getTime()
  console.log(bold(`With ${freelancer}`))
  const done = `${accomplished} of ${terms.schedule.length} milestones accomplished`
  console.log(`${status.replace('_', ' ')}, ${done}${departed ? '; the freelancer has departed' : ''}`)
  if (milestone) console.log(`open: number ${milestone.number + 1n}, ${formatUsdc(milestone.amount)} USDC`)
  if (credit > 0n) console.log(`${formatUsdc(credit)} USDC wait for the freelancer: withdraw`)
  for (const { at, text } of timeline(engagement)) {
    const past = at !== undefined && at <= now
    const line = `  ${at === undefined ? 'no date             ' : dateOf(at)}  ${text}`
    console.log(past ? dim(line) : line)
  }
  for (const [role, address] of Object.entries({ client: project.client, freelancer, arbiter: project.arbiter })) {
    if (address === undefined) continue
    const possible = nextActions(engagement, address, now).filter((action) => action.possible)
    console.log(`${role} can now: ${possible.map(({ verb }) => verb).join(', ') || 'nothing'}`)
  }
}

function dateOf(unix: bigint): string {
  return `${new Date(Number(unix) * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

main().catch((error: unknown) => {
  if (error instanceof EscrowError) console.error(`${error.shortMessage} ${error.remedy}`)
  else console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
