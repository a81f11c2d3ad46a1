/**
 * Writes docs/costs.md from measured runs; `--check` fails when the committed file says anything else. On the embedded
 * chain, or with CHAIN=node on a real one: the figures are the same.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '@holdfast/contracts/artifacts/manifest.json'
import { APP_SPEC } from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { measureDeposits, measureProject, measureRest, openWorld } from '../tests/support/costs'

const target = fileURLToPath(new URL('../docs/costs.md', import.meta.url))
const figure = (value: number | bigint) => value.toLocaleString('en-US')

async function render(): Promise<string> {
  const world = await openWorld()
  const costs = [...(await measureRest(world)), ...(await measureProject(world))]
  const deposits = await measureDeposits(world)
  const programs = Object.entries(manifest.programs).map(([name, { approvalBytes, clearBytes }]) => {
    const limit = name === 'Protocol' ? 3_072 : 6_144
    return `| ${name} | ${figure(approvalBytes)} | ${clearBytes} | ${figure(approvalBytes + clearBytes)} | ${figure(limit)} |`
  })
  const { approvalBytes, clearBytes } = manifest.programs.MilestoneProject
  const perMethod = ((approvalBytes + clearBytes) / APP_SPEC.methods.length).toFixed(1)
  const calls = costs.map(
    ({ action, fee, opcodes, budget, references }) =>
      `| ${action} | ${figure(fee)} | ${figure(opcodes)} | ${figure(budget)} | ${references} |`,
  )
  return `# Costs

Written by \`npm run costs\` from measured runs of the committed programs; do not edit. Fees and deposits are microALGO at a
minimum fee of 1,000.

## Programs, in bytes

| Program | Approval | Clear | Together | Limit |
|---|---|---|---|---|
${programs.join('\n')}

MilestoneProject has ${APP_SPEC.methods.length} methods: ${perMethod} bytes each, of at most 205.

## Deposits

All of it comes back: the project's at closing, a box with the dismissal or the withdrawn offer, the opt-in with leaving.

| Deposit | Paid by | microALGO | Limit |
|---|---|---|---|
| project | client | ${figure(deposits.project)} | 740,000 |
| engagement of 3 milestones | client | ${figure(deposits.boxOf3)} | 110,000 |
| engagement of 50 milestones | client | ${figure(deposits.boxOf50)} | 410,000 |
| joining a project | freelancer | ${figure(deposits.freelancer)} | 157,000 |

## Calls

The fee is that of the whole group, payments and deposits included. Opcodes are those the whole group used, calls the
Protocol makes included; the budget is what its own transactions bring. A \`*\` marks an exit after the project's fee was
lowered, when one more transfer takes the excess back to the client.

| Call | Fee | Opcodes | Budget | References |
|---|---|---|---|---|
${calls.join('\n')}
`
}

const text = await render()
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('docs/costs.md does not say what was measured: run `npm run costs` and commit the file.')
    process.exitCode = 1
  } else console.log('docs/costs.md says what was measured')
} else {
  writeFileSync(target, text)
  console.log('wrote docs/costs.md')
}
