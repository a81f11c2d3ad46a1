import { concat, hex } from '../../protocol/bytes'
import type { Bytes } from '../../protocol/txn'
import { accessBox } from '../box-access'
import { fail } from '../errors'
import type { Handler, Machine } from '../machine'
import { extract, replace } from './bytes'

function checkName(m: Machine, name: Bytes): void {
  const { maxKey } = m.group.shared.params
  if (name.length === 0) fail('box names may not be zero length')
  if (name.length > maxKey) fail(`name too long: length was ${name.length}, maximum is ${maxKey}`)
}

function checkSize(m: Machine, size: bigint): number {
  const { maxBox } = m.group.shared.params
  return size > BigInt(maxBox) ? fail(`box size too large: ${size}, maximum is ${maxBox}`) : Number(size)
}

function existing(content: Bytes | undefined, name: Bytes): Bytes {
  return content ?? fail(`no such box 0x${hex(name)}`)
}

/** Replaces `length` bytes from `start` by `by`, keeping the box's size: cut off or filled with zeros at its end. */
function splice(box: Bytes, start: bigint, length: bigint, by: Bytes): Bytes {
  const size = BigInt(box.length)
  if (start > size) fail(`replacement start ${start} beyond length: ${size}`)
  const end = start + length
  if (end > size) fail(`splice end ${end} beyond original length: ${size}`)
  if (start + BigInt(by.length) > size) fail('splice inserted bytes too long')
  const spliced = concat(box.subarray(0, Number(start)), by, box.subarray(Number(end)))
  const out = new Uint8Array(box.length)
  out.set(spliced.subarray(0, box.length))
  return out
}

type BoxHandler = (m: Machine, app: bigint, name: Bytes, args: readonly (bigint | Bytes)[]) => void

/** The same operation on the running app's boxes (`box_x`) and on any app's (`app_box_x`, the app is the deepest argument). */
const BOX: Readonly<Record<string, BoxHandler>> = {
  create: (m, app, name, [wanted]) => {
    checkName(m, name)
    const size = checkSize(m, wanted as bigint)
    const content = accessBox(m, app, name, 'create', size)
    if (!content) m.host.boxPut(app, name, new Uint8Array(size))
    m.pushBool(!content)
  },
  extract: (m, app, name, [start, length]) => {
    checkName(m, name)
    const content = existing(accessBox(m, app, name, 'read'), name)
    m.push(extract(content, start as bigint, length as bigint))
  },
  replace: (m, app, name, [start, by]) => {
    checkName(m, name)
    const content = existing(accessBox(m, app, name, 'write'), name)
    m.host.boxPut(app, name, replace(content, start as bigint, by as Bytes))
  },
  splice: (m, app, name, [start, length, by]) => {
    checkName(m, name)
    const content = existing(accessBox(m, app, name, 'write'), name)
    m.host.boxPut(app, name, splice(content, start as bigint, length as bigint, by as Bytes))
  },
  del: (m, app, name) => {
    checkName(m, name)
    const content = accessBox(m, app, name, 'delete')
    if (content) m.host.boxDel(app, name)
    m.pushBool(content !== undefined)
  },
  resize: (m, app, name, [wanted]) => {
    checkName(m, name)
    const size = checkSize(m, wanted as bigint)
    const content = existing(accessBox(m, app, name, 'resize', size), name)
    const resized = new Uint8Array(size)
    resized.set(content.subarray(0, size))
    m.host.boxPut(app, name, resized)
  },
  len: (m, app, name) => {
    checkName(m, name)
    const content = accessBox(m, app, name, 'read')
    m.stack.push(BigInt(content?.length ?? 0), content ? 1n : 0n)
  },
  get: (m, app, name) => {
    checkName(m, name)
    const content = accessBox(m, app, name, 'read')
    m.stack.push(content ?? new Uint8Array(0), content ? 1n : 0n)
  },
  put: (m, app, name, [value]) => {
    checkName(m, name)
    const bytes = value as Bytes
    const content = accessBox(m, app, name, 'write', bytes.length)
    if (content && content.length !== bytes.length) {
      fail(`attempt to box_put wrong size ${content.length} != ${bytes.length}`)
    }
    m.host.boxPut(app, name, bytes)
  },
}

export const boxOps: Record<string, Handler> = Object.fromEntries(
  Object.entries(BOX).flatMap(([verb, run]): [string, Handler][] => [
    [
      `box_${verb}`,
      (m, { op }) => {
        const [name, ...args] = m.stack.splice(m.stack.length - op.args.length)
        run(m, m.app.id, name as Bytes, args)
      },
    ],
    [
      `app_box_${verb}`,
      (m, { op }) => {
        const [app, name, ...args] = m.stack.splice(m.stack.length - op.args.length)
        run(m, app as bigint, name as Bytes, args)
      },
    ],
  ]),
)
