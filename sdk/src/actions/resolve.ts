import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { noteLines, releaseOf } from '../internal/words'
import { checkGiven, checkNumber } from '../pure/check'
import type { Statement } from '../pure/statement'
import { statementOf } from '../pure/statement'
import type { EngagementRef } from '../pure/types'
import { splitRelease } from '../pure/money'
import { resolveRule } from '../pure/rules'

/** Options of `resolve`. */
export interface ResolveOptions extends ActionOptions, Statement {
  /** USDC base units released to the freelancer, before the fee */
  release: bigint
  /** whether the milestone counts as accomplished */
  accomplished: boolean
}

/**
 * Rule on a disputed milestone: how much is released, and whether it counts.
 * Codes: notArbiter, noEngagement, versionConflict, notHired, notDisputed, releaseTooHigh, noteTooLong.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { resolve, usdc } from '@holdfast/sdk'
 * export async function example(arbiter: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await resolve(arbiter, engagement, { release: usdc('150'), accomplished: true, note: 'half was delivered' })
 * }
 * ```
 */
export const resolve = /* @__PURE__ */ defineAction(async (account, ref: EngagementRef, options: ResolveOptions) => {
  const said = await statementOf(options)
  const { accomplished } = checkGiven('options', options)
  const release = checkNumber('release', options.release)
  return planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'resolve', ...on, release, accomplished, ...said },
      rule: resolveRule,
      exit: (stake) => splitRelease(stake, release),
      events: ['ProgressPosted', 'MilestoneClosed'],
      step: call(project.id, 'resolve(address,uint64,uint64,bool,byte[32],string)void', [
        freelancer,
        version,
        release,
        accomplished,
        said.evidence,
        said.note,
      ]),
      title: `Rule on ${milestoneOf(engagement)}: ${releaseOf(release, accomplished)}`,
      lines: noteLines(said),
    }
  })
})
