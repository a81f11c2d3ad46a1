/**
 * The packed file, as a consumer gets it: publint and are-the-types-wrong, then imported by Node (NODES names more of
 * them: `NODES=/path/to/node22:/path/to/node24`), then bundled for a browser and run without any Node global.
 */
import { build } from 'esbuild'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { here } from './lib/generated'
import type { Consumer } from './lib/packed'
import { installPacked } from './lib/packed'
import { output, run } from './lib/run'

const STORY = `
import { days, formatUsdc, usdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
const { client, freelancer } = await createEscrowFixture()
const project = await client.createProject({ terms: 'smoke' })
const schedule = [{ amount: usdc('300'), duration: days(14) }]
const engagement = await client.offer({ project, freelancer: freelancer.address, schedule })
await freelancer.accept(engagement)
await client.start(engagement)
await freelancer.submit(engagement, { evidence: 'done' })
const { paid } = await client.approve(engagement)
console.log(formatUsdc(paid.freelancer))
`

function checkNodes({ folder }: Consumer): void {
  writeFileSync(join(folder, 'story.mjs'), STORY)
  for (const node of [process.execPath, ...(process.env.NODES ?? '').split(':').filter(Boolean)]) {
    const version = output(node, ['--version']).trim()
    const paid = output(node, ['story.mjs'], folder).trim()
    if (paid !== '291') throw new Error(`Node ${version}: the freelancer got "${paid}" instead of 291`)
    console.log(`Node ${version}: imported, and the freelancer got 291 USDC`)
  }
}

/** What a page has and Node has, too. No Buffer, no process, no require. */
const WEB = {
  ...{ TextEncoder, TextDecoder, URL, URLSearchParams, AbortController, Blob, crypto, btoa, atob, fetch },
  ...{ setTimeout, clearTimeout, queueMicrotask, structuredClone, Headers, Request, Response },
}

const PAGE = `
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { createEscrowClient, hashOf, usdc, formatUsdc } from '@holdfast/sdk'
const algorand = AlgorandClient.testNet()
const escrow = createEscrowClient({ algorand, protocol: 1n })
const { length } = await hashOf('evidence')
globalThis.result = [formatUsdc(usdc('12.5')), typeof escrow.getEngagement, length].join()
`

/** Bundles a page with the packed SDK and runs it where none of Node's globals exist. */
async function checkBrowser({ folder }: Consumer): Promise<void> {
  writeFileSync(join(folder, 'page.mjs'), PAGE)
  const { outputFiles, metafile } = await build({
    entryPoints: [join(folder, 'page.mjs')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    preserveSymlinks: false,
    nodePaths: [here('../../node_modules')],
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const inputs = Object.keys(metafile.inputs)
  const ours = inputs.filter((file) => file.includes('@holdfast/sdk'))
  if (ours.length === 0) throw new Error('the browser bundle holds nothing of the SDK')
  const code = outputFiles[0]?.text ?? ''
  const context = createContext({ ...WEB, console })
  runInContext('globalThis.self = globalThis; globalThis.window = globalThis', context)
  const wrapped = `(async () => {${code}\n})()`
  await (runInContext(wrapped, context) as Promise<void>)
  const result: unknown = runInContext('globalThis.result', context)
  if (result !== '12.5,function,32') throw new Error(`the browser bundle computed ${String(result)}`)
  console.log('browser bundle: built, and run without any Node global')
}

const LINKS = `
import { readFileSync } from 'node:fs'
import * as sdk from '@holdfast/sdk'
const anchors = (file) => [...readFileSync('node_modules/' + file, 'utf8').matchAll(/^##+ (\\w+)$/gm)].map(([, code]) => code.toLowerCase())
const errors = [...Object.keys(sdk.ERROR_SENTENCES).map((code) => sdk.contractError(code)), new sdk.NodeError(), new sdk.UnexpectedError()]
const lost = errors.map(({ docs }) => docs.split('#')).filter(([file, anchor]) => !anchors(file).includes(anchor))
console.log(errors.length - lost.length, lost.length)
`

/** Every error names a paragraph of a page that is installed with the package. */
function checkLinks({ folder }: Consumer): void {
  writeFileSync(join(folder, 'links.mjs'), LINKS)
  const [found = '', lost = ''] = output(process.execPath, ['links.mjs'], folder).trim().split(' ')
  if (lost !== '0') throw new Error(`${lost} errors name a paragraph that is not in the package`)
  console.log(`errors: ${found} links lead to a paragraph in the package`)
}

if (!existsSync(here('../dist/index.js'))) throw new Error('build first: npm run build --workspace sdk')
const consumer = installPacked()
try {
  run('publint', 'npx', 'publint', 'run', consumer.tarball, '--strict')
  run('are the types wrong', 'npx', 'attw', consumer.tarball, '--profile', 'esm-only')
  checkNodes(consumer)
  checkLinks(consumer)
  await checkBrowser(consumer)
} finally {
  consumer.remove()
}
