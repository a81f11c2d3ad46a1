import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from './support/api-script'
import { Scene, simulateAnswers, transactionAnswers } from './support/api-script'
import { readAnswers } from './support/read-script'
import type { Target } from './support/target'
import { hasNode, inProcess, overHttp, realNode } from './support/target'

const SCRIPTS = { transactions: transactionAnswers, simulate: simulateAnswers, reads: readAnswers }
type Name = keyof typeof SCRIPTS
type Recording = Record<Name, Answers>

const FILE = new URL('./fixtures/api.json', import.meta.url)

/** What the node answered, recorded by `CHAIN=node RECORD=1 npx vitest run devnet/test/api.test.ts`. */
const recorded = (): Recording => JSON.parse(readFileSync(FILE, 'utf8')) as Recording

const targets: (() => Promise<Target>)[] = [inProcess, overHttp]
if (hasNode) targets.push(() => Promise.resolve(realNode()))

describe.each(targets.map((open) => ({ name: open.name || 'node', open })))(
  '$name answers as the node does',
  ({ open }) => {
    let target: Target
    const answers: Partial<Recording> = {}

    beforeAll(async () => {
      target = await open()
      const scene = await Scene.set(target)
      for (const [name, script] of Object.entries(SCRIPTS)) answers[name as Name] = await script(scene)
      if (target.name === 'node' && process.env['RECORD'] === '1')
        writeFileSync(FILE, `${JSON.stringify(answers, null, 1)}\n`)
    })
    afterAll(() => target.close())

    const cases = existsSync(FILE)
      ? Object.entries(recorded()).flatMap(([script, list]) =>
          Object.keys(list).map((name) => [script as Name, name] as const),
        )
      : []

    it.each(cases)('%s: %s', (script, name) => {
      expect(answers[script]?.[name]).toEqual(recorded()[script][name])
    })

    it('answers every recorded question and no other', () => {
      for (const [script, list] of Object.entries(recorded())) {
        expect(Object.keys(answers[script as Name] ?? {})).toEqual(Object.keys(list))
      }
    })
  },
)
