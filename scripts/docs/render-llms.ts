import { page } from './markdown'
import { VERBS } from './verbs'

const GUIDES = [
  ['README.md', 'what it is, two commands to try it, the states and the money'],
  ['docs/quickstart.md', 'from npm install to a paid milestone'],
  ['docs/signing.md', 'send, prepare, simulate; offline, multisig and rekeyed signers'],
  ['docs/wallets.md', 'use-wallet and what a signature does'],
  ['docs/following.md', 'events through a subscriber: your own database without an indexer'],
  ['docs/networks.md', 'LocalNet, TestNet and MainNet: deploy, status, records'],
  ['docs/testing.md', 'fixtures, the clock and the embedded chain'],
  ['docs/risks.md', 'what can go wrong with USDC, keys and silence'],
  ['docs/errors.md', 'every error code, what happened and what to do'],
  ['docs/events.md', 'every event with selector and fields'],
  ['docs/costs.md', 'measured fees, deposits and opcodes'],
  ['docs/proof.md', 'what was tested, with sizes and seeds, and what is missing'],
  ['ARCHITECTURE.md', 'roles, permissions, state, boxes, money, trust boundaries'],
  ['SECURITY.md', 'assumptions, guarantees per actor, how to report'],
] as const

/** The index for language models (llmstxt.org). */
export function renderLlms(): string {
  return page(
    '# Holdfast',
    '> Milestone escrow for USDC on Algorand: contracts, a TypeScript SDK, and an embedded chain to try it on.',
    'All amounts are bigint USDC base units (6 decimals), all times unix seconds, all rates basis points. Import from `@holdfast/sdk`; deploy scripts import `@holdfast/sdk/deploy`, tests `@holdfast/sdk/testing`. A wallet or kmd signs; the SDK never sees a key.',
    '## Guides',
    GUIDES.map(([path, about]) => `- [${path}](${path}): ${about}`).join('\n'),
    '## Verbs',
    VERBS.map(({ verb, purpose }) => `- [${verb}](docs/verbs/${verb}.md): ${purpose}`).join('\n'),
  )
}
