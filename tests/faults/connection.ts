/** A connection between the SDK and its node that loses, repeats, delays and reorders, and a node that lies. */
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { Random } from '../engine/random'

export const KINDS = ['drop', 'lose the answer', 'repeat', 'delay', 'reorder', 'lie'] as const
export type Kind = (typeof KINDS)[number]
export type Count = Record<Kind, number>

const lost = () => new TypeError('fetch failed')

/** What of algod the SDK uses to send and to learn the outcome. */
const CALLS = [
  'sendRawTransaction',
  'pendingTransactionInformation',
  'getTransactionParams',
  'status',
  'accountInformation',
]

/** @param block makes one: a network does while nobody sends, and who waits for the next one must not wait for ever */
export function faulty(
  algorand: AlgorandClient,
  random: Random,
  oneIn: number,
  count: Count,
  block: () => void,
): AlgorandClient {
  const { algod } = algorand.client
  /** a group that is kept back and sent again behind a later one */
  let late: Uint8Array[] | undefined
  const proxied = new Proxy(algod, {
    get(target, property) {
      const original: unknown = Reflect.get(target, property, target)
      if (typeof original !== 'function') return original
      if (property === 'statusAfterBlock') block()
      if (!CALLS.includes(String(property))) return original.bind(target) as unknown
      return (...args: unknown[]) => {
        const request = original.apply(target, args) as { do(): Promise<unknown> }
        const again = () => (original.apply(target, args) as { do(): Promise<unknown> }).do()
        const run = request.do.bind(request)
        request.do = async () => {
          if (!random.chance(oneIn)) return run()
          const kind = random.pick(KINDS)
          count[kind] += 1
          switch (kind) {
            case 'drop':
              throw lost()
            case 'lose the answer':
              await run().catch(() => undefined)
              throw lost()
            case 'repeat':
              await run().catch(() => undefined)
              return again()
            case 'delay':
              await new Promise((resolve) => setImmediate(resolve))
              return run()
            case 'reorder': {
              if (property !== 'sendRawTransaction') return run()
              const held = late
              late = args[0] as Uint8Array[]
              const answer = await run()
              if (held !== undefined)
                await target
                  .sendRawTransaction(held)
                  .do()
                  .catch(() => undefined)
              return answer
            }
            case 'lie': {
              // A node that denies what it confirmed, or answers nothing at all.
              if (property === 'pendingTransactionInformation')
                throw Object.assign(new Error('could not find the transaction'), { status: 404 })
              if (property === 'sendRawTransaction') {
                await run()
                throw Object.assign(new Error('TransactionPool.Remember: overspend'), { status: 400 })
              }
              return run()
            }
          }
        }
        return request
      }
    },
  })
  return AlgorandClient.fromClients({ algod: proxied }).setSuggestedParamsCacheTimeout(0)
}
