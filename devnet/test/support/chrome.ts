import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const APPLICATIONS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** The browser that CHROME_BIN names, or one that is installed. */
export function findChrome(): string | undefined {
  const { CHROME_BIN, PATH = '' } = process.env
  if (CHROME_BIN !== undefined) {
    if (!executable(CHROME_BIN)) throw new Error(`CHROME_BIN is ${CHROME_BIN}, which is no program that can be run.`)
    return CHROME_BIN
  }
  const onPath = COMMANDS.flatMap((command) => PATH.split(delimiter).map((folder) => join(folder, command)))
  return [...onPath, ...APPLICATIONS].find(executable)
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Runs the bundle, then shows what it left in `globalThis.outcome`; only then is the last image, and so the page, loaded. */
const PAGE = `<!doctype html><title>bundle</title><pre></pre><script type="module">
const show = (said) => { document.querySelector('pre').textContent = encodeURIComponent(JSON.stringify(said)) }
try {
  await import('/bundle.js')
  show({ outcome: await globalThis.outcome, agent: navigator.userAgent })
} catch (error) {
  show({ error: String(error?.stack ?? error) })
}
await fetch('/shown')
</script><img src="/when-shown">`

type Said = { outcome?: unknown; agent?: string; error?: string }

const PATIENCE_MS = 90_000

/** What a script leaves in `globalThis.outcome` (plain data, or a promise of it) in a page of a headless browser. */
export async function runInChrome(chrome: string, bundle: string): Promise<Required<Omit<Said, 'error'>>> {
  const waiting: ServerResponse[] = []
  let shown = false
  const server = createServer(({ url }, response) => {
    const send = (type: string, body: string) => response.writeHead(200, { 'content-type': type }).end(body)
    if (url === '/') return send('text/html; charset=utf-8', PAGE)
    if (url === '/bundle.js') return send('text/javascript; charset=utf-8', bundle)
    if (url === '/when-shown' && !shown) return waiting.push(response)
    shown ||= url === '/shown'
    if (shown) for (const held of waiting.splice(0)) held.writeHead(204).end()
    return response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const profile = mkdtempSync(join(tmpdir(), 'holdfast-chrome-'))
  try {
    const { port } = server.address() as AddressInfo
    // The sandbox needs rights that a container does not give; the page is our own.
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`]
    const dom = await output(chrome, [...flags, '--dump-dom', `http://127.0.0.1:${port}/`])
    const text = /<pre>([^<]*)<\/pre>/.exec(dom.text)?.[1]
    if (!text) throw new Error(`${chrome} showed nothing: ${dom.errors.slice(-2_000)}`)
    const said = JSON.parse(decodeURIComponent(text)) as Said
    if (said.error !== undefined) throw new Error(`in the browser: ${said.error}`)
    return { outcome: said.outcome, agent: said.agent ?? '' }
  } finally {
    server.closeAllConnections()
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function output(command: string, args: string[]): Promise<{ text: string; errors: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE_MS, killSignal: 'SIGKILL' })
  let text = ''
  let errors = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      resolve({ text, errors })
    })
  })
}
