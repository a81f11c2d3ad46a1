import { RICH, innerCall, itxn } from './group-programs'
import { appAddress, type GroupCase } from './group-runner'

const stranger = appAddress(77_777)
const payee = appAddress(999)
const ARRAYS = { foreignAssets: [7_777], foreignApps: [5_555], accounts: [stranger] }
const VERSIONS = [2, 3, 4, 5, 6, 8, 9, 12, 13]

const two = (source: string) => `${source}\npop\npop`

/** What a program reads through the arrays of its own transaction. */
const OWN: Record<string, [since: number, source: string]> = {
  'asset slot': [2, two('int 0\nasset_params_get AssetTotal')],
  'asset id': [2, two('int 7777\nasset_params_get AssetTotal')],
  'no such asset slot': [2, two('int 3\nasset_params_get AssetTotal')],
  'holding by slots': [2, two('int 1\nint 0\nasset_holding_get AssetBalance')],
  'holding by id': [2, two('int 1\nint 7777\nasset_holding_get AssetBalance')],
  'holding of a low id': [2, two('int 1\nint 7\nasset_holding_get AssetBalance')],
  'holding of an unnamed asset': [2, two('int 1\nint 9999\nasset_holding_get AssetBalance')],
  'global by slot': [2, two('int 1\nbyte "k"\napp_global_get_ex')],
  'global by id': [2, two('int 5555\nbyte "k"\napp_global_get_ex')],
  'global by no slot': [2, two('int 9\nbyte "k"\napp_global_get_ex')],
  'opted in by slots': [2, 'int 1\nint 1\napp_opted_in\npop'],
  'opted in by id': [2, 'int 1\nint 5555\napp_opted_in\npop'],
  'opted in to a low id': [2, 'int 1\nint 55\napp_opted_in\npop'],
  'opted in to an unnamed app': [2, 'int 1\nint 9999\napp_opted_in\npop'],
  'opted in to itself': [2, 'int 1\nint 0\napp_opted_in\npop'],
  'local of another app': [2, two('int 1\nint 5555\nbyte "k"\napp_local_get_ex')],
  'own local': [2, 'int 1\nbyte "k"\napp_local_get\npop'],
  'balance by slot': [2, 'int 1\nbalance\npop'],
  'balance by no slot': [2, 'int 2\nbalance\npop'],
  'balance by address': [2, 'txna Accounts 1\nbalance\npop'],
  'minimum balance': [3, 'int 1\nmin_balance\npop'],
  'local put': [2, 'int 1\nbyte "k"\nint 1\napp_local_put'],
  'local del': [2, 'int 1\nbyte "k"\napp_local_del'],
  'global del': [2, 'byte "k"\napp_global_del'],
  'app params by slot': [5, two('int 1\napp_params_get AppCreator')],
  'own id': [2, 'txn Sender\nint 1001\napp_opted_in\npop'],
  'account of a foreign app': [2, `addr ${appAddress(5_555)}\nbalance\npop`],
}

/** What it reads although only another transaction of the group names it. */
const SHARED: Record<string, [since: number, source: string]> = {
  'global by id': [2, two('int 5555\nbyte "k"\napp_global_get_ex')],
  'asset id': [2, two('int 7777\nasset_params_get AssetTotal')],
  'opted in': [2, 'int 0\nint 5555\napp_opted_in\npop'],
  holding: [2, two('int 0\nint 7777\nasset_holding_get AssetBalance')],
  account: [2, `addr ${stranger}\nbalance\npop`],
  'account of an app': [2, `addr ${appAddress(5_555)}\nbalance\npop`],
  'holding of an account': [2, two(`addr ${stranger}\nint 7777\nasset_holding_get AssetBalance`)],
  'locals of an account': [2, `addr ${stranger}\nint 5555\napp_opted_in\npop`],
  'own local put': [2, `addr ${stranger}\nbyte "k"\nint 1\napp_local_put`],
  'a pair of two transactions': [2, two(`addr ${payee}\nint 7777\nasset_holding_get AssetBalance`)],
  'locals of an app of this group': [2, `addr ${stranger}\nint 1001\napp_opted_in\npop`],
  'own holding': [5, two('global CurrentApplicationAddress\nint 7777\nasset_holding_get AssetBalance')],
  'own opt-in': [5, 'global CurrentApplicationAddress\nint 5555\napp_opted_in\npop'],
}

export function availabilityCases(): GroupCase[] {
  const cases: GroupCase[] = []
  const add = (name: string, build: GroupCase['build']) => cases.push({ name, build })
  for (const version of VERSIONS) {
    const pragma = `#pragma version ${version}\n#pragma typetrack false\n`
    for (const [name, [since, source]] of Object.entries(OWN)) {
      if (version < since) continue
      add(`v${version}, ${name}`, (at) => [at.create(`${pragma}${source}\nint 1`, ARRAYS)])
    }
    for (const [name, [since, source]] of Object.entries(SHARED)) {
      if (version < since) continue
      add(`v${version}, shared: ${name}`, (at) => [
        at.create('#pragma version 9\nint 1', ARRAYS),
        at.pay(payee, 5),
        at.create(`${pragma}${source}\nint 1`),
      ])
    }
  }
  const created =
    'int 1001\nasset_params_get AssetCreator\nassert\nlog\nint 0\nint 1001\nasset_holding_get AssetBalance\nassert\nitob\nlog\n'
  for (const version of [8, 13]) {
    add(`an asset created before, v${version}`, (at) => [
      at.asset(),
      at.create(`#pragma version ${version}\n${created}gaid 0\nitob\nlog\ngtxn 0 CreatedAssetID\nitob\nlog\nint 1`),
    ])
  }
  const old = '#pragma version 8\nint 1'
  const named = { foreignApps: [1001, 5_555], foreignAssets: [7_777], fee: RICH }
  const passAsset = `addr ${stranger}\nitxn_field Accounts\nint 7777\nitxn_field Assets`
  const passApp = `addr ${stranger}\nitxn_field Accounts\nint 5555\nitxn_field Applications`
  for (const [name, fields] of Object.entries({ assets: passAsset, apps: passApp })) {
    add(`an old callee that would reach pairs of ${name}`, (at) => [
      at.create(old),
      at.create('int 1', { accounts: [stranger] }),
      at.create(`${innerCall(1001, fields)}int 1`, named),
    ])
    add(`an old callee with all pairs of ${name}`, (at) => [
      at.create(old),
      at.create(`${innerCall(1001, fields)}int 1`, { ...named, accounts: [stranger] }),
    ])
  }
  const transfers: Record<string, string> = {
    sender: `addr ${stranger}\nitxn_field Sender`,
    receiver: `addr ${stranger}\nitxn_field AssetReceiver`,
    'asset sender': `addr ${stranger}\nitxn_field AssetSender\nglobal CurrentApplicationAddress\nitxn_field AssetReceiver`,
    'close-to': `addr ${stranger}\nitxn_field AssetCloseTo\nglobal CurrentApplicationAddress\nitxn_field AssetReceiver`,
    'no receiver': '',
  }
  for (const [name, fields] of Object.entries(transfers)) {
    const body = itxn('axfer', `int 7777\nitxn_field XferAsset\n${fields}`)
    add(`an inner transfer whose ${name} is no named pair`, (at) => [
      at.create('int 1', { accounts: [stranger] }),
      at.create(`${body}int 1`, { fee: RICH, foreignAssets: [7_777] }),
    ])
  }
  const freeze = itxn('afrz', `int 7777\nitxn_field FreezeAsset\naddr ${stranger}\nitxn_field FreezeAssetAccount`)
  add('an inner freeze of no named pair', (at) => [
    at.create('int 1', { accounts: [stranger] }),
    at.create(`${freeze}int 1`, { fee: RICH, foreignAssets: [7_777] }),
  ])
  return cases
}
