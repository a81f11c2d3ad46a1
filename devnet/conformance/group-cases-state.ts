import { later, loggedInt } from './group-programs'
import { appAddress, type GroupCase } from './group-runner'

const write = later(
  'txn OnCompletion\nint OptIn\n==\nbz noop\nint 0\nbyte "k"\nint 7\napp_local_put\nint 0\nbyte "b"\nbyte "vv"\napp_local_put\nint 1\nreturn\nnoop:\n' +
    'int 0\nbyte "k"\nint 7\napp_local_put\nint 0\nbyte "b"\napp_local_del\nint 0\nbyte "zz"\napp_local_del\n' +
    'byte "g"\nint 5\napp_global_put\nbyte "g"\nint 0\napp_global_put\nbyte "h"\nbyte "x"\napp_global_put\nbyte "h"\napp_global_del\n' +
    'byte "m"\napp_global_del\nbyte "m"\nint 1\napp_global_put\n' +
    loggedInt('int 0\nbyte "k"\napp_local_get', 'byte "q"\napp_global_get'),
)

const CLEARS = {
  approves: 'byte "c"\nint 1\napp_global_put\nbyte "l"\nlog\nint 1',
  rejects: 'byte "c"\nint 1\napp_global_put\nbyte "l"\nlog\nint 0',
  fails: 'byte "c"\nint 1\napp_global_put\nerr',
  'never ends': 'x:\nb y\ny:\nb x',
  'wants inner transactions': 'itxn_begin\nint 1',
}

export function stateCases(): GroupCase[] {
  const cases: GroupCase[] = []
  const add = (name: string, build: GroupCase['build']) => cases.push({ name, build })
  const again = (n: number) => ({ note: new Uint8Array([n]) })
  add('what a call changed is told, even when it is back', (at) => [
    at.create(write),
    at.call(1001, { oc: 1 }),
    at.call(1001),
    at.call(1001, again(1)),
  ])
  add('close out, opt in again', (at) => [
    at.create(write),
    at.call(1001, { oc: 1 }),
    at.call(1001, { oc: 2 }),
    at.call(1001, { oc: 1, ...again(1) }),
  ])
  for (const [name, clear] of Object.entries(CLEARS)) {
    add(`a clear state program that ${name}`, (at) => [
      at.create(write, { clear }),
      at.call(1001, { oc: 1 }),
      at.call(1001, { oc: 3 }),
    ])
  }
  const spend = 'x:\nglobal OpcodeBudget\nint 2000\n>\nbnz x2\nint 1\nreturn\nx2:\nb x'
  add('a clear state program without its budget', (at) => [
    at.create(write),
    at.call(1001, { oc: 1 }),
    at.create(spend.replace('2000', '500')),
    at.call(1001, { oc: 3 }),
  ])
  add('no room for a number', (at) => [at.create('byte "a"\nint 1\napp_global_put\nint 1', { numGlobalInts: 0 })])
  add('no room for bytes', (at) => [at.create('byte "a"\nbyte "x"\napp_global_put\nint 1', { numGlobalByteSlices: 0 })])
  add('a local of an app that is not there', (at) => [
    at.create(later('int 1\nint 0\nbyte "x"\napp_local_get_ex\npop\npop')),
    at.call(1001, { accounts: [appAddress(5)] }),
  ])
  const scratch = 'int 5\nstore 3\nbyte "x"\nstore 4\nbyte "log"\nlog\nint 1'
  add('scratch space and ids of an earlier call', (at) => [
    at.create(scratch),
    at.create(
      `${loggedInt('gload 0 3', 'int 0\ngloads 3', 'gaid 0', 'int 0\ngaids', 'gtxn 0 CreatedApplicationID', 'gtxn 0 NumLogs')}gtxna 0 Logs 0\nlog\ngtxna 0 Logs 1\nint 1`,
    ),
  ])
  const peeks = { gload: 'gload 1 3', gaid: 'gaid 1', effects: 'gtxn 1 NumLogs' }
  for (const [name, peek] of Object.entries(peeks)) {
    add(`${name} of a later transaction`, (at) => [at.create(`${peek}\nint 1`), at.create('int 1', again(1))])
    const earlier = peek.replace('1', '0')
    add(`${name} of a payment`, (at) => [at.pay(appAddress(3), 1), at.create(`${earlier}\npop\nint 1`)])
  }
  add('gaid of a call', (at) => [at.create('int 1'), at.call(1001), at.create('gaid 1\nint 1', again(1))])
  return cases
}
