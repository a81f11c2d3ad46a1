/** A code, what happened and what to do next; `{0}`, `{1}`, ... stand for what was at hand when it happened. */
interface Sentence {
  code: string
  happened: string
  remedy: string
}

/** The sentences of the errors that the SDK raises itself, by the name of their class. Those of the contracts are generated. */
export const SENTENCES = {
  AmountError: {
    code: 'badAmount',
    happened: '"{0}" is not an amount: {1}.',
    remedy: 'Write the exact amount, with a point and at most 6 decimals for USDC.',
  },
  AddressError: {
    code: 'badAddress',
    happened: 'The {0} "{1}" is not an Algorand address.',
    remedy: 'Copy all 58 characters: the last ones are a checksum, so a misspelt address is always found.',
  },
  WrongNetworkError: {
    code: 'wrongNetwork',
    happened: 'This node is on "{1}", not on "{0}".',
    remedy: 'Connect to a node of the right network, or pass the app id of a Protocol on this one.',
  },
  UnknownProtocolError: {
    code: 'unknownProtocol',
    happened: 'There is no Holdfast Protocol at "{0}".',
    remedy: 'Pass the app id that the deploy script wrote, or the name of a network that has one.',
  },
  NotGenuineError: {
    code: 'notGenuine',
    happened: 'App {0} is not a genuine Holdfast project: {1}.',
    remedy: 'Send it nothing. Check the app id with whoever gave it to you.',
  },
  ProjectGoneError: {
    code: 'projectGone',
    happened: 'There is no app {0}: the project was closed, or the id is wrong.',
    remedy:
      'Nothing of a closed project is left to act on, and nothing was sent. Whoever still has local state in it gets the ALGO reserved for that back with `leave`.',
  },
  InsufficientUsdcError: {
    code: 'insufficientUsdc',
    happened: '{0} holds {2} USDC; this needs {1}.',
    remedy: 'Send it {3} USDC more and try again.',
  },
  InsufficientAlgoError: {
    code: 'insufficientAlgo',
    happened: '{0} has {2} ALGO above its minimum balance; this needs {1}.',
    remedy: 'Send it {3} ALGO more and try again; deposits come back when things close.',
  },
  FeeLimitError: {
    code: 'aboveMaxFee',
    happened: 'The fees of this group are {0} microALGO; you allow at most {1}.',
    remedy: 'Nothing was sent. Wait until the network is less busy, or raise `maxFee`.',
  },
  SignatureFeeError: {
    code: 'signatureFee',
    happened: 'This account signs with Falcon-1024, and the fees of this group do not pay for that.',
    remedy:
      "Nothing was sent. Say how the account signs, `escrow.as({ address, signer, signature: 'falcon1024' })`, and prepare again.",
  },
  NotOptedInError: {
    code: 'notOptedIn',
    happened: '{0} has not opted in to USDC (asset {1}).',
    remedy: 'Opt that account in first: a transfer of 0 from it to itself, which reserves 0.1 ALGO of its balance.',
  },
  FrozenError: {
    code: 'frozen',
    happened: 'The issuer of USDC has frozen {0}.',
    remedy: 'Nothing was sent. Only the issuer can lift a freeze; the escrow keeps what is in it safe until then.',
  },
  SignatureRejectedError: {
    code: 'signatureRejected',
    happened: 'The transactions were not signed.',
    remedy:
      'Nothing was sent. Ask again, or complete the prepared action while it is valid. The cause is what the wallet said: one that cannot read `rejectVersion`, of Algorand v41, has to be updated.',
  },
  BadSignatureError: {
    code: 'badSignature',
    happened: 'The wallet returned something that cannot be sent: {0}.',
    remedy: 'Nothing was sent. Check that the wallet is up to date and holds the key of this account, and ask again.',
  },
  NodeError: {
    code: 'nodeUnreachable',
    happened: 'The Algorand node did not answer.',
    remedy:
      'Check its address and your connection. If something was being sent, complete it again: that has no double effect.',
  },
  LyingNodeError: {
    code: 'lyingNode',
    happened: 'The node gave an answer that cannot be true: {0}.',
    remedy: 'Trust nothing it said; ask another node what happened to the transaction before you act.',
  },
  AlreadySentError: {
    code: 'alreadySent',
    happened: 'The same intent was sent a short while ago, so it was not sent again.',
    remedy:
      'Read the state: it has taken effect, or will. To do the same thing twice on purpose, pass another `intent`.',
  },
  ExpiredError: {
    code: 'expired',
    happened: 'The prepared action was valid until round {0} and was never confirmed.',
    remedy: 'It can no longer take effect: prepare it again.',
  },
  UnconfirmedError: {
    code: 'unconfirmed',
    happened: 'Transaction {0} was sent and is not confirmed yet.',
    remedy: 'Complete the prepared action again: it waits for the same transaction and cannot take effect twice.',
  },
  TemplateExistsError: {
    code: 'templateExists',
    happened: 'Template {0} holds the project program of this release already, or is begun for it.',
    remedy:
      'Nothing was sent. Go on with that one: write what is missing, seal it, activate it. `deployProtocol` does.',
  },
  InputError: { code: 'badInput', happened: '{0}', remedy: '{1}' },
  UnexpectedError: {
    code: 'unexpected',
    happened: 'The call failed: {0}',
    remedy: 'Nothing changed: a failed group has no effect. The cause holds what the node said.',
  },
} as const satisfies Record<string, Sentence>

/** Why something is not believed, or not taken. */
export const REASONS = {
  otherCreator: 'it was not created by Protocol {0}',
  noAppId: 'an app id is a bigint, as 1004n',
  otherProgram: 'its program is not one of a published release',
  unsigned: 'transaction {0} is not signed',
  signedAnother: 'transaction {0} is not the one that was prepared',
  fieldLeftOut:
    'transaction {0} came back without `rejectVersion`, which wallets older than Algorand v41 do not know and which keeps a call from a program that was exchanged',
  confirmedAnother: 'it confirmed another transaction',
  confirmedLate: 'it confirmed a transaction after its last valid round',
  otherEvents: 'it reports [{0}] where [{1}] follows from the call',
  otherAmounts: 'it reports {0} base units moved where {1} are at stake',
  highFee: 'it asks for {0} microALGO, {1} a byte',
  nothingSimulated: 'it simulated nothing',
  refusedByLedger: 'The ledger would refuse this call.',
  nothingToDo: 'There is nothing to do: read the state again.',
} as const

/** What the ledger refuses without a code, by verb. */
export const LEDGER_REFUSALS: Readonly<Record<string, string>> = {
  rejoin: 'This account has not left: its local state is still there.',
  leave: 'This account has no local state in the project.',
  registerArbiter: 'This account is registered as an arbiter already.',
  unregisterArbiter: 'This account is not registered as an arbiter.',
}
