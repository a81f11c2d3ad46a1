import { AlgorandClient } from '@algorandfoundation/algokit-utils'

/** What goes wrong between the SDK and the chain. */
export interface Faults {
  beforeSend?: () => void
  afterSend?: () => void
  answer?: (path: string, body: unknown) => unknown
}

/** The same chain behind a connection that fails, or a node that lies. */
export function withFaults(algorand: AlgorandClient, faults: Faults): AlgorandClient {
  const { algod } = algorand.client
  const proxied = new Proxy(algod, {
    get: (target, property, receiver) => {
      const original: unknown = Reflect.get(target, property, receiver)
      if (property === 'sendRawTransaction') {
        return (blobs: Uint8Array[]) => ({
          do: async () => {
            faults.beforeSend?.()
            const answer = await target.sendRawTransaction(blobs).do()
            faults.afterSend?.()
            return answer
          },
        })
      }
      if (property === 'pendingTransactionInformation' && faults.answer) {
        const { answer } = faults
        return (id: string) => ({
          do: async () => answer(id, await target.pendingTransactionInformation(id).do()),
        })
      }
      return typeof original === 'function' ? (original.bind(target) as unknown) : original
    },
  })
  return AlgorandClient.fromClients({ algod: proxied })
}
