import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { here } from './generated'
import { output } from './run'

/** A consumer's folder with the packed packages installed, and the peers of this repository beside them. */
export interface Consumer {
  folder: string
  /** the packed file of the SDK */
  tarball: string
  remove(): void
}

const PEERS = [
  'algosdk',
  '@algorandfoundation/algokit-utils',
  '@algorandfoundation/algokit-subscriber',
  '@noble/curves',
  '@noble/hashes',
]

/** Packs the built packages as npm would publish them and installs them into an empty folder. */
export function installPacked(packages: readonly string[] = ['sdk', 'devnet']): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-consumer-'))
  let tarball = ''
  for (const name of packages) {
    const args = [
      'pack',
      '--json',
      '--silent',
      '--foreground-scripts=false',
      '--pack-destination',
      folder,
      '--workspace',
      `@holdfast/${name}`,
    ]
    const [packed] = JSON.parse(output('npm', args)) as { filename: string }[]
    const file = join(folder, packed?.filename ?? '')
    if (name === 'sdk') tarball = file
    const target = join(folder, 'node_modules', '@holdfast', name)
    mkdirSync(target, { recursive: true })
    output('tar', ['-xzf', file, '-C', target, '--strip-components=1'])
  }
  for (const peer of PEERS) {
    const link = join(folder, 'node_modules', peer)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(here(`../../node_modules/${peer}`), link)
  }
  return { folder, tarball, remove: () => rmSync(folder, { recursive: true }) }
}
