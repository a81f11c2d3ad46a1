import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADDRESS_CASES, answerOf, type AddressAnswer, type AddressCase } from '../conformance/address-cases'
import { hasNode, inProcess, realNode, type Target } from './support/target'

const recorded = JSON.parse(
  readFileSync(new URL('../conformance/vectors/addresses.json', import.meta.url), 'utf8'),
) as AddressAnswer[]

async function ask(target: Target, asked: AddressCase): Promise<AddressAnswer> {
  const { source } = asked
  const { status, body } = await (source === undefined
    ? target.raw('GET', asked.path)
    : target.raw('POST', asked.path, { body: source, contentType: 'text/plain' }))
  return answerOf(asked, status, body)
}

describe('what is almost an address is refused as the node refuses it', () => {
  let target: Target
  const node = hasNode ? realNode() : undefined
  beforeAll(async () => {
    target = await inProcess()
  })

  it.each(ADDRESS_CASES.map((asked, i) => [asked.name, asked, recorded[i]] as const))(
    '%s',
    async (_, asked, answer) => {
      expect(await ask(target, asked)).toEqual(node ? await ask(node, asked) : answer)
    },
  )
})
