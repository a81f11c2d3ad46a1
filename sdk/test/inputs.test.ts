/** What cannot work is refused before anything is sent, by an error of its own that says what to do next. */
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import {
  createEscrowClient,
  days,
  EscrowError,
  hashOf,
  InsufficientAlgoError,
  NETWORKS,
  nextActions,
  timeline,
  usdc,
} from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test, vi } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

const schedule = [{ amount: usdc('300'), duration: days(14) }]

async function refusal(
  attempt: () => unknown,
): Promise<Pick<EscrowError, 'name' | 'code' | 'shortMessage' | 'remedy'>> {
  try {
    await attempt()
  } catch (error) {
    if (error instanceof EscrowError) {
      expect(error.remedy.length).toBeGreaterThan(10)
      expect(error.message).toContain(error.shortMessage)
      return error
    }
    throw error
  }
  return expect.unreachable('it was accepted')
}

test('an address with any other last character', async () => {
  const { address } = fixture.freelancer
  const project = 1n
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.replace(address.slice(-1), '')) {
    const freelancer = address.slice(0, -1) + letter
    expect((await refusal(() => fixture.client.offer({ project, freelancer, schedule }))).name).toBe('AddressError')
  }
  expect((await refusal(() => fixture.client.createProject({ arbiter: 'nobody' }))).name).toBe('AddressError')
  expect((await refusal(() => fixture.escrow.as({ address: 'me', signer: fixture.client.signer }))).name).toBe(
    'AddressError',
  )
})

test('what is no app id, as plain JavaScript passes it', async () => {
  const { client, escrow, freelancer, engagementIn } = fixture
  const engagement = await engagementIn('waiting')
  const id = engagement.project.id
  for (const project of [Number(id), String(id), undefined, null, {}, engagement]) {
    const named = project as unknown as bigint
    const ref = { project: named, freelancer: freelancer.address }
    for (const attempt of [
      () => client.start(ref),
      () => freelancer.leave(named),
      () => client.closeProject(named),
      () => escrow.getEngagement(ref),
      () => client.offer({ ...ref, schedule }),
    ]) {
      expect((await refusal(attempt)).name).toBe('InputError')
    }
  }
  const nobody = undefined as unknown as string
  expect((await refusal(() => client.start({ project: id, freelancer: nobody }))).name).toBe('AddressError')
})

test('a node of another network', async () => {
  const { algorand, protocol, client } = fixture
  const genesisHash = NETWORKS.mainnet.genesisHash ?? ''
  const elsewhere = { algorand, protocol: protocol.id, genesisHash, address: client.address, signer: client.signer }
  const { createProject } = await import('@holdfast/sdk')
  const { genesisID } = await algorand.client.algod.getTransactionParams().do()
  expect(await refusal(() => createProject(elsewhere))).toMatchObject({
    name: 'WrongNetworkError',
    shortMessage: `This node is on "${genesisID}", not on "${genesisHash}".`,
  })
  // Whoever named the network reads its name, not its hash.
  expect(await refusal(() => createProject({ ...elsewhere, network: 'mainnet' }))).toMatchObject({
    shortMessage: `This node is on "${genesisID}", not on "mainnet".`,
  })
})

test('a network without a Protocol, and an app that is none', async () => {
  const { algorand, usdc: money } = fixture
  expect((await refusal(() => createEscrowClient({ algorand, protocol: 'mainnet' }))).name).toBe('UnknownProtocolError')
  const wrong = createEscrowClient({ algorand, protocol: money.id })
  expect((await refusal(() => wrong.getProtocol())).name).toBe('UnknownProtocolError')
})

test('an app that is no genuine project', async () => {
  const { client, escrow, protocol, usdc: money } = fixture
  for (const [id, name] of [
    [protocol.id, 'NotGenuineError'],
    [money.id, 'ProjectGoneError'],
    [999_999_999n, 'ProjectGoneError'],
  ] as const) {
    expect(
      (await refusal(() => client.offer({ project: id, freelancer: fixture.freelancer.address, schedule }))).name,
    ).toBe(name)
    expect(await escrow.verifyProject(id)).toMatchObject({ genuine: false })
  }
  const { project } = await fixture.engagementIn('offered')
  expect(await escrow.verifyProject(project)).toEqual({ genuine: true })
})

test('too little USDC, no opt-in, a frozen account', async () => {
  const poor = await fixture.newAccount({ algo: 20, usdc: usdc('308') })
  const { id } = await poor.createProject()
  const engagement = await poor.offer({ project: id, freelancer: fixture.freelancer.address, schedule })
  await fixture.freelancer.accept(engagement)
  expect(await refusal(() => poor.start(engagement))).toMatchObject({
    name: 'InsufficientUsdcError',
    needed: usdc('309'),
  })
  await fixture.usdc.freeze(poor.address, true)
  expect((await refusal(() => poor.start(engagement))).name).toBe('FrozenError')
  await fixture.usdc.freeze(poor.address, false)
  await fixture.usdc.optOut(poor)
  expect((await refusal(() => poor.start(engagement))).name).toBe('NotOptedInError')
  const { blockers } = await fixture.escrow.quote.start(engagement)
  expect(blockers.map(({ code }) => code)).toEqual(['notOptedIn'])
})

test('too little ALGO', async () => {
  const poor = await fixture.newAccount({ algo: 0.5 })
  expect((await refusal(() => poor.createProject())).name).toBe('InsufficientAlgoError')
})

test('an empty account is told the whole of what it lacks, its own minimum balance included', async () => {
  const { algorand, client, escrow } = fixture
  const { addr, signer } = algorand.account.random()
  const newcomer = escrow.as({ address: addr, signer })
  const project = await client.createProject({ intent: 'an empty account' })
  const engagement = await client.offer({ project, freelancer: newcomer.address, schedule })
  const refused = await newcomer.accept(engagement).catch((error: unknown) => error)
  if (!(refused instanceof InsufficientAlgoError)) return expect.unreachable(String(refused))
  expect(refused.message).toContain('has -0.1 ALGO above its minimum balance; this needs 0.158.')
  expect(refused.message).toContain('Send it 0.258 ALGO more')
  const amount = (refused.needed - refused.spendable).microAlgo()
  await algorand.send.payment({ sender: client.address, receiver: addr, amount, signer: client.signer })
  expect((await newcomer.accept(engagement)).verb).toBe('accept')
})

test('terms that no start would fund', async () => {
  const { client, freelancer } = fixture
  const { id } = await client.createProject({ intent: 'terms' })
  const offer = (milestone: { amount: bigint; duration: bigint }) =>
    client.offer({ project: id, freelancer: freelancer.address, schedule: [milestone] })
  expect((await refusal(() => offer({ amount: usdc('0.99'), duration: days(1) }))).code).toBe('badSchedule')
  expect((await refusal(() => offer({ amount: usdc('1'), duration: 3_599n }))).code).toBe('badSchedule')
  expect((await refusal(() => offer({ amount: -1n, duration: days(1) }))).code).toBe('badSchedule')
})

test('too many decimals', async () => {
  expect((await refusal(() => usdc('1.1234567'))).name).toBe('AmountError')
})

test('a hash of the wrong length', async () => {
  const engagement = await fixture.engagementIn('running')
  const evidence = { hash: new Uint8Array(31) }
  expect((await refusal(() => fixture.freelancer.submit(engagement, { evidence }))).code).toBe('badInput')
})

test('a node that is not there', async () => {
  const algorand = AlgorandClient.fromConfig({ algodConfig: { server: 'http://127.0.0.1', port: 1, token: '' } })
  const escrow = createEscrowClient({ algorand, protocol: 1n })
  expect((await refusal(() => escrow.getProtocol())).name).toBe('NodeError')
})

test('a node that dies before it simulates', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const { algod } = fixture.algorand.client
  const build = algod.simulateTransactions.bind(algod)
  const simulate = vi.spyOn(algod, 'simulateTransactions').mockImplementation((request) => {
    const asked = build(request)
    // What is asked is real; only it does not get through.
    asked.do = () => Promise.reject(new TypeError('fetch failed'))
    return asked
  })
  try {
    expect((await refusal(() => fixture.client.approve.simulate(engagement))).name).toBe('NodeError')
  } finally {
    simulate.mockRestore()
  }
})

/** What plain JavaScript, or a text from a form, passes where the types say bigint. */
const loose = (value: unknown) => value as bigint

test('a number that no call has room for: nothing is sent, and the option is named', async () => {
  const { client, freelancer, escrow, engagementIn } = fixture
  const engagement = await engagementIn('running')
  const disputed = await engagementIn('disputed')
  const { algod } = fixture.algorand.client
  const sent = vi.spyOn(algod, 'sendRawTransaction')
  for (const number of [-1n, 2n ** 64n, 5, '5', null].map(loose)) {
    const ruling = { release: number, accomplished: true }
    const attempts: Record<string, () => Promise<unknown>> = {
      project: () => escrow.getProject(number),
      version: () => client.approve(engagement, { version: number }),
      release: () => client.proposeSettlement(engagement, { release: number }),
      'release ': () => fixture.arbiter.resolve(disputed, ruling),
      expiresAt: () => freelancer.proposeSettlement(engagement, { release: 1n, expiresAt: number }),
      deadline: () => client.extend(engagement, { deadline: number }),
      minRefund: () => client.cancelByClient(engagement, { minRefund: number }),
      extraFee: () => client.cancelByClient(engagement, { extraFee: number }),
      maxFee: () => client.cancelByClient(engagement, { maxFee: number }),
      maxFeeBps: () => client.createProject({ maxFeeBps: number }),
      fee: () => fixture.admin.setFee(number),
      at: () => escrow.quote.cancel(engagement, { at: number }),
      'release  ': () => escrow.quote.settlement(engagement, number),
    }
    for (const [name, attempt] of Object.entries(attempts)) {
      // An option that is null is one that was left out, but for those that have to be there.
      if (number === null && !/^(project|release|deadline|fee)/.test(name)) continue
      expect.soft(await refusal(attempt), `${name} ${number}`).toMatchObject({
        name: 'InputError',
        shortMessage: `\`${name.trim()}\` cannot be ${number}.`,
      })
    }
  }
  expect(sent).not.toHaveBeenCalled()
  sent.mockRestore()
  expect(await escrow.getEngagement(engagement)).toEqual(engagement)
})

test('terms that plain JavaScript can pass', async () => {
  const { client, freelancer } = fixture
  const { id } = await client.createProject({ intent: 'loose terms' })
  const terms = { project: id, freelancer: freelancer.address, schedule }
  for (const [given, code] of [
    [{ schedule: undefined }, 'badSchedule'],
    [{ schedule: [{ amount: 300_000_000, duration: days(1) }] }, 'badInput'],
    [{ schedule: [{ amount: usdc('300'), duration: 86_400 }] }, 'badInput'],
    [{ review: 86_400 }, 'badInput'],
    [{ maxRevisions: -1n }, 'badInput'],
    [{ silenceRelease: '5000' }, 'badInput'],
    [{ terms: 12 }, 'badInput'],
  ] as const) {
    expect.soft((await refusal(() => client.offer({ ...terms, ...given } as typeof terms))).code).toBe(code)
  }
})

test('an amount is a text, and an interval a number', async () => {
  for (const attempt of [
    () => usdc(12.5 as unknown as string),
    () => usdc(undefined as unknown as string),
    () => days('14' as unknown as number),
    () => days(undefined as unknown as number),
  ]) {
    expect.soft((await refusal(attempt)).name).toBe('AmountError')
  }
})

test('a Protocol that is no app id, and a name that stands for none: the remedy leads somewhere', async () => {
  const { algorand, protocol } = fixture
  for (const named of [Number(protocol.id), undefined, -1n]) {
    expect.soft((await refusal(() => createEscrowClient({ algorand, protocol: loose(named) }))).name).toBe('InputError')
  }
  for (const named of ['somewhere', 'testnet'] as const) {
    const refused = await refusal(() => createEscrowClient({ algorand, protocol: named as 'testnet' }))
    expect.soft(refused).toMatchObject({
      name: 'UnknownProtocolError',
      shortMessage: `There is no Holdfast Protocol at "${named}".`,
      remedy: expect.stringContaining('`deployProtocol` of `@holdfast/sdk/deploy`') as string,
    })
  }
})

test('a misspelt account where nothing is sent either', async () => {
  const engagement = await fixture.engagementIn('running')
  const now = await fixture.escrow.getTime()
  expect((await refusal(() => nextActions(engagement, 'nope', now))).name).toBe('AddressError')
  expect((await refusal(() => nextActions(engagement, fixture.client.address, loose(1)))).name).toBe('InputError')
  expect((await refusal(() => fixture.escrow.listProjects({ client: 'nope' }))).name).toBe('AddressError')
})

test('an argument that is missing, or of another kind: an error of the SDK, whatever looks into it first', async () => {
  const { client, escrow, engagementIn } = fixture
  const engagement = await engagementIn('submitted')
  const [lax, reads] = [client, escrow] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>[]
  const create = createEscrowClient as (...given: unknown[]) => { as(...given: unknown[]): unknown }
  const lost: [string, () => unknown][] = [
    ['engagement', () => reads?.getEngagement?.()],
    ['project', () => reads?.getProject?.()],
    ['parameters', () => lax?.offer?.()],
    ['engagement', () => lax?.approve?.()],
    ['engagement', () => lax?.start?.('of my freelancer')],
    ['options', () => lax?.extend?.(engagement)],
    ['options', () => lax?.resolve?.(engagement)],
    ['action', () => lax?.complete?.()],
    ['prepared', () => reads?.submitPrepared?.()],
    ['parameters', () => create()],
    ['algorand', () => create({ protocol: 1n })],
    ['protocol', () => create({ algorand: fixture.algorand })],
    ['account', () => create({ algorand: fixture.algorand, protocol: 1n }).as()],
    ['engagement', () => timeline(undefined as never)],
    ['engagement', () => nextActions(undefined as never, client.address, 0n)],
    ['content', () => hashOf(5 as never)],
  ]
  for (const [argument, attempt] of lost) {
    const { code, shortMessage } = await refusal(async () => attempt())
    expect.soft([code, shortMessage]).toEqual(['badInput', expect.stringContaining(`\`${argument}\` cannot be`)])
  }
  for (const attempt of [() => lax?.requestChanges?.(engagement, { note: 5 }), () => lax?.createProject?.(null)]) {
    expect.soft((await refusal(attempt)).code).toBe('unexpected')
  }
  expect(await escrow.getEngagement(engagement)).toEqual(engagement)
})
