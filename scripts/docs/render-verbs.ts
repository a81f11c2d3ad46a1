import { ERROR_SENTENCES } from '@holdfast/contracts/shared/errors'
import { contractCodesOf } from './contract-codes'
import { GENERATED, page, table, usdcText } from './markdown'
import { codesOf, optionsOf } from './signature'
import type { VerbPage } from './verb-page'
import { VERBS } from './verbs'

/** The page of one verb. */
export function renderVerb(verb: VerbPage): string {
  return page(
    GENERATED,
    `# ${verb.verb}`,
    verb.purpose,
    table(
      ['', ''],
      [
        ['Who may call', verb.who],
        ['From', verb.from],
        ['To', verb.to],
        ['Event', verb.events.map((event) => `[\`${event}\`](../events.md#${event.toLowerCase()})`).join(', ')],
        ['Fee, at most', `${verb.fee} microALGO ([all costs](../costs.md))`],
      ],
    ),
    '## Call',
    `\`\`\`ts\n${verb.example}\n\`\`\``,
    optionsBlock(verb.verb),
    `\`${verb.verb}.prepare(...)\` returns the same call unsigned, with a summary in plain language; \`${verb.verb}.simulate(...)\` runs it without a signature. [Signing](../signing.md) explains every form, the [options that every verb takes](../signing.md#options-of-every-verb) and [what comes back](../signing.md#what-comes-back). Who the names stand for: [before you call](index.md#before-you-call).`,
    '## The money',
    verb.money,
    verb.split && splitTable(verb.split),
    ...(verb.notes ? ['## Good to know', verb.notes.map((note) => `- ${note}`).join('\n')] : []),
    '## Errors',
    errorTable(verb),
    '## See also',
    verb.seeAlso.map((other) => link(other)).join(', '),
  )
}

function optionsBlock(verb: string): string | undefined {
  const options = optionsOf(verb)
  return options && `What it takes, beside the engagement or the project:\n\n\`\`\`typescript\n${options}\n\`\`\``
}

function splitTable(split: NonNullable<VerbPage['split']>): string {
  const rows = split.map(([label, { client, freelancer, burned, protocol }]) => [
    label,
    ...[client, freelancer, burned, protocol].map(usdcText),
    usdcText(client + freelancer + burned + protocol),
  ])
  return table(['A milestone of 300 USDC', 'Client', 'Freelancer', 'Burned', 'Protocol', 'Sum'], rows)
}

function errorTable({ verb, errors }: VerbPage): string {
  const missing = codesOf(verb).filter((code) => !(errors as readonly string[]).includes(code))
  if (missing.length > 0) throw new Error(`the page of ${verb} says nothing about ${missing.join(', ')}`)
  const ofTheContract = contractCodesOf(verb)
  if (ofTheContract && ofTheContract.join() !== errors.join()) {
    throw new Error(`the page of ${verb} names ${errors.join()}; the contract checks ${ofTheContract.join()}`)
  }
  if (errors.length === 0) return 'None of its own: the ledger refuses what is already so.'
  const rows = errors.map((code) => [`[\`${code}\`](../errors.md#${code.toLowerCase()})`, ERROR_SENTENCES[code]])
  return `In the order in which they are checked.\n\n${table(['Code', 'What happened, and what to do'], rows)}`
}

function link(verb: string): string {
  if (!VERBS.some((candidate) => candidate.verb === verb)) throw new Error(`no page for the verb ${verb}`)
  return `[${verb}](${verb}.md)`
}

/** What the examples speak of without introducing it. */
const NAMES = [
  [
    '`escrow`',
    '`createEscrowClient({ algorand, protocol })`: a stock `AlgorandClient` and the app id of a Protocol. It reads.',
  ],
  [
    '`client`, `freelancer`, `arbiter`, `admin`',
    '`escrow.as({ address, signer })`: an account and what signs for it. As an argument or a field, only the address.',
  ],
  ['`project`', 'what `createProject` or `getProject` returned, or the app id: a bigint such as `1004n`'],
  ['`engagement`', 'what `offer` or `getEngagement` returned, or `{ project, freelancer }`'],
]

/** The list of all verbs, in groups. */
export function renderVerbIndex(): string {
  const groups = [...new Set(VERBS.map(({ group }) => group))]
  return page(
    GENERATED,
    '# Verbs',
    'Everything a person does is a verb. It has the same name in the contract, the SDK, these pages and the tests.',
    '## Before you call',
    'The names in the examples, on every page:',
    table(['Name', 'What it is'], NAMES),
    'For a first try, `createEscrowFixture()` from `@holdfast/sdk/testing` gives these people, on a chain in your process, and `engagementIn` an engagement in any state ([testing](../testing.md)).',
    ...groups.flatMap((group) => [
      `## ${group}`,
      VERBS.filter((verb) => verb.group === group)
        .map(({ verb, purpose }) => `- [${verb}](${verb}.md): ${purpose}`)
        .join('\n'),
    ]),
  )
}
