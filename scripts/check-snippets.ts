/**
 * Every TypeScript block of the pages compiles, and the example in the README is the first of examples/. A block that
 * imports nothing is read as the middle of a program: what `PRELUDE` imports is there already. Some pages are one
 * program as a whole: a reader who pastes block after block gets what the comments beside `console.log` say.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { blocksOf, conclude, readPages } from './docs/pages'
import { repositoryFile } from './docs/repository'

const PRELUDE = `import { createEscrowClient, days, EscrowError, events, formatUsdc, hours, nextActions, timeline, usdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import { createDevnet } from '@holdfast/devnet'
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import algosdk from 'algosdk'
`
/** Who and what a snippet may speak of without introducing it. Some pages mean the freelancer, some only the address. */
const CAST = `import type { AccountClient, Engagement, EscrowClient, PreparedAction, Project } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import type { Devnet } from '@holdfast/devnet'
import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { TransactionSigner } from 'algosdk'
declare global {
  const escrow: EscrowClient
  const client: AccountClient, freelancer: AccountClient & string, arbiter: AccountClient, admin: AccountClient
  const project: Project, engagement: Engagement, prepared: PreparedAction, fixture: EscrowFixture
  const algorand: AlgorandClient, devnet: Devnet, protocol: bigint, address: string, signer: TransactionSigner
}
`
const DIRECTORY = repositoryFile('.cache/snippets')
/** Pages whose blocks, below each other, are one program. */
const PROGRAMS = ['docs/quickstart.md', 'docs/testing.md']

const pages = readPages()
const problems: string[] = []
rmSync(DIRECTORY, { recursive: true, force: true })
mkdirSync(DIRECTORY, { recursive: true })
let count = 0
for (const page of pages) {
  for (const { code, line } of blocksOf(page, ['ts', 'tsx'])) {
    if (PROGRAMS.includes(page.path) && !isFile(code)) continue
    const name = `${page.path.replace(/\W+/g, '-')}-${line}.ts`
    const isModule = /^(import|export) /m.test(code)
    const whole = isModule ? code : `${PRELUDE}export async function snippet() {\n${code}\n}\n`
    writeFileSync(`${DIRECTORY}/${name}`, whole)
    count++
  }
}
for (const path of PROGRAMS) {
  writeFileSync(fileOf(path), programOf(path))
  count++
}
writeFileSync(`${DIRECTORY}/cast.ts`, CAST)
const config = {
  extends: '../../tsconfig.json',
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, noUncheckedIndexedAccess: false },
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
for (const path of PROGRAMS) problems.push(...saidOtherwise(path))
conclude(`${count} snippets`, problems)

/** The blocks of a page below each other, without those that are files of their own: they export something. */
function programOf(path: string): string {
  const page = pages.find((candidate) => candidate.path === path)
  if (!page) throw new Error(`there is no ${path}`)
  const blocks = blocksOf(page, ['ts']).map(({ code }) => code)
  return blocks.filter((code) => !isFile(code)).join('\n')
}

function isFile(code: string): boolean {
  return /^export /m.test(code)
}

function fileOf(path: string): string {
  return `${DIRECTORY}/${path.replace(/\W+/g, '-')}.ts`
}

/** Runs the program of a page, and looks for what the comments beside its `console.log` promise. */
function saidOtherwise(path: string): string[] {
  const promised = [...programOf(path).matchAll(/console\.log\(.*\) \/\/ (.+)$/gm)].map(([, said = '']) => said)
  const command = [repositoryFile('node_modules/tsx/dist/cli.mjs'), fileOf(path)]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 120_000 })
  if (status !== 0) return [`${path} does not run:\n${stderr}`]
  const lines = stdout.split('\n')
  let from = 0
  for (const said of promised) {
    const at = lines.indexOf(said, from)
    if (at < 0) return [`${path} does not print "${said}" there, but:\n${lines.slice(from).join('\n')}`]
    from = at + 1
  }
  return []
}
