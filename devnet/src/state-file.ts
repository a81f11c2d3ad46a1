import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Devnet } from './devnet'
import { createDevnet } from './devnet'

/** Written beside and renamed: a power cut leaves the old file or the new one. */
const writtenTo = (file: string) => `${file}.new`

/** The chain that was saved in a file, or a new one when there is no such file yet. */
export async function openState(file: string, protocol?: 'v42' | 'v41'): Promise<Devnet> {
  const saved = contentOf(file)
  if (saved === undefined) return createDevnet(protocol && { protocol })
  const devnet = await createDevnet({ from: saved })
  const { name } = devnet.node.params
  if (protocol !== undefined && protocol !== name) {
    throw new Error(`The chain in ${file} is one of ${name}, and stays one: leave --protocol out.`)
  }
  return devnet
}

/** Whether it can be saved later shows now, not when there is a chain to lose. */
function contentOf(file: string): string | undefined {
  try {
    const content = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    writeFileSync(writtenTo(file), '')
    rmSync(writtenTo(file))
    return content
  } catch (error) {
    throw new Error(`--state is a file that can be read and written, not ${file}: ${(error as Error).message}.`)
  }
}

export function keepState(file: string, devnet: Devnet): void {
  writeFileSync(writtenTo(file), JSON.stringify(devnet.save()))
  renameSync(writtenTo(file), file)
}
