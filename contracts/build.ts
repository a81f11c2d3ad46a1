/**
 * Compiles the contracts into `artifacts/`: TEAL, ARC-56, typed clients, and a manifest that ties them to their sources.
 *
 *   tsx build.ts           build
 *   tsx build.ts --check   build elsewhere and fail on any difference; without a suitable Python, fail when a source or
 *                          an artifact no longer matches the manifest
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateTypedClient } from './typed-client'
import { ensurePuya, findPython, MISSING_PYTHON, PUYAPY_VERSION } from './toolchain'

const here = dirname(fileURLToPath(import.meta.url))
const artifacts = join(here, 'artifacts')
const require = createRequire(import.meta.url)

const CONTRACTS = [
  { name: 'MilestoneProject', source: 'milestone-project/contract.algo.ts' },
  { name: 'Protocol', source: 'protocol/contract.algo.ts' },
]
const SOURCE_FOLDERS = ['milestone-project', 'protocol', 'shared']
/** Imported by the contracts although they are plain TypeScript. */
const PLAIN_SOURCES = ['shared/constants.ts', 'shared/error-codes.ts']

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest()
const read = (path: string) => readFileSync(path, 'utf8')

function sources(): string[] {
  const compiled = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(here, folder))
      .filter((name) => name.endsWith('.algo.ts'))
      .map((name) => `${folder}/${name}`),
  )
  return [...compiled, ...PLAIN_SOURCES].sort()
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

const hashesOf = (directory: string, files: string[]) =>
  Object.fromEntries(files.map((file) => [file, sha256(read(join(directory, file))).toString('hex')]))

function packageRoot(name: string): string {
  return join(here, '..', 'node_modules', name)
}

function versionOf(name: string): string {
  return (JSON.parse(read(join(packageRoot(name), 'package.json'))) as { version: string }).version
}

function binOf(name: string, command: string): string {
  const { bin } = JSON.parse(read(join(packageRoot(name), 'package.json'))) as { bin: Record<string, string> }
  const path = bin[command]
  if (!path) throw new Error(`${name} has no command ${command}`)
  return join(packageRoot(name), path)
}

function compile(puya: string, out: string): void {
  for (const { name, source } of CONTRACTS) {
    const options = ['--out-dir', join(out, name), '--puya-path', puya, '--log-level', 'warning']
    const outputs = ['--no-output-arc32', '--no-output-source-map', '--treat-warnings-as-errors']
    execFileSync(process.execPath, [binOf('@algorandfoundation/puya-ts', 'puya-ts'), source, ...options, ...outputs], {
      cwd: here,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  }
}

type AppSpec = { byteCode: { approval: string; clear: string } }

/** What a project is recognised by: the hash `Protocol.sealTemplate` computes over pages of 4,096 bytes. */
function templateHash(approval: Uint8Array, clear: Uint8Array): string {
  const parts = [approval.subarray(0, 4_096), approval.subarray(4_096), clear]
  return sha256(Buffer.concat(parts.map((part) => sha256(part)))).toString('hex')
}

function manifestOf(out: string): string {
  const programs = CONTRACTS.map(({ name }) => {
    const { byteCode } = JSON.parse(read(join(out, name, `${name}.arc56.json`))) as AppSpec
    const approval = Buffer.from(byteCode.approval, 'base64')
    const clear = Buffer.from(byteCode.clear, 'base64')
    const hashes = { approvalSha256: sha256(approval).toString('hex'), templateHash: templateHash(approval, clear) }
    return [name, { approvalBytes: approval.length, clearBytes: clear.length, ...hashes }] as const
  })
  const manifest = {
    generated: 'by contracts/build.ts, do not edit',
    compilers: {
      'puya-ts': versionOf('@algorandfoundation/puya-ts'),
      puya: PUYAPY_VERSION,
      'algorand-typescript': versionOf('@algorandfoundation/algorand-typescript'),
      'algokit-client-generator': versionOf('@algorandfoundation/algokit-client-generator'),
    },
    programs: Object.fromEntries(programs),
    sources: hashesOf(here, sources()),
    artifacts: hashesOf(
      out,
      filesUnder(out).filter((file) => file !== 'manifest.json'),
    ),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

async function build(puya: string, out: string): Promise<void> {
  compile(puya, out)
  for (const { name } of CONTRACTS) {
    const spec = join(out, name, `${name}.arc56.json`)
    const generator = binOf('@algorandfoundation/algokit-client-generator', 'algokitgen')
    const client = join(out, name, `${name}.client.ts`)
    execFileSync(process.execPath, [generator, 'generate', '-a', spec, '-o', client], { cwd: here, stdio: 'ignore' })
    writeFileSync(client, await generateTypedClient(read(client), (module) => import(require.resolve(module))))
  }
  writeFileSync(join(out, 'manifest.json'), manifestOf(out))
}

/** Builds beside the artifacts and puts them in their place at the end: what fails to compile leaves the old ones. */
async function rebuild(puya: string): Promise<void> {
  const workshop = mkdtempSync(join(here, '.building-'))
  const [built, old] = [join(workshop, 'new'), join(workshop, 'old')]
  try {
    mkdirSync(built)
    await build(puya, built)
    if (existsSync(artifacts)) renameSync(artifacts, old)
    renameSync(built, artifacts)
  } finally {
    if (!existsSync(artifacts) && existsSync(old)) renameSync(old, artifacts)
    rmSync(workshop, { recursive: true })
  }
}

/** Without a compiler: whether what is committed still belongs together. */
function driftFromManifest(): string[] {
  type Manifest = { sources: Record<string, string>; artifacts: Record<string, string> }
  const manifest = JSON.parse(read(join(artifacts, 'manifest.json'))) as Manifest
  const drift = (before: Record<string, string>, now: Record<string, string>) =>
    [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((file) => before[file] !== now[file])
  const committed = filesUnder(artifacts).filter((file) => file !== 'manifest.json')
  return [
    ...drift(manifest.sources, hashesOf(here, sources())),
    ...drift(manifest.artifacts, hashesOf(artifacts, committed)).map((file) => `artifacts/${file}`),
  ]
}

function differences(built: string): string[] {
  const files = [...new Set([...filesUnder(built), ...filesUnder(artifacts)])]
  return files.filter((file) => {
    const [a, b] = [join(built, file), join(artifacts, file)]
    return !existsSync(a) || !existsSync(b) || read(a) !== read(b)
  })
}

function report(stale: string[], how: string): void {
  if (stale.length === 0) {
    console.log(`contract artifacts are up to date (${how})`)
    return
  }
  console.error(
    `Out of date (${how}):\n${stale.map((file) => `  ${file}`).join('\n')}\nRun \`npm run build:contracts\` and commit.`,
  )
  process.exitCode = 1
}

async function main(): Promise<void> {
  const checking = process.argv.includes('--check')
  const python = findPython()
  if (!python) {
    if (!checking) throw new Error(MISSING_PYTHON)
    console.log(`${MISSING_PYTHON}\nComparing the committed artifacts with their manifest instead.`)
    report(driftFromManifest(), 'compared with the manifest')
    return
  }
  const puya = ensurePuya(python, here)
  if (checking) {
    const out = mkdtempSync(join(tmpdir(), 'holdfast-contracts-'))
    try {
      await build(puya, out)
      report(differences(out), 'rebuilt')
    } finally {
      rmSync(out, { recursive: true })
    }
    return
  }
  await rebuild(puya)
  for (const [name, { approvalBytes, clearBytes }] of Object.entries(
    (JSON.parse(read(join(artifacts, 'manifest.json'))) as { programs: Record<string, Record<string, number>> })
      .programs,
  )) {
    console.log(`${name}: ${approvalBytes} + ${clearBytes} bytes`)
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
