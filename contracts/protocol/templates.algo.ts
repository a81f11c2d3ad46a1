import type { bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import { assert, Bytes, clone, emit, Global, loggedAssert, op } from '@algorandfoundation/algorand-typescript'
import { least } from '../shared/arithmetic.algo'
import { ERR_TEMPLATE_HASH_WRONG, ERR_TEMPLATE_NOT_SEALED, ERR_TEMPLATE_SEALED } from '../shared/error-codes'
import type { TemplateActivated, TemplateAdded, TemplateSealed } from './events.algo'
import { ProtocolState } from './state.algo'

/** The longest value of the AVM, and so the size of a page. */
const PAGE_SIZE = 4_096

/**
 * Program templates: added, written in chunks, sealed against a hash and activated. A sealed template never changes, so
 * what a project is made of is known from the hash alone.
 */
export abstract class Templates extends ProtocolState {
  /**
   * Reserve the boxes of a new template. Admin only.
   * Codes: notAdmin, wrongPayment.
   * @param payment the exact deposit of the boxes, by the admin to the app
   * @param kind 1 MilestoneProject, 2 BudgetProject
   * @param approvalSize bytes of the approval program, 1 to 8,192
   * @param clearProgram the whole clear-state program
   * @returns id of the template
   */
  public addTemplate(
    payment: gtxn.PaymentTxn,
    kind: uint64,
    approvalSize: uint64,
    globalUints: uint64,
    globalBytes: uint64,
    localUints: uint64,
    localBytes: uint64,
    clearProgram: bytes,
  ): uint64 {
    // check
    this.ensureAdmin()
    assert(approvalSize > 0 && approvalSize <= PAGE_SIZE + PAGE_SIZE, 'an approval program has 1 to 8,192 bytes')
    // effect
    const app = Global.currentApplicationAddress
    const before = op.minBalance(app)
    const template: uint64 = this.templateCount.value + 1
    this.templateCount.value = template
    this.templates(template).value = {
      kind,
      approvalSize,
      globalUints,
      globalBytes,
      localUints,
      localBytes,
      hash: op.bzero(32).toFixed({ length: 32 }),
      clearProgram,
    }
    const firstPage = least(approvalSize, PAGE_SIZE)
    this.pages({ template, page: 0 }).create({ size: firstPage })
    if (approvalSize > PAGE_SIZE) this.pages({ template, page: 1 }).create({ size: approvalSize - firstPage })
    this.ensurePayment(payment, op.minBalance(app) - before)
    // log
    emit<TemplateAdded>({ template, kind, approvalSize })
    return template
  }

  /**
   * Write a part of the approval program. Admin only, until the template is sealed.
   * Codes: notAdmin, noTemplate, templateSealed.
   * @param page 0 or 1: each holds 4,096 bytes
   * @param offset first byte within the page
   */
  public writeTemplate(template: uint64, page: uint64, offset: uint64, data: bytes): void {
    // check
    this.ensureAdmin()
    loggedAssert(this.loadTemplate(template).hash === op.bzero(32), ERR_TEMPLATE_SEALED)
    // effect
    this.pages({ template, page }).replace(offset, data)
  }

  /**
   * Seal a template for good, if its programs are the ones this hash names. Admin only.
   * Codes: notAdmin, noTemplate, templateSealed, templateHashWrong.
   * @param hash SHA-256(SHA-256(page 0) + SHA-256(page 1, or nothing) + SHA-256(clear program))
   */
  public sealTemplate(template: uint64, hash: bytes<32>): void {
    // check
    this.ensureAdmin()
    const record = this.loadTemplate(template)
    loggedAssert(record.hash === op.bzero(32), ERR_TEMPLATE_SEALED)
    const written = op.sha256(
      op
        .sha256(this.pages({ template, page: 0 }).value)
        .concat(op.sha256(this.pages({ template, page: 1 }).get({ default: Bytes('') })))
        .concat(op.sha256(record.clearProgram)),
    )
    loggedAssert(written === hash, ERR_TEMPLATE_HASH_WRONG)
    // effect
    record.hash = hash
    this.templates(template).value = clone(record)
    // log
    emit<TemplateSealed>({ template, hash })
  }

  /**
   * Make a sealed template the one new projects of its kind are created from. Admin only.
   * Codes: notAdmin, noTemplate, templateNotSealed.
   */
  public activateTemplate(template: uint64): void {
    // check
    this.ensureAdmin()
    const record = this.loadTemplate(template)
    loggedAssert(record.hash !== op.bzero(32), ERR_TEMPLATE_NOT_SEALED)
    // effect
    this.activeTemplates(record.kind).value = template
    // log
    emit<TemplateActivated>({ template, kind: record.kind })
  }
}
