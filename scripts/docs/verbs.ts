import { AGREEMENT } from './verbs-agreement'
import { DISPUTE } from './verbs-dispute'
import { MONEY } from './verbs-money'
import { WAYS_OUT } from './verbs-ways-out'
import { WORK } from './verbs-work'
import type { VerbPage } from './verb-page'

/** One page each, in the order of a project's life. */
export const VERBS: readonly VerbPage[] = [...AGREEMENT, ...WORK, ...WAYS_OUT, ...DISPUTE, ...MONEY]
