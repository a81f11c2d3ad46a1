/** The life of a 300 USDC milestone, every way it can end, on a chain in this process. Checks what it shows. */
import { usdc } from '@holdfast/sdk'
import { readHoldings, type Holdings } from './demo/holdings'
import { playStep, SCENES, START, type Scene, type Shares } from './demo/scenes'
import { bold, cells, dim, fit, green, header, money, paragraph, progress, red, row, RULE, say } from './demo/screen'
import { setTheStage, type Stage } from './demo/stage'

type Ending = { scene: Scene; got: Record<keyof Shares, bigint>; asWritten: boolean }

async function main(): Promise<void> {
  const startedAt = performance.now()
  say(bold(paragraph('Holdfast: one milestone of 300 USDC, and every way it can end')))
  say(dim(paragraph('Ada has 1,000 USDC and pays, Ben works, Cleo is the arbiter of one project.')))
  say(dim(paragraph('The programs are the real ones, on a chain inside this process.')))
  const stage = await setTheStage(progress)
  say()
  say(header('Who holds how much USDC'))
  say(RULE)

  const endings: Ending[] = []
  const beginning = stage.devnet.snapshot()
  for (const [index, scene] of SCENES.entries()) {
    stage.devnet.revert(beginning)
    endings.push(await playScene(stage, scene, index + 1))
  }
  summary(endings)

  const wrong = endings.filter(({ asWritten }) => !asWritten)
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  say(`${endings.length} endings played in ${seconds} seconds.`)
  if (wrong.length > 0) throw new Error(`${wrong.length} endings do not pay what the rules say`)
  say('Every ending pays what the rules say.')
  say(`Next: ${bold('npm test')}, ${bold('npm run examples')}, docs/quickstart.md`)
}

async function playScene(stage: Stage, scene: Scene, number: number): Promise<Ending> {
  const engaged = stage[scene.project]
  const before = await readHoldings(stage, engaged)
  say(bold(`${number}. ${scene.title}`))
  let holdings = before
  for (const step of [START, ...scene.steps]) {
    progress(step.text)
    const code = await playStep(step, stage, engaged)
    const now = await readHoldings(stage, engaged)
    if (code !== undefined) ensureUnchanged(holdings, now)
    say(code === undefined ? row(`   ${step.text}`, now, holdings) : refusal(step.text, code))
    holdings = now
  }
  say(RULE)
  return endingOf(scene, before, holdings)
}

function refusal(text: string, code: string): string {
  return fit(`   ${text}`) + red(`  ✗ refused: ${code}`)
}

function ensureUnchanged(before: Holdings, now: Holdings): void {
  if (money(before.escrow) !== money(now.escrow) || before.ada !== now.ada || before.ben !== now.ben) {
    throw new Error('a refused call moved money')
  }
}

/** What each got of the deposit: Ada's part is what came back of the 309 she paid. */
function endingOf(scene: Scene, before: Holdings, after: Holdings): Ending {
  const deposit = usdc('309')
  const got = {
    ada: after.ada - before.ada + deposit,
    ben: after.ben - before.ben,
    burned: after.burned - before.burned,
    fees: after.fees - before.fees,
  }
  const keys = Object.keys(got) as (keyof Shares)[]
  const asWritten = keys.every((key) => got[key] === usdc(scene.shares[key])) && after.escrow === 0n
  return { scene, got, asWritten }
}

function summary(endings: readonly Ending[]): void {
  say()
  const title = 'Of the 309 USDC that Ada deposited'
  say(bold(fit(title) + cells(['to Ada', 'to Ben', 'burned', 'fees'])))
  say(RULE)
  for (const { scene, got, asWritten } of endings) {
    const mark = asWritten ? green(cells(['✓'])) : red(cells(['✗ wrong']))
    say(fit(scene.title) + cells([got.ada, got.ben, got.burned, got.fees].map(money)) + mark)
  }
  say(RULE)
}

main().catch((error: unknown) => {
  say()
  console.error(error)
  process.exitCode = 1
})
