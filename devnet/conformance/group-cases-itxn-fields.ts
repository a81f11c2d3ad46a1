import { RICH } from './group-programs'
import { appAddress, type GroupCase } from './group-runner'

const stranger = appAddress(77_777)

const SET = [
  ...['byte 0x01', 'int 5', 'byte 0x'].map((value) => `${value}\nitxn_field VotePK`),
  ...['int 5', 'int 4096\nbzero'].map((value) => `${value}\nitxn_field Note`),
  'int 5\nitxn_field ConfigAssetName',
  'int 33\nbzero\nitxn_field ConfigAssetName',
  'int 9\nbzero\nitxn_field ConfigAssetUnitName',
  'int 97\nbzero\nitxn_field ConfigAssetURL',
  'byte 0x01\nitxn_field ConfigAssetMetadataHash',
  'int 20\nitxn_field ConfigAssetDecimals',
  'int 256\nitxn_field ConfigAssetDecimals',
  'byte 0x01\nitxn_field StateProofPK',
  'int 5\nitxn_field Sender',
  'byte "pay"\nitxn_field Receiver',
  `addr ${appAddress(4)}\nitxn_field Receiver`,
  `addr ${appAddress(4)}\nitxn_field RekeyTo`,
  ...['int 5', 'byte "xx"', 'byte "keyreg"', 'byte "stpf"'].map((value) => `${value}\nitxn_field Type`),
  ...['int 0', 'int 7', 'int 8', 'int 9', 'int 99', 'byte "a"'].map((value) => `${value}\nitxn_field TypeEnum`),
  ...['int 2', 'byte "a"'].map((value) => `${value}\nitxn_field Nonparticipation`),
  'int 6\nitxn_field OnCompletion',
  'byte 0xff\nitxn_field OnCompletion',
  'int 5\nitxn_field ApplicationArgs',
  'int 3000\nbzero\nitxn_field ApplicationArgs',
  `int 4096\nbzero\n${'dup\nitxn_field ApplicationArgs\n'.repeat(5)}`,
  `byte "x"\n${'dup\nitxn_field ApplicationArgs\n'.repeat(17)}`,
  `addr ${stranger}\n${'dup\nitxn_field Accounts\n'.repeat(9)}`,
  `int 7777\n${'dup\nitxn_field Assets\n'.repeat(9)}`,
  `int 5555\n${'dup\nitxn_field Applications\n'.repeat(9)}`,
  ...['int 0', 'int 55', 'int 5555'].map((value) => `${value}\nitxn_field Applications`),
  ...['int 0', 'int 7', 'int 7777'].map((value) => `${value}\nitxn_field Assets`),
  ...['int 0', 'int 55', 'int 9999', 'byte "a"'].map((value) => `${value}\nitxn_field ApplicationID`),
  ...['int 0', 'int 5', 'byte "a"'].map((value) => `${value}\nitxn_field XferAsset`),
  `int 4096\nbzero\n${'dup\nitxn_field ApprovalProgramPages\n'.repeat(5)}`,
  ...['int 5', 'byte 0x'].map((value) => `${value}\nitxn_field ApprovalProgram`),
  'int 8\nitxn_field ExtraProgramPages',
  'int 65\nitxn_field GlobalNumUint',
  'int 17\nitxn_field LocalNumUint',
  'int 3\nitxn_field RejectVersion',
  'byte "a"\nitxn_field Amount',
]

export function itxnFieldCases(): GroupCase[] {
  const named = { fee: RICH, accounts: [stranger], foreignAssets: [7_777], foreignApps: [5_555] }
  const cases: GroupCase[] = SET.map((source) => ({
    name: source.replaceAll('\n', ' '),
    build: (at) => [at.create(`itxn_begin\n${source}\npushint 1\nreturn`, named)],
  }))
  for (const version of [5, 6]) {
    for (const type of ['keyreg', 'appl', 'pay']) {
      const source = `#pragma version ${version}\nitxn_begin\nbyte "${type}"\nitxn_field Type\nint 1`
      cases.push({ name: `type ${type} in v${version}`, build: (at) => [at.create(source, { fee: RICH })] })
    }
  }
  for (const order of [
    'itxn_submit',
    'itxn_next',
    'itxn_begin\nitxn_begin',
    'int 5\nitxn_field Amount',
    'itxn Sender',
    'gitxn 0 Sender',
  ]) {
    cases.push({ name: order.replaceAll('\n', ' '), build: (at) => [at.create(`${order}\nint 1`, { fee: RICH })] })
  }
  return cases
}
