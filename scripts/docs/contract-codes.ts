import { ERROR_SENTENCES } from '@holdfast/contracts/shared/errors'
import { readFileSync } from 'node:fs'
import { repositoryFile } from './repository'

/** The codes that the contract's own comment names for a method, in the order in which they are checked; undefined without one. */
export function contractCodesOf(method: string): readonly string[] | undefined {
  for (const app of ['MilestoneProject', 'Protocol']) {
    const spec = JSON.parse(readFileSync(repositoryFile(`contracts/artifacts/${app}/${app}.arc56.json`), 'utf8')) as {
      methods: { name: string; desc?: string }[]
    }
    const found = spec.methods.find(({ name }) => name === method)
    if (!found) continue
    const [, codes = ''] = /Codes: ([\s\S]*)$/.exec(found.desc ?? '') ?? []
    return (codes.match(/\w+/g) ?? []).filter((word) => Object.hasOwn(ERROR_SENTENCES, word))
  }
  return undefined
}
