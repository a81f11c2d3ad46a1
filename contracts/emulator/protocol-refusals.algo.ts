/** One refusal, at least, for every code the Protocol can raise. */
import { Bytes, Uint64 } from '@algorandfoundation/algorand-typescript'
import type { ErrorCode } from '../shared/errors'
import { ProtocolEmulator, type TemplateState } from './protocol.algo'

export type ProtocolRefusal = { code: ErrorCode; template: TemplateState; call: (e: ProtocolEmulator) => void }

const refusal = (code: ErrorCode, template: TemplateState, call: (e: ProtocolEmulator) => void): ProtocolRefusal => ({
  code,
  template,
  call,
})

export const PROTOCOL_REFUSALS: ProtocolRefusal[] = [
  refusal('notAdmin', 'none', (e) => e.as(e.stranger, () => e.protocol.setFee(1))),
  refusal('notPendingAdmin', 'none', (e) => e.as(e.stranger, () => e.protocol.acceptAdmin())),
  refusal('feeAboveCap', 'none', (e) => e.as(e.admin, () => e.protocol.setFee(301))),
  refusal('treasuryNotReady', 'none', (e) => e.as(e.admin, () => e.protocol.setTreasury(e.ctx.any.account()))),
  refusal('burnNotReady', 'none', (e) => new ProtocolEmulator(e.ctx).create(e.ctx.any.account())),
  refusal('alreadyInitialised', 'none', (e) => {
    e.holds(0)
    const payment = e.payment(Uint64(200_000))
    e.as(e.admin, () => e.protocol.init(payment))
  }),
  refusal('wrongPayment', 'none', (e) => {
    const payment = e.payment(Uint64(199_999))
    e.as(e.admin, () => e.protocol.init(payment))
  }),
  refusal('wrongPayment', 'none', (e) => e.addTemplate(1)),
  refusal('nothingToSweep', 'none', (e) => {
    e.holds(0)
    e.as(e.stranger, () => e.protocol.collectFees())
  }),
  refusal('noTemplate', 'none', (e) => e.activate(1)),
  refusal('templateNotSealed', 'added', (e) => e.activate()),
  refusal('templateHashWrong', 'added', (e) => e.seal(Bytes(new Uint8Array(32).fill(9)).toFixed({ length: 32 }))),
  refusal('templateSealed', 'sealed', (e) => e.write()),
  refusal('templateSealed', 'sealed', (e) => e.seal()),
  refusal('templateNotActive', 'sealed', (e) => e.createProject()),
  refusal('protocolPaused', 'active', (e) => {
    e.as(e.admin, () => e.protocol.setPaused(true))
    e.createProject()
  }),
  refusal('feeTooHigh', 'active', (e) => e.createProject(299)),
  refusal('badParty', 'active', (e) => e.createProject(300, e.stranger)),
  refusal('arbiterNotReady', 'active', (e) => e.createProject(300, e.treasury)),
  refusal('unknownProject', 'none', (e) => {
    const foreign = e.ctx.any.application()
    e.as(e.admin, () => e.protocol.lowerProjectFee(foreign, 1))
  }),
  refusal('unknownProject', 'none', (e) => {
    const foreign = e.ctx.any.application()
    e.as(e.stranger, () => e.protocol.closeProject(foreign))
  }),
]
