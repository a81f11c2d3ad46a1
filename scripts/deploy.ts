/** Deploys the Protocol: `npm run deploy -- localnet`. Run it twice and the second run changes nothing. */
import { MAX_FEE_BPS } from '@holdfast/contracts/shared/constants'
import { createInterface } from 'node:readline/promises'
import { checkNode, connect, deployerOf } from './deploy/connect'
import { deploy } from './deploy/deploy'
import { networkNamed } from './deploy/networks'
import { adminOf } from './deploy/record'
import { repositoryFile } from './docs/repository'

const USAGE = `npm run deploy -- <devnet | localnet | testnet | mainnet> [--yes]

  TREASURY           receives the fees; the deployer unless set
  BURN_ADDRESS       receives burned milestones; an address whose money never leaves unless set
  FEE_BPS            fee of future projects in basis points; 300 unless set
  DEPLOYER_MNEMONIC_FILE, DEPLOYER_MNEMONIC, or DEPLOYER_WALLET (kmd)
  ALGOD_SERVER, ALGOD_PORT, ALGOD_TOKEN, KMD_SERVER, KMD_PORT, KMD_TOKEN`

async function ask(question: string): Promise<boolean> {
  if (process.argv.includes('--yes')) return true
  if (!process.stdin.isTTY) throw new Error(`${question}\nNobody can answer here: pass --yes if you mean it.`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question}\nType yes: `)
  terminal.close()
  return answer.trim() === 'yes'
}

function feeOf(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (/^\d{1,3}$/.test(text) && Number(text) <= MAX_FEE_BPS) return Number(text)
  throw new Error(`FEE_BPS is ${text}. Set it to a whole number of basis points, at most ${MAX_FEE_BPS} (3 %).`)
}

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2).filter((argument) => argument !== '--yes')
  if (rest.length > 0) throw new Error(`Too many arguments. Secrets are never arguments.\n\n${USAGE}`)
  if (name === undefined || name === '--help') return console.log(USAGE)
  const network = networkNamed(name)
  const feeBps = feeOf(process.env['FEE_BPS'])
  const algorand = connect(network)
  await checkNode(algorand, network)
  const recordFile = repositoryFile(network.record)
  const deployer = await deployerOf(algorand, network, adminOf(recordFile))
  console.log(`Deploying to ${network.name} as ${deployer}`)
  const record = await deploy({
    algorand,
    network,
    deployer,
    recordFile,
    report: (line) => console.log(`  ${line}`),
    confirm: ask,
    treasury: process.env['TREASURY'] || undefined,
    burn: process.env['BURN_ADDRESS'] || undefined,
    feeBps,
  })
  console.log(`\nProtocol ${record.protocol}, written to ${network.record}`)
  console.log(`createEscrowClient({ algorand, protocol: ${record.protocol}n })`)
  console.log(`${network.explorer}/application/${record.protocol}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
