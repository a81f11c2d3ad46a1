import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepState, openState } from '../src/state-file'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'devnet-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('a chain goes on where it was kept, and nothing else is left in the folder', async () => {
  const file = join(folder, 'chain.json')
  const devnet = await openState(file, 'v41')
  devnet.mine(3)
  expect(readdirSync(folder)).toEqual([])
  keepState(file, devnet)
  expect((await openState(file)).node.lastRound).toBe(3n)
  expect(readdirSync(folder)).toEqual(['chain.json'])
  await expect(openState(file, 'v42')).rejects.toThrow('is one of v41, and stays one: leave --protocol out.')
})

it('a file that cannot be kept is refused before there is a chain to lose', async () => {
  for (const file of [join(folder, 'missing', 'chain.json'), folder]) {
    await expect(openState(file)).rejects.toThrow(`--state is a file that can be read and written, not ${file}`)
  }
})
