import type { Transaction } from 'algosdk'
import { RICH, innerCall, innerPair, itxn, later, logged, loggedInt } from './group-programs'
import { appAddress, type Builder, type GroupCase } from './group-runner'

const money = (at: Builder, app: number) => at.pay(appAddress(app), 5_000_000)
const echo = later('txn ApplicationArgs 0\nlog')
const self = later(
  logged('global GroupID', 'txn TxID', 'gtxn 0 TxID', 'global CallerApplicationAddress', 'txn Sender', 'txn Note') +
    loggedInt(
      'global GroupSize',
      'global CallerApplicationID',
      'global OpcodeBudget',
      'txn GroupIndex',
      'txn FirstValid',
      'txn LastValid',
      'txn Fee',
    ),
)
const calls = { fee: RICH, foreignApps: [1001] }

export function innerCases(): GroupCase[] {
  const cases: GroupCase[] = []
  const add = (name: string, build: GroupCase['build']) => cases.push({ name, build })
  /** an app, and another one that calls it when created */
  const pair = (name: string, callee: string, caller: string) =>
    add(name, (at) => [at.create(callee, { fee: RICH }), at.create(`${caller}int 1`, calls)])

  pair(
    'a call and its log',
    echo,
    innerCall(1001, 'byte "hi"\nitxn_field ApplicationArgs') + logged('itxn LastLog', 'itxn TxID'),
  )
  const two = innerPair(1001, 'byte "a"', 'byte "b"')
  const views = [
    logged('itxn TxID'),
    logged('gitxn 1 TxID', 'itxn TxID'),
    logged('gitxn 0 TxID', 'gitxn 1 TxID', 'itxn TxID'),
    logged('itxn LastLog', 'itxna ApplicationArgs 0', 'gitxna 1 ApplicationArgs 0'),
    loggedInt('itxn GroupIndex', 'gitxn 1 GroupIndex'),
    'gitxn 2 TxID\npop\n',
    'itxna ApplicationArgs 3\npop\n',
  ]
  for (const view of views) pair(`a group of two, then ${view.replaceAll('\n', ' ')}`, echo, two + view)
  pair('what a callee sees of itself', self, innerCall(1001))
  const grouped = `itxn_begin\nint appl\nitxn_field TypeEnum\nint 1001\nitxn_field ApplicationID\nint 0\nitxn_field Fee\nitxn_next\nint appl\nitxn_field TypeEnum\nint 1001\nitxn_field ApplicationID\nint 0\nitxn_field Fee\nitxn_submit\n`
  pair('what callees of a group see', self, itxn('pay') + grouped)
  pair('the callee fails', later('err'), innerCall(1001))
  pair('the callee rejects', 'txn ApplicationID\n!', innerCall(1001))
  pair(
    'the second of a group fails',
    later('txn ApplicationArgs 0\nbtoi\nassert'),
    innerPair(1001, 'int 1\nitob', 'int 0\nitob'),
  )
  pair(
    'a second group fails',
    later('txn NumAppArgs\nassert'),
    innerCall(1001, 'byte "a"\nitxn_field ApplicationArgs') + innerCall(1001),
  )
  pair('an old callee', '#pragma version 3\nint 1', innerCall(1001))
  pair(
    'the budget of a callee',
    'int 1',
    `${loggedInt('global OpcodeBudget')}${innerCall(1001)}${loggedInt('global OpcodeBudget')}`,
  )
  pair('a callee without end', later('x:\nb y\ny:\nb x'), innerCall(1001))
  pair('logs count by app', later('int 1000\nbzero\nlog'), `int 1000\nbzero\nlog\n${innerCall(1001)}${innerCall(1001)}`)
  pair('a reject version', 'int 1', innerCall(1001, 'int 1\nitxn_field RejectVersion') + innerCall(1001))
  pair('clear state of nobody', 'int 1', innerCall(1001, 'int ClearState\nitxn_field OnCompletion'))
  add('a deleted callee', (at) => [
    at.create('int 1'),
    at.call(1001, { oc: 5 }),
    at.create(`${innerCall(1001)}int 1`, calls),
  ])
  add('itself', (at) => [
    at.create(`${itxn('appl', 'global CurrentApplicationID\nitxn_field ApplicationID')}int 1`, { fee: RICH }),
  ])
  add('back to the caller', (at) => [
    at.create(later(innerCall(1002)), { fee: RICH }),
    at.create(later(innerCall(1001)), { fee: RICH }),
    at.call(1001, { fee: RICH, foreignApps: [1002] }),
  ])
  add('nine deep', (at) => {
    const txns: Transaction[] = []
    for (let i = 0; i < 11; i++)
      txns.push(at.create(later(i > 0 ? innerCall(1000 + i) : ''), { note: new Uint8Array([i]) }))
    const foreign = (first: number) => Array.from({ length: 8 }, (_, i) => first + i)
    txns.push(at.call(1011, { fee: RICH, foreignApps: foreign(1003) }))
    txns.push(at.call(1011, { fee: RICH, foreignApps: [1001, 1002], note: new Uint8Array(2) }))
    return txns
  })
  const completions = ['NoOp', 'OptIn', 'CloseOut', 'ClearState', 'UpdateApplication', 'DeleteApplication']
  const clears = { approving: 'byte "a"\nlog\nint 1', failing: 'byte "a"\nlog\nerr', rejecting: 'byte "a"\nlog\nint 0' }
  for (const completion of completions) {
    const optIn = ['CloseOut', 'ClearState'].includes(completion)
      ? innerCall(1002, 'int OptIn\nitxn_field OnCompletion')
      : ''
    const programs = 'byte 0x0d8101\nitxn_field ApprovalProgram\nbyte 0x0d8101\nitxn_field ClearStateProgram'
    const fields = `int ${completion}\nitxn_field OnCompletion\n${completion === 'UpdateApplication' ? programs : ''}`
    for (const [how, clear] of Object.entries(completion === 'ClearState' ? clears : { any: 'int 1' })) {
      add(`${completion}, clear state program ${how}`, (at) => [
        money(at, 1003),
        at.create('int 1', { clear }),
        at.create(`${optIn}${innerCall(1002, fields)}${loggedInt('itxn NumLogs')}int 1`, {
          fee: RICH,
          foreignApps: [1002],
        }),
      ])
    }
  }
  const alone = (name: string, body: string, extra: Record<string, unknown> = { fee: RICH }) =>
    add(name, (at) => [money(at, 1002), at.create(`${body}int 1`, extra)])
  const toSender = 'txn Sender\nitxn_field Receiver\n'
  alone(
    'a payment that pays its own fee',
    `itxn_begin\nint pay\nitxn_field TypeEnum\nint 5000\nitxn_field Amount\n${toSender}itxn_submit\n${loggedInt('itxn Fee', 'global CurrentApplicationAddress\nbalance')}`,
    {},
  )
  alone('a fee that is too small', `itxn_begin\nint pay\nitxn_field TypeEnum\nint 0\nitxn_field Fee\nitxn_submit\n`, {})
  for (const fee of [1_500, 2_500]) {
    const first = `itxn_begin\nint pay\nitxn_field TypeEnum\nint 800\nitxn_field Fee\nint 1100\nbzero\nitxn_field Note\nitxn_submit\n`
    const second = `itxn_begin\nint pay\nitxn_field TypeEnum\nitxn_submit\n${loggedInt('itxn Fee')}`
    alone(`what is left of ${fee}`, first + second, { fee, note: new Uint8Array(1029) })
  }
  alone('rekeyed away', itxn('pay', 'txn Sender\nitxn_field RekeyTo') + itxn('pay'))
  alone(
    'rekeyed away within a group',
    `itxn_begin\nint pay\nitxn_field TypeEnum\nint 0\nitxn_field Fee\ntxn Sender\nitxn_field RekeyTo\nitxn_next\nint pay\nitxn_field TypeEnum\nint 0\nitxn_field Fee\nitxn_submit\n`,
  )
  alone(
    'closed',
    itxn('pay', 'txn Sender\nitxn_field CloseRemainderTo') + loggedInt('global CurrentApplicationAddress\nbalance'),
  )
  alone('below the minimum at the end', itxn('pay', `int 4950000\nitxn_field Amount\n${toSender}`))
  alone('overspent', itxn('pay', `int 6000000\nitxn_field Amount\n${toSender}`))
  alone('not its account', itxn('pay', 'txn Sender\nitxn_field Sender'))
  alone('no type', 'itxn_begin\nint 0\nitxn_field Fee\nitxn_submit\n')
  alone(
    'seventeen',
    `itxn_begin\n${'int pay\nitxn_field TypeEnum\nitxn_next\n'.repeat(16)}int pay\nitxn_field TypeEnum\nitxn_submit\n`,
  )
  const sixteen = `itxn_begin\nint pay\nitxn_field TypeEnum\nint 0\nitxn_field Fee\n${'itxn_next\nint pay\nitxn_field TypeEnum\nint 0\nitxn_field Fee\n'.repeat(15)}itxn_submit\n`
  add('two hundred and fifty-seven', (at) => [
    at.create(`l:\n${sixteen}b l`, { fee: 1_000_000 }),
    ...Array.from({ length: 4 }, (_, i) => at.create('int 1', { note: new Uint8Array([i]) })),
  ])
  const asset = itxn(
    'acfg',
    'int 1000\nitxn_field ConfigAssetTotal\nbyte "UN"\nitxn_field ConfigAssetUnitName\nglobal CurrentApplicationAddress\nitxn_field ConfigAssetManager',
  )
  alone(
    'an asset, read at once',
    `${asset}itxn CreatedAssetID\nstore 0\n${loggedInt('load 0', 'global CurrentApplicationAddress\nload 0\nasset_holding_get AssetBalance\nassert')}load 0\nasset_params_get AssetUnitName\nassert\nlog\n`,
  )
  alone(
    'an asset, destroyed',
    `${asset}itxn CreatedAssetID\nstore 0\n${itxn('acfg', 'load 0\nitxn_field ConfigAsset')}load 0\nasset_params_get AssetTotal\n!\nassert\npop\n`,
  )
  alone(
    'an app, read at once',
    `${itxn('appl', 'byte 0x0d8101\nitxn_field ApprovalProgram\nbyte 0x0d8101\nitxn_field ClearStateProgram\nint 2\nitxn_field GlobalNumUint')}itxn CreatedApplicationID\napp_params_get AppCreator\nassert\nlog\n${loggedInt('global CurrentApplicationAddress\nmin_balance')}`,
  )
  return cases
}
