/** What the two protocol versions allow, as data. Amounts are microalgos, sizes bytes. */
export type ConsensusParams = {
  readonly name: 'v41' | 'v42'
  /** the version's name on the wire */
  readonly url: string
  readonly avmVersion: number

  readonly minBalance: bigint
  readonly minTxnFee: bigint
  /** upper bound on LastValid - FirstValid */
  readonly maxTxnLife: bigint
  readonly maxGroupSize: number
  readonly maxNote: number
  /** notes above this many bytes pay the surcharge */
  readonly freeNote: number
  /** millionths of the minimum fee that each byte above a free size costs; 0: no surcharges in this version */
  readonly byteSurcharge: bigint
  readonly maxBlockBytes: number

  readonly maxAssetName: number
  readonly maxAssetUnitName: number
  readonly maxAssetUrl: number
  readonly maxAssetDecimals: number

  readonly appMinBalance: bigint
  readonly optInMinBalance: bigint
  readonly schemaMinBalance: bigint
  readonly schemaUintMinBalance: bigint
  readonly schemaBytesMinBalance: bigint
  readonly boxMinBalance: bigint
  readonly boxByteMinBalance: bigint

  readonly maxAppArgs: number
  readonly maxAppTotalArgs: number
  readonly freeAppTotalArgs: number
  readonly maxAppAccounts: number
  readonly maxAppForeignApps: number
  readonly maxAppForeignAssets: number
  readonly maxAppBoxes: number
  readonly maxAppReferences: number
  readonly maxAppAccess: number
  readonly programPage: number
  readonly maxExtraPages: number
  /** programs beyond this many extra pages pay the surcharge and count against the box I/O budget */
  readonly freeExtraPages: number
  readonly maxGlobalSchema: number
  readonly maxLocalSchema: number
  readonly maxKey: number
  readonly maxBytesValue: number
  readonly maxKeyValue: number
  /** an update may change extra pages and global schema, and makes the updater the size sponsor */
  readonly sizeUpdates: boolean
  /** a locals reference may name the called app by 0 */
  readonly zeroLocalsApp: boolean
  /** an auth-addr equal to the sender is refused */
  readonly authAddrMustDiffer: boolean
  readonly maxAvmBytes: number

  readonly appBudget: number
  readonly maxInnerTxns: number
  readonly maxCallDepth: number
  readonly maxLogCalls: number
  readonly maxLogBytes: number

  readonly maxBox: number
  readonly boxBytesPerReference: number

  readonly lsigBudget: number
  /** bytes of logic signature per transaction of the group, pooled, that are free */
  readonly lsigFreeBytes: number
  readonly maxLsigProgram: number
  readonly lsigMsig: boolean
  readonly lsigLmsig: boolean

  /** headers carry load and congestion */
  readonly loadTracking: boolean
  /** the next protocol that nodes of this one vote for, and how many rounds its change is away when it is proposed */
  readonly upgrade: { readonly to: string; readonly delay: bigint } | undefined
  /** how many rounds a vote takes, and how many of them have to approve */
  readonly upgradeVoteRounds: bigint
  readonly upgradeThreshold: bigint
  readonly rewardsRecalculation: number
  readonly bonus: bigint
}

const V42_URL = 'https://github.com/algorandfoundation/specs/tree/268b63433a907455d439995bf916f6b296018f4f'

const v41: ConsensusParams = {
  name: 'v41',
  url: 'https://github.com/algorandfoundation/specs/tree/953304de35264fc3ef91bcd05c123242015eeaed',
  avmVersion: 12,

  minBalance: 100_000n,
  minTxnFee: 1_000n,
  maxTxnLife: 1_000n,
  maxGroupSize: 16,
  maxNote: 1_024,
  freeNote: 1_024,
  byteSurcharge: 0n,
  maxBlockBytes: 5 * 1024 * 1024,

  maxAssetName: 32,
  maxAssetUnitName: 8,
  maxAssetUrl: 96,
  maxAssetDecimals: 19,

  appMinBalance: 100_000n,
  optInMinBalance: 100_000n,
  schemaMinBalance: 25_000n,
  schemaUintMinBalance: 3_500n,
  schemaBytesMinBalance: 25_000n,
  boxMinBalance: 2_500n,
  boxByteMinBalance: 400n,

  maxAppArgs: 16,
  maxAppTotalArgs: 2_048,
  freeAppTotalArgs: 2_048,
  maxAppAccounts: 8,
  maxAppForeignApps: 8,
  maxAppForeignAssets: 8,
  maxAppBoxes: 8,
  maxAppReferences: 8,
  maxAppAccess: 16,
  programPage: 2_048,
  maxExtraPages: 3,
  freeExtraPages: 3,
  maxGlobalSchema: 64,
  maxLocalSchema: 16,
  maxKey: 64,
  maxBytesValue: 128,
  maxKeyValue: 128,
  sizeUpdates: false,
  zeroLocalsApp: false,
  authAddrMustDiffer: false,
  maxAvmBytes: 4_096,

  appBudget: 700,
  maxInnerTxns: 16,
  maxCallDepth: 8,
  maxLogCalls: 32,
  maxLogBytes: 1_024,

  maxBox: 32_768,
  boxBytesPerReference: 2_048,

  lsigBudget: 20_000,
  lsigFreeBytes: 1_000,
  maxLsigProgram: 16_000,
  lsigMsig: false,
  lsigLmsig: true,

  loadTracking: false,
  upgrade: { to: V42_URL, delay: 208_000n },
  upgradeVoteRounds: 10_000n,
  upgradeThreshold: 9_000n,
  rewardsRecalculation: 500_000,
  bonus: 10_000_000n,
}

const v42: ConsensusParams = {
  ...v41,
  name: 'v42',
  url: V42_URL,
  avmVersion: 13,
  maxNote: 4_096,
  byteSurcharge: 100n,
  maxAppTotalArgs: 16_384,
  maxExtraPages: 7,
  sizeUpdates: true,
  zeroLocalsApp: true,
  authAddrMustDiffer: true,
  loadTracking: true,
  upgrade: undefined,
}

export const PROTOCOLS: Readonly<Record<'v41' | 'v42', ConsensusParams>> = { v41, v42 }
