import type { Arc56Contract } from '@algorandfoundation/algokit-utils/types/app-arc56'

/** A small ARC-4 app with one method for each thing that client libraries do for their users. */
const APPROVAL = `#pragma version 11
txn ApplicationID
bz yes
txn OnCompletion
pushint 5
==
bnz deleting
txn OnCompletion
pushint 4
==
bnz updating
txn OnCompletion
pushint 1
==
bnz yes
method "echo(uint64)uint64"
method "keep(uint64)void"
method "payMe(uint64)void"
method "boom()void"
method "holding(address,uint64)uint64"
txna ApplicationArgs 0
match echo keep payMe boom holding
err
deleting:
pushint TMPL_DELETABLE
assert
b yes
updating:
pushint TMPL_UPDATABLE
assert
b yes
echo:
pushbytes 0x151f7c75
txna ApplicationArgs 1
concat
log
b yes
keep:
pushbytes "value"
txna ApplicationArgs 1
btoi
app_global_put
txn Sender
pushbytes "mine"
txna ApplicationArgs 1
app_local_put
pushbytes "b"
txn Sender
concat
txna ApplicationArgs 1
box_put
b yes
payMe:
itxn_begin
pushint 1
itxn_field TypeEnum
txn Sender
itxn_field Receiver
txna ApplicationArgs 1
btoi
itxn_field Amount
pushint 0
itxn_field Fee
itxn_submit
b yes
boom:
pushint TMPL_ZERO
assert // boom
err
holding:
txna ApplicationArgs 1
txna ApplicationArgs 2
btoi
asset_holding_get AssetBalance
pop
itob
pushbytes 0x151f7c75
swap
concat
log
yes:
pushint 1
`

const method = (name: string, args: [string, string][], returns: string, readonly = false) => ({
  name,
  args: args.map(([argName, type]) => ({ name: argName, type })),
  returns: { type: returns },
  actions: { create: [], call: ['NoOp' as const] },
  readonly,
  events: [],
})

export const FLOW_APP: Arc56Contract = {
  arcs: [4, 56],
  name: 'Flow',
  structs: {},
  methods: [
    method('echo', [['value', 'uint64']], 'uint64', true),
    method('keep', [['value', 'uint64']], 'void'),
    method('payMe', [['amount', 'uint64']], 'void'),
    method('boom', [], 'void'),
    method(
      'holding',
      [
        ['holder', 'address'],
        ['asset', 'uint64'],
      ],
      'uint64',
      true,
    ),
  ],
  state: {
    schema: { global: { ints: 1, bytes: 0 }, local: { ints: 0, bytes: 1 } },
    keys: {
      global: { value: { keyType: 'AVMString', valueType: 'AVMUint64', key: btoa('value') } },
      local: { mine: { keyType: 'AVMString', valueType: 'uint64', key: btoa('mine') } },
      box: {},
    },
    maps: { global: {}, local: {}, box: { byOwner: { keyType: 'address', valueType: 'uint64', prefix: btoa('b') } } },
  },
  bareActions: { create: ['NoOp'], call: ['OptIn', 'UpdateApplication', 'DeleteApplication'] },
  source: { approval: btoa(APPROVAL), clear: btoa('#pragma version 11\npushint 1') },
  sourceInfo: {
    approval: { sourceInfo: [], pcOffsetMethod: 'none' },
    clear: { sourceInfo: [], pcOffsetMethod: 'none' },
  },
  templateVariables: { ZERO: { type: 'AVMUint64' } },
  events: [],
}
