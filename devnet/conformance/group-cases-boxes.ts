import type { Transaction } from 'algosdk'
import { RICH, innerCall, itxn, later } from './group-programs'
import { appAddress, programOf, type Builder, type GroupCase } from './group-runner'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const refs = (...names: string[]) => ({ fee: RICH, boxes: names.map((name) => ({ appIndex: 0, name: bytes(name) })) })

const PROGRAMS = [
  'byte "b"\nint 10\nbox_create\nitob\nlog\nbyte "b"\nint 10\nbox_create\nitob\nlog\nbyte "b"\nbox_get\nitob\nlog\nlog\nglobal CurrentApplicationAddress\nmin_balance\nitob\nlog\nint 1',
  'byte "b"\nint 10\nbox_create\nbyte "b"\nint 11\nbox_create',
  'byte "b"\nint 0\nint 1\nbox_extract',
  'byte "b"\nint 0\nbyte 0x01\nbox_replace\nint 1',
  'byte "b"\nbox_del\n!',
  'byte "b"\nbyte 0x0102\nbox_put\nbyte "b"\nbyte 0x0304\nbox_put\nbyte "b"\nint 0\nint 2\nbox_extract\nlog\nbyte "b"\nbox_del',
  'byte "b"\nbyte 0x0102\nbox_put\nbyte "b"\nbyte 0x030405\nbox_put\nint 1',
  'byte "b"\nbyte 0x0102\nbox_put\nbyte "b"\nint 1\nint 2\nbox_extract',
  'byte "b"\nbyte 0x010203\nbox_put\nbyte "b"\nint 1\nint 1\nbyte 0xaabb\nbox_splice\nbyte "b"\nbox_get\npop\nlog\nint 1',
  'byte "b"\nbyte 0x010203\nbox_put\nbyte "b"\nint 2\nint 2\nbyte 0xaabb\nbox_splice\nint 1',
  'byte "b"\nint 5\nbox_resize\nint 1',
  'byte "b"\nbyte 0x010203\nbox_put\nbyte "b"\nint 5\nbox_resize\nbyte "b"\nbox_get\npop\nlog\nbyte "b"\nint 1\nbox_resize\nbyte "b"\nbox_get\npop\nlog\nint 1',
  'byte "b"\nint 4096\nbox_create\npop\nbyte "c"\nint 1\nbox_create',
  'byte "b"\nint 4097\nbox_create',
  'byte "b"\nint 4096\nbox_create\npop\nbyte "b"\nbox_del\npop\nbyte "c"\nint 4000\nbox_create',
  'byte "b"\nint 2000\nbox_create\npop\nbyte "b"\nint 5000\nbox_resize\nint 1',
  'byte "b"\nint 4096\nbox_create\npop\nbyte "c"\nbyte 0x01\nbox_put\nint 1',
  'byte "d"\nbox_len',
  'byte "b"\nint 0\nbox_create',
  'byte "b"\nint 32769\nbox_create',
  'int 65\nbzero\nint 3\nbox_create',
  'byte ""\nbox_get',
]

export function boxCases(): GroupCase[] {
  const cases: GroupCase[] = []
  const add = (name: string, build: GroupCase['build']) => cases.push({ name, build })
  const funded = (at: Builder, ...rest: Transaction[]) => [at.pay(appAddress(1002), 10_000_000), ...rest]
  for (const source of PROGRAMS) {
    add(source.replaceAll('\n', ' '), (at) => funded(at, at.create(source, refs('b', 'c'))))
    const foreign = source
      .replace(/^(byte "[bcd]?"|int 65\nbzero)\n(?!bzero)/gm, 'int 1002\n$1\n')
      .replace(/\bbox_/g, 'app_box_')
    add(`app_box: ${source.replaceAll('\n', ' ')}`, (at) => funded(at, at.create(foreign, refs('b', 'c'))))
  }
  add('no funds', (at) => [at.create('byte "b"\nint 10\nbox_create', refs('b'))])
  add('empty references of a new app', (at) => funded(at, at.create('byte "x"\nint 3000\nbox_create', refs('', ''))))
  const three = ['x', 'y', 'z'].map((name) => `byte "${name}"\nint 3\nbox_create\n`).join('pop\n')
  add('more boxes than empty references', (at) => funded(at, at.create(three, refs('', ''))))
  const flags = {
    'no flags': '',
    'foreign reads': 'int 1\napp_params_set AppForeignBoxReads\n',
    'family access': 'int 1\napp_params_set AppFamilyBoxAccess\n',
    both: 'int 1\napp_params_set AppFamilyBoxAccess\nint 1\napp_params_set AppForeignBoxReads\n',
  }
  const uses = ['app_box_len\npop\npop', 'app_box_get\npop\npop', 'app_box_del\npop', 'byte 0x010203\napp_box_put']
  const reference = { fee: RICH, foreignApps: [1002], boxes: [{ appIndex: 1002, name: bytes('x') }] }
  for (const [name, set] of Object.entries(flags)) {
    const owner = `${set}byte "x"\nint 3\nbox_create`
    for (const use of uses) {
      const user = `int 1002\nbyte "x"\n${use}\nint 1`
      const code = `0x${Buffer.from(programOf(user)).toString('hex')}`
      const spawn = itxn(
        'appl',
        `byte ${code}\nitxn_field ApprovalProgram\nbyte 0x0d8101\nitxn_field ClearStateProgram`,
      )
      add(`${name}: the family, ${use}`, (at) => funded(at, at.create(owner, refs('x')), at.create(user, reference)))
      add(`${name}: a stranger, ${use}`, (at) =>
        funded(
          at,
          at.create(owner, refs('x')),
          at.pay(appAddress(1004), 10_000_000),
          at.create(`${spawn}int 1`, reference),
        ),
      )
    }
  }
  // A family member touched its box, and another one writes it behind a foreign app: refused.
  const touch = 'int 1002\nbyte "x"\napp_box_len\npop\npop\n'
  const write = 'int 1002\nbyte "x"\nbyte 0x010203\napp_box_put\n'
  add('the family writes in a direct call', (at) =>
    funded(
      at,
      at.create(`${flags['family access']}byte "x"\nint 3\nbox_create`, refs('x')),
      at.create(later(write)),
      at.create(later(touch + innerCall(1003))),
      at.call(1004, { ...reference, foreignApps: [1002, 1003] }),
    ),
  )
  add('not in a clear state program', (at) =>
    funded(
      at,
      at.create('int 1', { ...refs('x'), clear: 'byte "x"\nint 3\nbox_create' }),
      at.call(1002, { oc: 1 }),
      at.call(1002, { oc: 3, boxes: [{ appIndex: 1002, name: bytes('x') }] }),
    ),
  )
  return cases
}
