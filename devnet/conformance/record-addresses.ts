/** Keeps what a node (ALGOD_*) says of the texts in address-cases.ts: `npx tsx devnet/conformance/record-addresses.ts`. */
import { writeFileSync } from 'node:fs'
import { ADDRESS_CASES, answerOf, type AddressAnswer } from './address-cases'

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = 'a'.repeat(64) } = process.env
const answers: AddressAnswer[] = []
for (const asked of ADDRESS_CASES) {
  const headers = { 'X-Algo-API-Token': ALGOD_TOKEN }
  const init = asked.source === undefined ? { headers } : { headers, method: 'POST', body: asked.source }
  const response = await fetch(`${ALGOD_SERVER}:${ALGOD_PORT}${asked.path}`, init)
  answers.push(answerOf(asked, response.status, await response.json()))
}
const file = new URL('./vectors/addresses.json', import.meta.url)
writeFileSync(file, `[\n${answers.map((answer) => JSON.stringify(answer)).join(',\n')}\n]\n`)
console.log(`${answers.length} answers`)
