import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assemble } from '../src/avm/assembler'
import { disassemble } from '../src/avm/disassembler'

/** The programs this repository compiles: text by one tool chain, bytes by the same, and here they have to meet. */
const ARTIFACTS = new URL('../../contracts/artifacts/', import.meta.url)

type Spec = { source: Record<Program, string>; byteCode: Record<Program, string> }
type Program = 'approval' | 'clear'

const contracts = readdirSync(ARTIFACTS, { withFileTypes: true }).filter((entry) => entry.isDirectory())

const specOf = (name: string): Spec =>
  JSON.parse(readFileSync(new URL(`${name}/${name}.arc56.json`, ARTIFACTS), 'utf8')) as Spec

describe('given the contracts as they were compiled', () => {
  it('when they are counted, there are some', () => {
    expect(contracts.length).toBeGreaterThan(0)
  })

  for (const { name } of contracts) {
    for (const program of ['approval', 'clear'] as const) {
      it(`when the ${program} program of ${name} is assembled, it is the committed bytecode`, () => {
        const { source, byteCode } = specOf(name)
        const teal = Buffer.from(source[program], 'base64').toString()
        expect(teal).toBe(readFileSync(new URL(`${name}/${name}.${program}.teal`, ARTIFACTS), 'utf8'))
        const bytes = Buffer.from(byteCode[program], 'base64')
        expect(Buffer.from(assemble(teal).program).equals(bytes)).toBe(true)
        expect(Buffer.from(assemble(disassemble(bytes)).program).equals(bytes)).toBe(true)
      })
    }
  }
})
