/**
 * What a user installs: both packages are built, packed, linted as packages, installed into an empty project, typed there,
 * run on Node 20, 22 and 24, and bundled for a browser: run without Node's globals, and in a headless browser if there is one.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChrome, runInChrome } from '../devnet/test/support/chrome'
import { conclude } from './docs/pages'
import { repositoryFile } from './docs/repository'

const PACKAGES = ['devnet', 'sdk']
const NODE_VERSIONS = [20, 22, 24]
const SMOKE = repositoryFile('scripts/packages')
const packed = repositoryFile('.cache/packed')
const consumer = mkdtempSync(join(tmpdir(), 'holdfast-consumer-'))
const bin = (name: string) => repositoryFile(`node_modules/.bin/${name}`)

const problems: string[] = []
let checks = 0

function run(command: string, args: readonly string[], cwd = consumer): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, FORCE_COLOR: '0' },
  })
}

/** Counts one check, shows what it said, and goes on with the next when it fails. */
async function check(name: string, action: () => string | Promise<string>): Promise<void> {
  checks++
  try {
    const said = (await action()).trim().split('\n').at(-1) ?? ''
    console.log(`ok      ${name}${said === '' ? '' : `: ${said}`}`)
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string }
    console.error(`FAILED  ${name}\n${stdout}\n${stderr || message}`)
    problems.push(name)
  }
}

function pack(folder: string): string {
  run('npm', ['run', '--silent', 'build'], repositoryFile(folder))
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--foreground-scripts=false', '--pack-destination', packed], repositoryFile(folder)),
  ) as [{ filename: string; files: { path: string }[] }]
  // The licence asks to be in every copy.
  if (!files.some(({ path }) => path === 'LICENSE')) throw new Error(`${filename} comes without LICENSE`)
  if (read(`${folder}/LICENSE`) !== read('LICENSE')) throw new Error(`${folder}/LICENSE is not LICENSE`)
  return join(packed, filename)
}

const read = (path: string) => readFileSync(repositoryFile(path), 'utf8')

function versionOf(name: string): string {
  const { devDependencies } = JSON.parse(read('package.json')) as {
    devDependencies: Record<string, string>
  }
  return `${name}@${devDependencies[name] ?? ''}`
}

function install(tarballs: readonly string[]): string {
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  const peers = ['algosdk', '@algorandfoundation/algokit-utils', '@types/node'].map(versionOf)
  run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, ...peers])
  cpSync(SMOKE, consumer, { recursive: true })
  return `${tarballs.length} packages`
}

function types(moduleResolution: 'NodeNext' | 'Bundler'): string {
  const module = moduleResolution === 'NodeNext' ? 'NodeNext' : 'ESNext'
  const flags = [
    '--strict',
    '--noEmit',
    '--target',
    'ES2022',
    '--module',
    module,
    '--moduleResolution',
    moduleResolution,
  ]
  // Libraries are checked too: a declaration that imports what is not installed is a mistake of ours.
  return run(process.execPath, [repositoryFile('node_modules/typescript/bin/tsc'), ...flags, 'types.ts'])
}

/** Without Buffer, process or require a bundle that needs Node fails where a browser would. */
function browser(): string {
  const flags = ['--bundle', '--format=esm', '--platform=browser', '--target=es2022', '--outfile=browser.bundle.mjs']
  run(bin('esbuild'), ['smoke.mjs', ...flags, '--log-level=error'])
  return run(process.execPath, ['run-without-node.mjs', 'browser.bundle.mjs'])
}

/** The same bundle in a page of a browser, where one is installed. */
async function chrome(): Promise<string> {
  const found = findChrome()
  if (found === undefined) return 'skipped: no browser found; CHROME_BIN names one'
  const { agent } = await runInChrome(found, readFileSync(join(consumer, 'browser.bundle.mjs'), 'utf8'))
  return agent
}

rmSync(packed, { recursive: true, force: true })
mkdirSync(packed, { recursive: true })
try {
  const tarballs: string[] = []
  for (const folder of PACKAGES) await check(`build and pack ${folder}`, () => String(tarballs.push(pack(folder))))
  for (const tarball of tarballs) {
    const name = tarball.slice(packed.length + 1)
    await check(`publint --strict ${name}`, () => run(bin('publint'), ['run', tarball, '--strict']))
    await check(`are the types wrong ${name}`, () =>
      run(bin('attw'), [tarball, '--profile', 'esm-only', '--format', 'ascii']),
    )
  }
  await check('install into an empty project', () => install(tarballs))
  await check('types, moduleResolution NodeNext', () => types('NodeNext'))
  await check('types, moduleResolution Bundler', () => types('Bundler'))
  for (const version of NODE_VERSIONS) {
    await check(`a milestone on Node ${version}`, () => run('npx', ['-y', `node@${version}`, 'smoke.mjs']))
  }
  await check('a milestone in a browser bundle', browser)
  await check('a milestone in a headless browser', chrome)
} finally {
  rmSync(consumer, { recursive: true, force: true })
}
conclude(`${checks} checks of the packages`, problems)
