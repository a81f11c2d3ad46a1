import type algosdk from 'algosdk'
import { RICH, innerCall, later } from './group-programs'
import { appAddress, type GroupCase } from './group-runner'

const stranger = appAddress(77_777)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const LISTS = {
  everything: [
    { address: stranger },
    { assetIndex: 7_777 },
    { appIndex: 5_555 },
    { holding: { address: stranger, assetIndex: 7_777 } },
    { locals: { address: stranger, appIndex: 5_555 } },
    { box: { appIndex: 0, name: bytes('b') } },
  ],
  'no pairs': [{ address: stranger }, { assetIndex: 7_777 }, { appIndex: 5_555 }],
}

const holding = (who: string) => `${who}\nint 7777\nasset_holding_get AssetBalance\npop\npop`
const locals = (who: string, app: number) => `${who}\nint ${app}\napp_opted_in\npop`
const someone = `addr ${stranger}`

export const PROBES: Record<string, string> = {
  'account by address': `${someone}\nbalance\npop`,
  'account 0': 'int 0\nbalance\npop',
  'account 1': 'int 1\nbalance\npop',
  'account 2': 'int 2\nbalance\npop',
  'account 9': 'int 9\nbalance\npop',
  'asset by id': 'int 7777\nasset_params_get AssetTotal\npop\npop',
  'asset 0': 'int 0\nasset_params_get AssetTotal\npop\npop',
  'asset 2': 'int 2\nasset_params_get AssetTotal\npop\npop',
  'app by id': 'int 5555\napp_params_get AppCreator\npop\npop',
  'app 3': 'int 3\napp_params_get AppCreator\npop\npop',
  'account of an app': `addr ${appAddress(5_555)}\nbalance\npop`,
  'holding of an account': holding(someone),
  'holding of the sender': holding('txn Sender'),
  'holding of the app': holding('global CurrentApplicationAddress'),
  'locals of an account': locals(someone, 5_555),
  'locals of the sender': locals('txn Sender', 5_555),
  'own locals of the sender': locals('txn Sender', 0),
  'own locals of an account': locals(someone, 0),
  'the counts': 'txn NumAccounts\nitob\nlog\ntxn NumAssets\nitob\nlog\ntxn NumApplications\nitob\nlog',
  'Accounts 0': 'txna Accounts 0\nlog',
  'Accounts 1': 'txna Accounts 1\nlog',
  'Applications 0': 'txna Applications 0\nitob\nlog',
  'Applications 1': 'txna Applications 1\nitob\nlog',
  'a named box': 'byte "b"\nbox_len\npop\npop',
  'another box': 'byte "x"\nbox_len\npop\npop',
}

export function accessCases(): GroupCase[] {
  const cases: GroupCase[] = []
  const add = (name: string, build: GroupCase['build']) => cases.push({ name, build })
  for (const [list, access] of Object.entries(LISTS)) {
    for (const version of [9, 12, 13]) {
      for (const [name, probe] of Object.entries(PROBES)) {
        const source = `#pragma version ${version}\n#pragma typetrack false\n${later(probe)}`
        add(`${list}, v${version}, ${name}`, (at) => [at.create(source), at.call(1001, { access })])
      }
    }
  }
  for (const [name, probe] of Object.entries(PROBES)) {
    const access = LISTS.everything
    add(`shared with another call: ${name}`, (at) => [
      at.create(later(probe)),
      at.create(later('')),
      at.call(1002, { access }),
      at.call(1001),
    ])
  }
  const plain = LISTS['no pairs']
  add('not for programs before sharing', (at) => [
    at.create('#pragma version 8\nint 1'),
    at.call(1001, { access: plain }),
  ])
  add('of a creation', (at) => [at.create('int 7777\nasset_params_get AssetTotal\npop\npop\nint 1', { access: plain })])
  const bigBox = later('byte "b"\nint 3000\nbox_create\npop')
  const box = { box: { appIndex: 0, name: bytes('b') } }
  for (const [name, access] of Object.entries({ 'with an empty reference': [box, {}], 'with one reference': [box] })) {
    add(`a box of 3000 bytes ${name}`, (at) => [
      at.pay(appAddress(1002), 10_000_000),
      at.create(bigBox),
      at.call(1002, { access }),
    ])
  }
  const old = '#pragma version 8\nint 1'
  const passOn = later(innerCall(1001, `addr ${stranger}\nitxn_field Accounts`))
  const pair = (address: algosdk.Address) => ({ locals: { address, appIndex: 1001 } })
  const passed = [{ appIndex: 1001 }, { address: stranger }]
  const all = [...passed, pair(stranger), pair(appAddress(1002)), pair(appAddress(1001))]
  for (const [name, access] of Object.entries({ 'without its pairs': passed, 'with all pairs': all })) {
    add(`an old callee ${name}`, (at) => [at.create(old), at.create(passOn), at.call(1002, { access, fee: RICH })])
  }
  return cases
}
