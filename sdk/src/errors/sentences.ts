/**
 * The sentences of the errors that the SDK raises itself, by the name of their class; those of the contracts are generated.
 * Each is an export of its own, so that a bundle holds those of the errors that it can raise.
 */

/** A code, what happened and what to do next; `{0}`, `{1}`, ... stand for what was at hand when it happened. */
export interface Sentence {
  name: string
  code: string
  happened: string
  remedy: string
}

export const AmountError = {
  name: 'AmountError',
  code: 'badAmount',
  happened: '"{0}" is not an amount: {1}.',
  remedy: 'Write the exact amount, with a point and at most 6 decimals for USDC.',
} as const satisfies Sentence
export const AddressError = {
  name: 'AddressError',
  code: 'badAddress',
  happened: 'The {0} "{1}" is not an Algorand address.',
  remedy: 'Copy all 58 characters: the last ones are a checksum, so a misspelt address is always found.',
} as const satisfies Sentence
export const WrongNetworkError = {
  name: 'WrongNetworkError',
  code: 'wrongNetwork',
  happened: 'This node is on "{1}", not on "{0}".',
  remedy: 'Connect to a node of the right network, or pass the app id of a Protocol on this one.',
} as const satisfies Sentence
export const UnknownProtocolError = {
  name: 'UnknownProtocolError',
  code: 'unknownProtocol',
  happened: 'There is no Holdfast Protocol at "{0}".',
  remedy:
    'Pass its app id, a bigint such as 1004n: whoever deployed it can tell, and `deployProtocol` of `@holdfast/sdk/deploy` deploys one of your own. A name stands for the one that this release knows there, if any.',
} as const satisfies Sentence
export const NotGenuineError = {
  name: 'NotGenuineError',
  code: 'notGenuine',
  happened: 'App {0} is not a genuine Holdfast project: {1}.',
  remedy: 'Send it nothing. Check the app id with whoever gave it to you.',
} as const satisfies Sentence
export const ProjectGoneError = {
  name: 'ProjectGoneError',
  code: 'projectGone',
  happened: 'There is no app {0}: the project was closed, or the id is wrong.',
  remedy:
    'Nothing of a closed project is left to act on, and nothing was sent. Whoever still has local state in it gets the ALGO reserved for that back with `leave`.',
} as const satisfies Sentence
export const InsufficientUsdcError = {
  name: 'InsufficientUsdcError',
  code: 'insufficientUsdc',
  happened: '{0} holds {2} USDC; this needs {1}.',
  remedy: 'Send it {3} USDC more and try again.',
} as const satisfies Sentence
export const InsufficientAlgoError = {
  name: 'InsufficientAlgoError',
  code: 'insufficientAlgo',
  happened: '{0} has {2} ALGO above its minimum balance; this needs {1}.',
  remedy: 'Send it {3} ALGO more and try again; deposits come back when things close.',
} as const satisfies Sentence
export const FeeLimitError = {
  name: 'FeeLimitError',
  code: 'aboveMaxFee',
  happened: 'The fees of this group are {0} microALGO; you allow at most {1}.',
  remedy: 'Nothing was sent. Wait until the network is less busy, or raise `maxFee`.',
} as const satisfies Sentence
export const SignatureFeeError = {
  name: 'SignatureFeeError',
  code: 'signatureFee',
  happened: 'This account signs with Falcon-1024, and the fees of this group do not pay for that.',
  remedy:
    "Nothing was sent. Say how the account signs, `escrow.as({ address, signer, signature: 'falcon1024' })`, and prepare again.",
} as const satisfies Sentence
export const NotOptedInError = {
  name: 'NotOptedInError',
  code: 'notOptedIn',
  happened: '{0} has not opted in to USDC (asset {1}).',
  remedy: 'Opt that account in first: a transfer of 0 from it to itself, which reserves 0.1 ALGO of its balance.',
} as const satisfies Sentence
export const FrozenError = {
  name: 'FrozenError',
  code: 'frozen',
  happened: 'The issuer of USDC has frozen {0}.',
  remedy: 'Nothing was sent. Only the issuer can lift a freeze; the escrow keeps what is in it safe until then.',
} as const satisfies Sentence
export const SignatureRejectedError = {
  name: 'SignatureRejectedError',
  code: 'signatureRejected',
  happened: 'The transactions were not signed.',
  remedy:
    'Nothing was sent. Ask again, or complete the prepared action while it is valid. The cause is what the wallet said: one that cannot read `rejectVersion`, of Algorand v41, has to be updated.',
} as const satisfies Sentence
export const BadSignatureError = {
  name: 'BadSignatureError',
  code: 'badSignature',
  happened: 'The wallet returned something that cannot be sent: {0}.',
  remedy:
    'Nothing was sent. Check that the wallet is up to date and holds the key of this account, and ask again; if the account was rekeyed meanwhile, prepare again.',
} as const satisfies Sentence
export const NodeError = {
  name: 'NodeError',
  code: 'nodeUnreachable',
  happened: 'The Algorand node did not answer.',
  remedy:
    'Check its address and your connection. If something was being sent, complete it again: that has no double effect.',
} as const satisfies Sentence
export const LyingNodeError = {
  name: 'LyingNodeError',
  code: 'lyingNode',
  happened: 'The node gave an answer that cannot be true: {0}.',
  remedy: 'Trust nothing it said; ask another node what happened to the transaction before you act.',
} as const satisfies Sentence
export const AlreadySentError = {
  name: 'AlreadySentError',
  code: 'alreadySent',
  happened: 'The same intent was sent a short while ago, so it was not sent again.',
  remedy: 'Read the state: it has taken effect, or will. To do the same thing twice on purpose, pass another `intent`.',
} as const satisfies Sentence
export const ExpiredError = {
  name: 'ExpiredError',
  code: 'expired',
  happened: 'The prepared action was valid until round {0} and was never confirmed.',
  remedy: 'It can no longer take effect: prepare it again.',
} as const satisfies Sentence
export const UnconfirmedError = {
  name: 'UnconfirmedError',
  code: 'unconfirmed',
  happened: 'Transaction {0} was sent and is not confirmed yet.',
  remedy: 'Complete the prepared action again: it waits for the same transaction and cannot take effect twice.',
} as const satisfies Sentence
export const TemplateExistsError = {
  name: 'TemplateExistsError',
  code: 'templateExists',
  happened: 'Template {0} holds the project program of this release already, or is begun for it.',
  remedy: 'Nothing was sent. Go on with that one: write what is missing, seal it, activate it. `deployProtocol` does.',
} as const satisfies Sentence
export const InputError = {
  name: 'InputError',
  code: 'badInput',
  happened: '{0}',
  remedy: '{1}',
} as const satisfies Sentence
export const UnexpectedError = {
  name: 'UnexpectedError',
  code: 'unexpected',
  happened: 'The call failed: {0}',
  remedy:
    'Nothing changed: a failed group has no effect. Prepare it again, for the account may have changed since; the cause holds what the node said.',
} as const satisfies Sentence
