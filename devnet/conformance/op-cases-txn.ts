import { MAX_AVM_VERSION, fieldGroup, opsByName } from '../src/protocol/ops'
import type { ProgramCase } from './program-runner'
import { program } from './program-text'
import { Random } from './random'

/** Operations that read transactions, the group, blocks and the protocol. */

/** Fields whose value belongs to the chain, the round or the id of the program: only their size is compared. */
const OF_THE_CHAIN = new Set([
  'FirstValid',
  'FirstValidTime',
  'LastValid',
  'TxID',
  'ApprovalProgram',
  'ClearStateProgram',
])
const GLOBALS_OF_THE_CHAIN = new Set([
  'Round',
  'LatestTimestamp',
  'CurrentApplicationID',
  'CurrentApplicationAddress',
  'GroupID',
  'GenesisHash',
  'OpcodeBudget',
])

/** Shows that a value is there without showing it. */
const hidden = (kind: string): string => (kind === 'uint64' ? 'int 0; ==' : 'len')

/** transactions of the `group` setting: the call, a payment, an asset creation, a key registration */
const GROUP_SIZE = 4

const versions = (since: number): number[] => [...new Set([since, Math.max(since, 6), MAX_AVM_VERSION])]

function scalarFields(): ProgramCase[] {
  const cases: ProgramCase[] = []
  for (const { name, since, array, kind, effect } of fieldGroup('txn').byName.values()) {
    if (array) continue
    const after = OF_THE_CHAIN.has(name) || effect ? hidden(kind) : ''
    for (const version of versions(Math.max(since, 2))) {
      const lines: string[] = [`txn ${name}; ${after}`, ...indexed(name, version, after)]
      for (const [i, line] of lines.entries()) {
        const mode = i % 2 === 1 && !effect ? 'sig' : 'app'
        cases.push({
          name: `${name} v${version} ${i}`,
          mode,
          source: program(version, [line]),
          setting: 'group',
          args: ARGS,
        })
      }
    }
  }
  return cases
}

function indexed(name: string, version: number, after: string): string[] {
  const lines: string[] = []
  for (let i = 0; i <= GROUP_SIZE; i++) {
    lines.push(`gtxn ${i} ${name}; ${after}`)
    if (version >= 3) lines.push(`int ${i}; gtxns ${name}; ${after}`)
  }
  return lines
}

const ARGS = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 9)]

function arrayFields(): ProgramCase[] {
  const cases: ProgramCase[] = []
  for (const { name, since, effect } of fieldGroup('txna').byName.values()) {
    const after = name.endsWith('Pages') || effect ? hidden('[]byte') : ''
    for (const version of versions(Math.max(since, 2))) {
      for (const i of [0, 1, 2, 3, 255]) {
        const ways = [`txna ${name} ${i}`, `gtxna 0 ${name} ${i}`, `gtxna 2 ${name} ${i}`]
        if (version >= 3) ways.push(`int 0; gtxnsa ${name} ${i}`)
        if (version >= 5)
          ways.push(`int ${i}; txnas ${name}`, `int ${i}; gtxnas 0 ${name}`, `int 0; int ${i}; gtxnsas ${name}`)
        for (const [j, way] of ways.entries()) {
          const mode = (i + j) % 3 === 2 && !effect ? 'sig' : 'app'
          const source = program(version, [`${way}; ${after}`])
          cases.push({ name: `${name} v${version} ${i} ${j}`, mode, source, setting: 'group', args: ARGS })
        }
      }
    }
  }
  return cases
}

function globals(): ProgramCase[] {
  const cases: ProgramCase[] = []
  for (const { name, since, kind, mode } of fieldGroup('global').byName.values()) {
    for (const version of versions(Math.max(since, 2))) {
      const after = GLOBALS_OF_THE_CHAIN.has(name) ? hidden(kind) : ''
      const source = program(version, [`global ${name}; ${after}`])
      cases.push({ name: `global ${name} v${version}`, mode: 'app', source, setting: 'group' })
      if (mode === 'any') cases.push({ name: `global ${name} v${version} sig`, mode: 'sig', source })
    }
  }
  return cases
}

/** Blocks that are too old, not there yet or not to be asked for; what a good one holds belongs to the chain. */
function blocks(): ProgramCase[] {
  return [...fieldGroup('block').byName.values()].flatMap(({ name, since, kind }) =>
    [...new Set([since, 11, MAX_AVM_VERSION])].flatMap((version) =>
      (version < since ? [] : ['int 0', 'txn FirstValid', 'txn FirstValid; int 1; +', 'int 18446744073709551615']).map(
        (round, i): ProgramCase => ({
          name: `block ${name} v${version} ${i}`,
          mode: 'app',
          source: program(version, [`${round}; block ${name}; ${hidden(kind)}`]),
        }),
      ),
    ),
  )
}

/** Scratch space and ids of other transactions of the group. */
function others(): ProgramCase[] {
  const cases: ProgramCase[] = []
  const random = new Random(77)
  const forms = ['gaid N', 'int N; gaids', 'gload N M', 'int N; gloads M', 'int N; int M; gloadss']
  for (const form of forms) {
    const since = form.endsWith('gloadss') ? 6 : 4
    for (let i = 0; i < 36; i++) {
      const version = i === 0 ? since : since + random.below(MAX_AVM_VERSION + 1 - since)
      const line = form
        .replace('N', String(random.pick([0, 1, 2, 3, 4, 255])))
        .replace('M', String(random.pick([0, 1, 255, 256])))
      if (/gloads? .*256|gload \d+ 256/.test(line)) continue
      cases.push({
        name: `${form} ${i}`,
        mode: 'app',
        source: program(version, [`int 5; store 1; ${line}`]),
        setting: 'group',
      })
    }
  }
  return cases
}

export function TXN_CASES(): ProgramCase[] {
  return [...scalarFields(), ...arrayFields(), ...globals(), ...blocks(), ...others()]
}

/** every name here exists: a rename in the table must not silently drop cases */
for (const name of GLOBALS_OF_THE_CHAIN) {
  if (!fieldGroup('global').byName.has(name) || !opsByName(MAX_AVM_VERSION).has('global')) throw new Error(name)
}
