/* global URL, btoa, console */
// Runs a bundle the way a browser does: `self` and the web platform, no process, Buffer or require.
import { readFileSync } from 'node:fs'
import { exit } from 'node:process'

const source = readFileSync(new URL(globalThis.process.argv[2], import.meta.url), 'utf8')
globalThis.self = globalThis
for (const name of ['process', 'Buffer', 'require', 'global', 'setImmediate', 'clearImmediate']) {
  Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true })
}
try {
  await import(`data:text/javascript;base64,${btoa(unescape(encodeURIComponent(source)))}`)
} catch (error) {
  // The stack names the module by its whole text.
  console.error(String(error))
  exit(1)
}
