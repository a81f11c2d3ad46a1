import type { Amounts } from './types'

/** Amounts of which a function knows each. */
export function amountsOf(amountFor: (role: keyof Amounts) => bigint): Amounts {
  return {
    client: amountFor('client'),
    freelancer: amountFor('freelancer'),
    burn: amountFor('burn'),
    protocol: amountFor('protocol'),
  }
}

export const NO_AMOUNTS: Amounts = /* @__PURE__ */ amountsOf(() => 0n)

/** All of an amount's destinations together. */
export function totalOf({ client, freelancer, burn, protocol }: Amounts): bigint {
  return client + freelancer + burn + protocol
}
