/** Test files share a process and what it has loaded: what belongs to one file alone begins anew with each. */
import { countKeysAnew } from '../engine/keys'
import { rowBegins } from '../engine/settings'

countKeysAnew()
rowBegins()
