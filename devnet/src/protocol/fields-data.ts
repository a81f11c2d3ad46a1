/**
 * The fields that immediates name, one a row:
 *
 *     group number name since mode type [array] [effect] [setN]
 *
 * `effect` marks what only exists after a transaction was applied; `setN` is the version from which `itxn_field` can set it.
 * Source and upkeep as for the operations.
 */
export const FIELD_ROWS = `
txn 0 Sender 1 any address set5
txn 1 Fee 1 any uint64 set5
txn 2 FirstValid 1 any uint64
txn 3 FirstValidTime 7 any uint64
txn 4 LastValid 1 any uint64
txn 5 Note 1 any []byte set6
txn 6 Lease 1 any [32]byte
txn 7 Receiver 1 any address set5
txn 8 Amount 1 any uint64 set5
txn 9 CloseRemainderTo 1 any address set5
txn 10 VotePK 1 any [32]byte set6
txn 11 SelectionPK 1 any [32]byte set6
txn 12 VoteFirst 1 any uint64 set6
txn 13 VoteLast 1 any uint64 set6
txn 14 VoteKeyDilution 1 any uint64 set6
txn 15 Type 1 any []byte set5
txn 16 TypeEnum 1 any uint64 set5
txn 17 XferAsset 1 any uint64 set5
txn 18 AssetAmount 1 any uint64 set5
txn 19 AssetSender 1 any address set5
txn 20 AssetReceiver 1 any address set5
txn 21 AssetCloseTo 1 any address set5
txn 22 GroupIndex 1 any uint64
txn 23 TxID 1 any [32]byte
txn 24 ApplicationID 2 any uint64 set6
txn 25 OnCompletion 2 any uint64 set6
txn 26 ApplicationArgs 2 any []byte array set6
txn 27 NumAppArgs 2 any uint64
txn 28 Accounts 2 any address array set6
txn 29 NumAccounts 2 any uint64
txn 30 ApprovalProgram 2 any []byte set6
txn 31 ClearStateProgram 2 any []byte set6
txn 32 RekeyTo 2 any address set6
txn 33 ConfigAsset 2 any uint64 set5
txn 34 ConfigAssetTotal 2 any uint64 set5
txn 35 ConfigAssetDecimals 2 any uint64 set5
txn 36 ConfigAssetDefaultFrozen 2 any bool set5
txn 37 ConfigAssetUnitName 2 any []byte set5
txn 38 ConfigAssetName 2 any []byte set5
txn 39 ConfigAssetURL 2 any []byte set5
txn 40 ConfigAssetMetadataHash 2 any [32]byte set5
txn 41 ConfigAssetManager 2 any address set5
txn 42 ConfigAssetReserve 2 any address set5
txn 43 ConfigAssetFreeze 2 any address set5
txn 44 ConfigAssetClawback 2 any address set5
txn 45 FreezeAsset 2 any uint64 set5
txn 46 FreezeAssetAccount 2 any address set5
txn 47 FreezeAssetFrozen 2 any bool set5
txn 48 Assets 3 any uint64 array set6
txn 49 NumAssets 3 any uint64
txn 50 Applications 3 any uint64 array set6
txn 51 NumApplications 3 any uint64
txn 52 GlobalNumUint 3 any uint64 set6
txn 53 GlobalNumByteSlice 3 any uint64 set6
txn 54 LocalNumUint 3 any uint64 set6
txn 55 LocalNumByteSlice 3 any uint64 set6
txn 56 ExtraProgramPages 4 any uint64 set6
txn 57 Nonparticipation 5 any bool set6
txn 58 Logs 5 app []byte array effect
txn 59 NumLogs 5 app uint64 effect
txn 60 CreatedAssetID 5 app uint64 effect
txn 61 CreatedApplicationID 5 app uint64 effect
txn 62 LastLog 6 app []byte effect
txn 63 StateProofPK 6 any [64]byte set6
txn 64 ApprovalProgramPages 7 any []byte array set7
txn 65 NumApprovalProgramPages 7 any uint64
txn 66 ClearStateProgramPages 7 any []byte array set7
txn 67 NumClearStateProgramPages 7 any uint64
txn 68 RejectVersion 12 any uint64 set12
acct_params 0 AcctBalance 6 app uint64
acct_params 1 AcctMinBalance 6 app uint64
acct_params 2 AcctAuthAddr 6 app address
acct_params 3 AcctTotalNumUint 8 app uint64
acct_params 4 AcctTotalNumByteSlice 8 app uint64
acct_params 5 AcctTotalExtraAppPages 8 app uint64
acct_params 6 AcctTotalAppsCreated 8 app uint64
acct_params 7 AcctTotalAppsOptedIn 8 app uint64
acct_params 8 AcctTotalAssetsCreated 8 app uint64
acct_params 9 AcctTotalAssets 8 app uint64
acct_params 10 AcctTotalBoxes 8 app uint64
acct_params 11 AcctTotalBoxBytes 8 app uint64
acct_params 12 AcctIncentiveEligible 11 app bool
acct_params 13 AcctLastProposed 11 app uint64
acct_params 14 AcctLastHeartbeat 11 app uint64
app_params 0 AppApprovalProgram 5 app []byte
app_params 1 AppClearStateProgram 5 app []byte
app_params 2 AppGlobalNumUint 5 app uint64
app_params 3 AppGlobalNumByteSlice 5 app uint64
app_params 4 AppLocalNumUint 5 app uint64
app_params 5 AppLocalNumByteSlice 5 app uint64
app_params 6 AppExtraProgramPages 5 app uint64
app_params 7 AppCreator 5 app address
app_params 8 AppAddress 5 app address
app_params 9 AppVersion 12 app uint64
app_params 10 AppSizeSponsor 13 app address
app_params 11 AppForeignBoxReads 13 app bool
app_params 12 AppFamilyBoxAccess 13 app bool
app_params_set 11 AppForeignBoxReads 13 app bool
app_params_set 12 AppFamilyBoxAccess 13 app bool
asset_holding 0 AssetBalance 2 app uint64
asset_holding 1 AssetFrozen 2 app bool
asset_params 0 AssetTotal 2 app uint64
asset_params 1 AssetDecimals 2 app uint64
asset_params 2 AssetDefaultFrozen 2 app bool
asset_params 3 AssetUnitName 2 app []byte
asset_params 4 AssetName 2 app []byte
asset_params 5 AssetURL 2 app []byte
asset_params 6 AssetMetadataHash 2 app [32]byte
asset_params 7 AssetManager 2 app address
asset_params 8 AssetReserve 2 app address
asset_params 9 AssetFreeze 2 app address
asset_params 10 AssetClawback 2 app address
asset_params 11 AssetCreator 5 app address
base64 0 URLEncoding 7 any None
base64 1 StdEncoding 7 any None
block 0 BlkSeed 7 any [32]byte
block 1 BlkTimestamp 7 any uint64
block 2 BlkProposer 11 any address
block 3 BlkFeesCollected 11 any uint64
block 4 BlkBonus 11 any uint64
block 5 BlkBranch 11 any [32]byte
block 6 BlkFeeSink 11 any address
block 7 BlkProtocol 11 any []byte
block 8 BlkTxnCounter 11 any uint64
block 9 BlkProposerPayout 11 any uint64
block 10 BlkBranch512 13 any [64]byte
block 11 BlkSha512_256TxnCommitment 13 any [32]byte
block 12 BlkSha256TxnCommitment 13 any [32]byte
block 13 BlkSha512TxnCommitment 13 any [64]byte
ec 0 BN254g1 10 any None
ec 1 BN254g2 10 any None
ec 2 BLS12_381g1 10 any None
ec 3 BLS12_381g2 10 any None
ecdsa 0 Secp256k1 5 any None
ecdsa 1 Secp256r1 7 any None
global 0 MinTxnFee 1 any uint64
global 1 MinBalance 1 any uint64
global 2 MaxTxnLife 1 any uint64
global 3 ZeroAddress 1 any address
global 4 GroupSize 1 any uint64
global 5 LogicSigVersion 2 any uint64
global 6 Round 2 app uint64
global 7 LatestTimestamp 2 app uint64
global 8 CurrentApplicationID 2 app uint64
global 9 CreatorAddress 3 app address
global 10 CurrentApplicationAddress 5 app address
global 11 GroupID 5 any [32]byte
global 12 OpcodeBudget 6 any uint64
global 13 CallerApplicationID 6 app uint64
global 14 CallerApplicationAddress 6 app address
global 15 AssetCreateMinBalance 10 any uint64
global 16 AssetOptInMinBalance 10 any uint64
global 17 GenesisHash 10 any [32]byte
global 18 PayoutsEnabled 11 any bool
global 19 PayoutsGoOnlineFee 11 any uint64
global 20 PayoutsPercent 11 any uint64
global 21 PayoutsMinBalance 11 any uint64
global 22 PayoutsMaxBalance 11 any uint64
json_ref 0 JSONString 7 any []byte
json_ref 1 JSONUint64 7 any uint64
json_ref 2 JSONObject 7 any []byte
mimc 0 BN254Mp110 11 any None
mimc 1 BLS12_381Mp111 11 any None
poseidon2 0 BN254t2 13 any None
poseidon2 1 BLS12_381t2 13 any None
voter_params 0 VoterBalance 11 app uint64
voter_params 1 VoterIncentiveEligible 11 app bool
vrf 0 VrfAlgorand 7 any None
`
