/**
 * Every TypeScript block of the pages compiles, and the example in the README is the first of examples/. A block that
 * imports nothing is read as the middle of a program: the cast of `PRELUDE` is there already.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { blocksOf, conclude, readPages } from './docs/pages'
import { repositoryFile } from './docs/repository'

const PRELUDE = `import { createEscrowClient, days, EscrowError, events, formatUsdc, hours, nextActions, timeline, usdc } from '@holdfast/sdk'
import type { AccountClient, Engagement, EscrowClient, PreparedAction, Project } from '@holdfast/sdk'
import { createEscrowFixture, type EscrowFixture } from '@holdfast/sdk/testing'
import { createDevnet, type Devnet } from '@holdfast/devnet'
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import algosdk, { type TransactionSigner } from 'algosdk'
declare const escrow: EscrowClient
declare const client: AccountClient, freelancer: AccountClient, arbiter: AccountClient, admin: AccountClient
declare const project: Project, engagement: Engagement, prepared: PreparedAction, fixture: EscrowFixture
declare const algorand: AlgorandClient, devnet: Devnet, protocol: bigint, address: string, signer: TransactionSigner
`
const DIRECTORY = repositoryFile('.cache/snippets')

const pages = readPages()
const problems: string[] = []
rmSync(DIRECTORY, { recursive: true, force: true })
mkdirSync(DIRECTORY, { recursive: true })
let count = 0
for (const page of pages) {
  for (const { code, line } of blocksOf(page, ['ts', 'tsx'])) {
    const name = `${page.path.replace(/\W+/g, '-')}-${line}.ts`
    const whole = /^import /m.test(code) ? code : `${PRELUDE}export async function snippet() {\n${code}\n}\n`
    writeFileSync(`${DIRECTORY}/${name}`, whole)
    count++
  }
}
const config = {
  extends: '../../tsconfig.json',
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
  include: ['*.ts'],
}
writeFileSync(`${DIRECTORY}/tsconfig.json`, JSON.stringify(config))
const compiler = repositoryFile('node_modules/typescript/bin/tsc')
const { stdout } = spawnSync(process.execPath, [compiler, '--noEmit', '-p', DIRECTORY], { encoding: 'utf8' })
// Mistakes elsewhere are for `npm run types` to find.
problems.push(...stdout.split('\n').filter((line) => line.startsWith('.cache/snippets')))

const example = readFileSync(repositoryFile('examples/01-first-milestone.ts'), 'utf8')
const readme = pages.find(({ path }) => path === 'README.md')
if (readme && !blocksOf(readme, ['ts']).some(({ code }) => code === example)) {
  problems.push('README.md: its example is not examples/01-first-milestone.ts, letter for letter')
}
conclude(`${count} snippets`, problems)
