import { describe, expect, it } from 'vitest'
import { wholePrograms } from '../conformance/disassembler-corpus'
import { comparesLive, disassembleOnNode } from '../conformance/node'
import { compact, readVectors } from '../conformance/vectors'
import { assemble } from '../src/avm/assembler'
import { disassemble } from '../src/avm/disassembler'

type Outcome = { result: string } | { error: string }

function outcome(program: Uint8Array): Outcome {
  try {
    return { result: compact(disassemble(program)) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

describe('given programs the node has disassembled', () => {
  const recorded = readVectors<{ program: string } & Outcome>('disassembler')

  it("when they are disassembled, whole or damaged, text and refusal are the node's", async () => {
    expect(recorded.length).toBeGreaterThan(1_000)
    expect(recorded.filter((record) => 'error' in record).length).toBeGreaterThan(100)
    for (const { program, ...kept } of recorded) {
      const bytes = Buffer.from(program, 'base64')
      const live: Outcome | undefined = comparesLive ? await disassembleOnNode(bytes) : undefined
      const expected = live && 'result' in live ? { result: compact(live.result) } : (live ?? kept)
      expect(outcome(bytes), bytes.toString('hex')).toEqual(expected)
    }
  })
})

describe('given programs that assemble', () => {
  it('when they are disassembled and assembled again, they are the same bytes', () => {
    const programs = wholePrograms().filter(([version]) => version !== 0xff)
    expect(programs.length).toBeGreaterThan(2_000)
    for (const program of programs) {
      // Many of the corpus are wrong by their types on purpose.
      const text = disassemble(program).replace('\n', '\n#pragma typetrack false\n')
      expect(Buffer.from(assemble(text).program).toString('hex'), text).toBe(Buffer.from(program).toString('hex'))
    }
  })
})
