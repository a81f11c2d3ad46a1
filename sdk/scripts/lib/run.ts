import { execFileSync } from 'node:child_process'
import { here } from './generated'

const repository = here('../..')

/** Runs a command of the repository's own node_modules; its output is shown, its failure ends the script. */
export function run(title: string, command: string, ...args: string[]): void {
  console.log(`\n${title}`)
  execFileSync(command, args, { cwd: repository, stdio: 'inherit', env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } })
}

/** Runs a command and gives its output. */
export function output(command: string, args: string[], cwd = repository): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
