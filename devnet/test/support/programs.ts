/** Does what its first argument says. */
export const PROBE = `#pragma version 12
txn ApplicationID
bz done
txn NumAppArgs
bz done
txna ApplicationArgs 0
pushbytes "fail"
pushbytes "state"
pushbytes "box"
pushbytes "inner"
pushbytes "reject"
pushbytes "account"
pushbytes "asset"
pushbytes "local"
pushbytes "burn"
pushbytes "scratch"
pushbytes "bigbox"
pushbytes "delete"
pushbytes "deep"
pushbytes "log"
uncover 14
match fail state box inner reject account asset local burn scratch bigbox delete deep log
b done
fail:
pushbytes "about to"
log
pushint 5
pushbytes "st"
pushint 0
assert
state:
pushbytes "n"
txn Fee
app_global_put
pushbytes "bytes"
pushbytes 0xff00aa
app_global_put
pushbytes 0xfffefd
log
pushbytes "hello"
log
b done
box:
pushbytes "bx"
pushint 10
box_create
pop
pushbytes 0xff01
pushbytes "data"
box_put
b done
inner:
itxn_begin
pushint 1
itxn_field TypeEnum
txn Sender
itxn_field Receiver
pushint 1000
itxn_field Amount
pushint 0
itxn_field Fee
itxn_next
pushint 3
itxn_field TypeEnum
pushint 10
itxn_field ConfigAssetTotal
pushbytes "inn"
itxn_field ConfigAssetName
pushint 0
itxn_field Fee
itxn_submit
b done
reject:
pushint 0
return
account:
txna ApplicationArgs 1
balance
pop
b done
asset:
txna ApplicationArgs 1
txna ApplicationArgs 2
btoi
asset_holding_get AssetBalance
pop
pop
b done
local:
txna ApplicationArgs 1
txna ApplicationArgs 2
btoi
app_opted_in
pop
b done
burn:
pushint 0
loop:
pushint 1
+
dup
pushint 500
<
bnz loop
pop
b done
scratch:
pushint 7
store 3
pushint 9
pushbytes "x"
stores
pushint 4
pushbytes "y"
stores
load 3
pop
b done
bigbox:
pushbytes "big"
pushint 5000
box_create
pop
b done
delete:
pushbytes "n"
app_global_del
pushbytes 0xff01
box_del
pop
b done
deep:
pushint 1
pushint 2
pushint 3
callsub sub
dig 1
pop
pop
pop
b done
sub:
proto 2 1
frame_dig -1
frame_dig -2
+
dupn 2
cover 2
uncover 1
bury 1
popn 1
pushint 8
frame_bury 0
retsub
log:
pushbytes "a"
log
b log
done:
pushint 1
`

export const CLEAR = '#pragma version 12\npushint 1'
