/** The words that `int` takes for numbers: transaction types, short and long, and completions. */
const NAMED_CONSTANTS = new Map<string, bigint>()

const TRANSACTION_TYPES: [short: string, long?: string][] = [
  ['unknown'],
  ['pay', 'Payment'],
  ['keyreg', 'KeyRegistration'],
  ['acfg', 'AssetConfig'],
  ['axfer', 'AssetTransfer'],
  ['afrz', 'AssetFreeze'],
  ['appl', 'ApplicationCall'],
  ['stpf'],
  ['hb'],
]
const COMPLETIONS = ['NoOp', 'OptIn', 'CloseOut', 'ClearState', 'UpdateApplication', 'DeleteApplication']

TRANSACTION_TYPES.forEach((names, value) => {
  for (const name of names) if (name !== undefined) NAMED_CONSTANTS.set(name, BigInt(value))
})
COMPLETIONS.forEach((name, value) => NAMED_CONSTANTS.set(name, BigInt(value)))

export const namedConstant = (name: string): bigint | undefined => NAMED_CONSTANTS.get(name)
export const isNamedConstant = (name: string): boolean => NAMED_CONSTANTS.has(name)
