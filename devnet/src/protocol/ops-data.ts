/**
 * The operations of AVM 1 to 13 as facts, one a row:
 *
 *     code[.sub] name since mode cost immediates : arguments -> results
 *
 * Condensed from the AVM language specification (langspec of algorandfoundation/puya-ts, MIT) and checked against a
 * real node by the recorded vectors. A second row of a name overrides the first from its version on. A cost is a
 * number, `base+step/chunk@depth` (a step for every started chunk of the bytes `depth` below the top of the stack), or a
 * comma list with one of these per field of the immediate. An immediate is `name=kind`, or
 * `name=@group` when it comes from a field table. Argument
 * types are those of the assembler's type tracking; the result `none` means the program ends here. Not in the table:
 * sumhash512, which is not part of AVM 13.
 */
export const OP_ROWS = `
00 err 1 any 1 - : -> none
01 sha256 1 any 7 - : []byte -> [32]byte
01 sha256 2 any 35 - : []byte -> [32]byte
02 keccak256 1 any 26 - : []byte -> [32]byte
02 keccak256 2 any 130 - : []byte -> [32]byte
03 sha512_256 1 any 9 - : []byte -> [32]byte
03 sha512_256 2 any 45 - : []byte -> [32]byte
04 ed25519verify 1 sig 1900 - : []byte [64]byte [32]byte -> bool
04 ed25519verify 5 any 1900 - : []byte [64]byte [32]byte -> bool
05 ecdsa_verify 5 any 1700,2500 v=@ecdsa : [32]byte [32]byte [32]byte [32]byte [32]byte -> bool
06 ecdsa_pk_decompress 5 any 650,2400 v=@ecdsa : [33]byte -> [32]byte [32]byte
07 ecdsa_pk_recover 5 any 2000 v=@ecdsa : [32]byte uint64 [32]byte [32]byte -> [32]byte [32]byte
08 + 1 any 1 - : uint64 uint64 -> uint64
09 - 1 any 1 - : uint64 uint64 -> uint64
0a / 1 any 1 - : uint64 uint64 -> uint64
0b * 1 any 1 - : uint64 uint64 -> uint64
0c < 1 any 1 - : uint64 uint64 -> bool
0d > 1 any 1 - : uint64 uint64 -> bool
0e <= 1 any 1 - : uint64 uint64 -> bool
0f >= 1 any 1 - : uint64 uint64 -> bool
10 && 1 any 1 - : uint64 uint64 -> bool
11 || 1 any 1 - : uint64 uint64 -> bool
12 == 1 any 1 - : any any -> bool
13 != 1 any 1 - : any any -> bool
14 ! 1 any 1 - : uint64 -> uint64
15 len 1 any 1 - : []byte -> uint64
16 itob 1 any 1 - : uint64 -> [8]byte
17 btoi 1 any 1 - : []byte -> uint64
18 % 1 any 1 - : uint64 uint64 -> uint64
19 | 1 any 1 - : uint64 uint64 -> uint64
1a & 1 any 1 - : uint64 uint64 -> uint64
1b ^ 1 any 1 - : uint64 uint64 -> uint64
1c ~ 1 any 1 - : uint64 -> uint64
1d mulw 1 any 1 - : uint64 uint64 -> uint64 uint64
1e addw 2 any 1 - : uint64 uint64 -> uint64 uint64
1f divmodw 4 any 20 - : uint64 uint64 uint64 uint64 -> uint64 uint64 uint64 uint64
20 intcblock 1 any 1 uints=ints : ->
21 intc 1 any 1 i=byte : -> uint64
22 intc_0 1 any 1 - : -> uint64
23 intc_1 1 any 1 - : -> uint64
24 intc_2 1 any 1 - : -> uint64
25 intc_3 1 any 1 - : -> uint64
26 bytecblock 1 any 1 bytess=bytess : ->
27 bytec 1 any 1 i=byte : -> []byte
28 bytec_0 1 any 1 - : -> []byte
29 bytec_1 1 any 1 - : -> []byte
2a bytec_2 1 any 1 - : -> []byte
2b bytec_3 1 any 1 - : -> []byte
2c arg 1 sig 1 n=byte : -> []byte
2d arg_0 1 sig 1 - : -> []byte
2e arg_1 1 sig 1 - : -> []byte
2f arg_2 1 sig 1 - : -> []byte
30 arg_3 1 sig 1 - : -> []byte
31 txn 1 any 1 f=@txn : -> any
32 global 1 any 1 f=@global : -> any
33 gtxn 1 any 1 t=byte,f=@txn : -> any
34 load 1 any 1 i=byte : -> any
35 store 1 any 1 i=byte : any ->
36 txna 2 any 1 f=@txna,i=byte : -> any
37 gtxna 2 any 1 t=byte,f=@txna,i=byte : -> any
38 gtxns 3 any 1 f=@txn : uint64 -> any
39 gtxnsa 3 any 1 f=@txna,i=byte : uint64 -> any
3a gload 4 app 1 t=byte,i=byte : -> any
3b gloads 4 app 1 i=byte : uint64 -> any
3c gaid 4 app 1 t=byte : -> uint64
3d gaids 4 app 1 - : uint64 -> uint64
3e loads 5 any 1 - : uint64 -> any
3f stores 5 any 1 - : uint64 any ->
40 bnz 1 any 1 target=label : uint64 ->
40 bnz 13 any 1 target=varlabel : uint64 ->
41 bz 2 any 1 target=label : uint64 ->
41 bz 13 any 1 target=varlabel : uint64 ->
42 b 2 any 1 target=label : ->
42 b 13 any 1 target=varlabel : ->
43 return 2 any 1 - : uint64 -> none
44 assert 3 any 1 - : uint64 ->
45 bury 8 any 1 n=byte : any ->
46 popn 8 any 1 n=byte : ->
47 dupn 8 any 1 n=byte : any ->
48 pop 1 any 1 - : any ->
49 dup 1 any 1 - : any -> any any
4a dup2 2 any 1 - : any any -> any any any any
4b dig 3 any 1 n=byte : any -> any any
4c swap 3 any 1 - : any any -> any any
4d select 3 any 1 - : any any uint64 -> any
4e cover 5 any 1 n=byte : any -> any
4f uncover 5 any 1 n=byte : any -> any
50 concat 2 any 1 - : []byte []byte -> []byte
51 substring 2 any 1 s=byte,e=byte : []byte -> []byte
52 substring3 2 any 1 - : []byte uint64 uint64 -> []byte
53 getbit 3 any 1 - : any uint64 -> uint64
54 setbit 3 any 1 - : any uint64 uint64 -> any
55 getbyte 3 any 1 - : []byte uint64 -> uint64
56 setbyte 3 any 1 - : []byte uint64 uint64 -> []byte
57 extract 5 any 1 s=byte,l=byte : []byte -> []byte
58 extract3 5 any 1 - : []byte uint64 uint64 -> []byte
59 extract_uint16 5 any 1 - : []byte uint64 -> uint64
5a extract_uint32 5 any 1 - : []byte uint64 -> uint64
5b extract_uint64 5 any 1 - : []byte uint64 -> uint64
5c replace2 7 any 1 s=byte : []byte []byte -> []byte
5d replace3 7 any 1 - : []byte uint64 []byte -> []byte
5e base64_decode 7 any 1+1/16@0 e=@base64 : []byte -> []byte
5f json_ref 7 any 25+2/7@1 r=@json_ref : []byte []byte -> any
60 balance 2 app 1 - : uint64 -> uint64
60 balance 4 app 1 - : any -> uint64
61 app_opted_in 2 app 1 - : uint64 uint64 -> bool
61 app_opted_in 4 app 1 - : any uint64 -> bool
62 app_local_get 2 app 1 - : uint64 stateKey -> any
62 app_local_get 4 app 1 - : any stateKey -> any
63 app_local_get_ex 2 app 1 - : uint64 uint64 stateKey -> any bool
63 app_local_get_ex 4 app 1 - : any uint64 stateKey -> any bool
64 app_global_get 2 app 1 - : stateKey -> any
65 app_global_get_ex 2 app 1 - : uint64 stateKey -> any bool
66 app_local_put 2 app 1 - : uint64 stateKey any ->
66 app_local_put 4 app 1 - : any stateKey any ->
67 app_global_put 2 app 1 - : stateKey any ->
68 app_local_del 2 app 1 - : uint64 stateKey ->
68 app_local_del 4 app 1 - : any stateKey ->
69 app_global_del 2 app 1 - : stateKey ->
70 asset_holding_get 2 app 1 f=@asset_holding : uint64 uint64 -> any bool
70 asset_holding_get 4 app 1 f=@asset_holding : any uint64 -> any bool
71 asset_params_get 2 app 1 f=@asset_params : uint64 -> any bool
72 app_params_get 5 app 1 f=@app_params : uint64 -> any bool
73 acct_params_get 6 app 1 f=@acct_params : any -> any bool
74 voter_params_get 11 app 1 f=@voter_params : any -> any bool
75 online_stake 11 app 1 - : -> uint64
76 app_params_set 13 app 1 f=@app_params_set : uint64 ->
78 min_balance 3 app 1 - : uint64 -> uint64
78 min_balance 4 app 1 - : any -> uint64
80 pushbytes 3 any 1 bytes=bytes : -> []byte
81 pushint 3 any 1 uint=int : -> uint64
82 pushbytess 8 any 1 bytess=bytess : ->
83 pushints 8 any 1 uints=ints : ->
84 ed25519verify_bare 7 any 1900 - : []byte [64]byte [32]byte -> bool
85 falcon_verify 12 any 1700 - : []byte []byte [1793]byte -> bool
87 sha512 13 any 15+2/32@0 - : []byte -> [64]byte
88 callsub 4 any 1 target=label : ->
88 callsub 13 any 1 target=varlabel : ->
89 retsub 4 any 1 - : ->
8a proto 8 any 1 a=byte,r=byte : ->
8b frame_dig 8 any 1 i=int8 : -> any
8c frame_bury 8 any 1 i=int8 : any ->
8d switch 8 any 1 targets=labels : uint64 ->
8e match 8 any 1 targets=labels : any ->
90 shl 4 any 1 - : uint64 uint64 -> uint64
91 shr 4 any 1 - : uint64 uint64 -> uint64
92 sqrt 4 any 4 - : uint64 -> uint64
93 bitlen 4 any 1 - : any -> uint64
94 exp 4 any 1 - : uint64 uint64 -> uint64
95 expw 4 any 10 - : uint64 uint64 -> uint64 uint64
96 bsqrt 6 any 40 - : bigint -> bigint
97 divw 6 any 1 - : uint64 uint64 uint64 -> uint64
98 sha3_256 7 any 130 - : []byte -> [32]byte
a0 b+ 4 any 10 - : bigint bigint -> []byte
a1 b- 4 any 10 - : bigint bigint -> bigint
a2 b/ 4 any 20 - : bigint bigint -> bigint
a3 b* 4 any 20 - : bigint bigint -> []byte
a4 b< 4 any 1 - : bigint bigint -> bool
a5 b> 4 any 1 - : bigint bigint -> bool
a6 b<= 4 any 1 - : bigint bigint -> bool
a7 b>= 4 any 1 - : bigint bigint -> bool
a8 b== 4 any 1 - : bigint bigint -> bool
a9 b!= 4 any 1 - : bigint bigint -> bool
aa b% 4 any 20 - : bigint bigint -> bigint
ab b| 4 any 6 - : []byte []byte -> []byte
ac b& 4 any 6 - : []byte []byte -> []byte
ad b^ 4 any 6 - : []byte []byte -> []byte
ae b~ 4 any 4 - : []byte -> []byte
af bzero 4 any 1 - : uint64 -> []byte
b0 log 5 app 1 - : []byte ->
b1 itxn_begin 5 app 1 - : ->
b2 itxn_field 5 app 1 f=@itxn_field : any ->
b3 itxn_submit 5 app 1 - : ->
b4 itxn 5 app 1 f=@txn : -> any
b5 itxna 5 app 1 f=@txna,i=byte : -> any
b6 itxn_next 6 app 1 - : ->
b7 gitxn 6 app 1 t=byte,f=@txn : -> any
b8 gitxna 6 app 1 t=byte,f=@txna,i=byte : -> any
b9 box_create 8 app 1 - : boxName uint64 -> bool
ba box_extract 8 app 1 - : boxName uint64 uint64 -> []byte
bb box_replace 8 app 1 - : boxName uint64 []byte ->
bc box_del 8 app 1 - : boxName -> bool
bd box_len 8 app 1 - : boxName -> uint64 bool
be box_get 8 app 1 - : boxName -> []byte bool
bf box_put 8 app 1 - : boxName []byte ->
c0 txnas 5 any 1 f=@txna : uint64 -> any
c1 gtxnas 5 any 1 t=byte,f=@txna : uint64 -> any
c2 gtxnsas 5 any 1 f=@txna : uint64 uint64 -> any
c3 args 5 sig 1 - : uint64 -> []byte
c4 gloadss 6 app 1 - : uint64 uint64 -> any
c5 itxnas 6 app 1 f=@txna : uint64 -> any
c6 gitxnas 6 app 1 t=byte,f=@txna : uint64 -> any
d0 vrf_verify 7 any 5700 s=@vrf : []byte [80]byte [32]byte -> [64]byte bool
d1 block 7 any 1 f=@block : uint64 -> any
d2 box_splice 10 app 1 - : boxName uint64 uint64 []byte ->
d3 box_resize 10 app 1 - : boxName uint64 ->
d4.01 app_box_create 13 app 1 - : uint64 boxName uint64 -> bool
d4.02 app_box_extract 13 app 1 - : uint64 boxName uint64 uint64 -> []byte
d4.03 app_box_replace 13 app 1 - : uint64 boxName uint64 []byte ->
d4.04 app_box_del 13 app 1 - : uint64 boxName -> bool
d4.05 app_box_len 13 app 1 - : uint64 boxName -> uint64 bool
d4.06 app_box_get 13 app 1 - : uint64 boxName -> []byte bool
d4.07 app_box_put 13 app 1 - : uint64 boxName []byte ->
d4.08 app_box_splice 13 app 1 - : uint64 boxName uint64 uint64 []byte ->
d4.09 app_box_resize 13 app 1 - : uint64 boxName uint64 ->
e0 ec_add 10 any 125,170,205,290 g=@ec : []byte []byte -> []byte
e1 ec_scalar_mul 10 any 1810,3430,2950,6530 g=@ec : []byte []byte -> []byte
e2 ec_pairing_check 10 any 8000+7400/64@0,8000+7400/128@0,13000+10000/96@0,13000+10000/192@0 g=@ec : []byte []byte -> bool
e3 ec_multi_scalar_mul 10 any 3600+90/32@0,7200+270/32@0,6500+95/32@0,14850+485/32@0 g=@ec : []byte []byte -> []byte
e4 ec_subgroup_check 10 any 20,3100,1850,2340 g=@ec : []byte -> bool
e5 ec_map_to 10 any 630,3300,1950,8150 g=@ec : []byte -> []byte
e6 mimc 11 any 10+550/32@0,10+550/32@0 c=@mimc : []byte -> [32]byte
e7 poseidon2 13 any 7+350/32@0,7+350/32@0 c=@poseidon2 : []byte -> [32]byte
`
