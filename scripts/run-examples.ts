/** Runs every example, each in a process of its own, and shows what it prints. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { conclude } from './docs/pages'
import { repositoryFile } from './docs/repository'

const examples = readdirSync(repositoryFile('examples')).filter((name) => /^\d\d-.*\.ts$/.test(name))
const problems: string[] = []
for (const name of examples.sort()) {
  console.log(`\nexamples/${name}`)
  const command = [repositoryFile('node_modules/tsx/dist/cli.mjs'), repositoryFile(`examples/${name}`)]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 120_000 })
  process.stdout.write(stdout.replace(/^/gm, '  ').trimEnd() + '\n')
  if (status === 0) continue
  process.stderr.write(stderr)
  problems.push(`examples/${name} failed`)
}
console.log()
conclude(`${examples.length} examples`, problems)
