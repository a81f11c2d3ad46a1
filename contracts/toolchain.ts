/**
 * The contract compiler. puya-ts would download its backend by itself from a place a build cannot rely on; the same
 * backend comes with puyapy from PyPI, installed into a private virtual environment.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export const PUYAPY_VERSION = '5.10.1'
const OLDEST_PYTHON = [3, 12] as const

function pythonVersion(python: string): [number, number] | undefined {
  try {
    const script = 'import sys; print(*sys.version_info[:2])'
    const output = execFileSync(python, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const [major, minor] = output.trim().split(' ').map(Number)
    return major === undefined || minor === undefined ? undefined : [major, minor]
  } catch {
    return undefined
  }
}

/** A Python new enough for puyapy: from the PATH, or one that pyenv has installed but not activated. */
export function findPython(): string | undefined {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const installed = existsSync(versions)
    ? readdirSync(versions).map((name) => join(versions, name, 'bin', 'python3'))
    : []
  const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', ...installed.reverse()]
  return candidates.find((candidate) => {
    const version = pythonVersion(candidate)
    return (
      version && (version[0] > OLDEST_PYTHON[0] || version[1] >= OLDEST_PYTHON[1]) && version[0] >= OLDEST_PYTHON[0]
    )
  })
}

export const MISSING_PYTHON =
  `Compiling the contracts needs Python ${OLDEST_PYTHON.join('.')} or newer, because their compiler backend is the package ` +
  `puyapy ${PUYAPY_VERSION} on PyPI. None was found on the PATH or under pyenv's versions. Install one (for example ` +
  '`pyenv install 3.13`) and run this again. Nothing else in this repository needs Python.'

/** Path of the pinned `puya`, installed on first use. */
export function ensurePuya(python: string, directory: string): string {
  const venv = join(directory, '.venv')
  const bin = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin')
  const puya = join(bin, 'puya')
  if (!existsSync(puya) || !puyaVersion(puya).includes(PUYAPY_VERSION)) {
    console.log(`installing puyapy ${PUYAPY_VERSION} into contracts/.venv`)
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `puyapy==${PUYAPY_VERSION}`]
    try {
      execFileSync(python, ['-m', 'venv', '--clear', venv], { stdio: 'inherit' })
      execFileSync(join(bin, 'python'), install, { stdio: 'inherit' })
    } catch (cause) {
      throw new Error(
        `Installing the contract compiler failed: ${python} could not make contracts/.venv or fetch puyapy ` +
          `${PUYAPY_VERSION} from PyPI (its own message stands above). Check that this Python has the modules venv and ` +
          'pip and that PyPI can be reached, and run this again. Nothing was built or compared.',
        { cause },
      )
    }
  }
  return puya
}

function puyaVersion(puya: string): string {
  try {
    return execFileSync(puya, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
