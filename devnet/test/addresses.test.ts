import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADDRESS_CASES, answerOf, type AddressAnswer } from '../conformance/address-cases'
import { inProcess, type Target } from './support/target'

const recorded = JSON.parse(
  readFileSync(new URL('../conformance/vectors/addresses.json', import.meta.url), 'utf8'),
) as AddressAnswer[]

describe('what is almost an address is refused as the node refuses it', () => {
  let target: Target
  beforeAll(async () => {
    target = await inProcess()
  })

  it.each(ADDRESS_CASES.map((asked, i) => [asked.name, asked, recorded[i]] as const))(
    '%s',
    async (_, asked, answer) => {
      const { source } = asked
      const { status, body } = await (source === undefined
        ? target.raw('GET', asked.path)
        : target.raw('POST', asked.path, { body: source, contentType: 'text/plain' }))
      expect(answerOf(asked, status, body)).toEqual(answer)
    },
  )
})
