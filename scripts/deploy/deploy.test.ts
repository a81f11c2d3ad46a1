/** The deployment on the embedded chain; with CHAIN=node and the ALGOD_* variables, on a real one. */
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { createDevnet } from '@holdfast/devnet'
import { serveDevnet } from '@holdfast/devnet/server'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { quiet } from '../quiet'
import { connect, deployerOf } from './connect'
import { deploy, type DeployParameters } from './deploy'
import { NETWORKS, networkNamed } from './networks'
import { TEMPLATE_HASH } from './protocol'

const directory = mkdtempSync(join(tmpdir(), 'holdfast-'))
afterAll(() => rmSync(directory, { recursive: true }))

async function chainUnderTest(): Promise<{ algorand: AlgorandClient; deployer: string }> {
  if (process.env['CHAIN'] === 'node') {
    const algorand = connect(NETWORKS.localnet)
    return { algorand, deployer: await deployerOf(algorand, NETWORKS.localnet, undefined) }
  }
  quiet()
  const devnet = await createDevnet()
  const algorand = AlgorandClient.fromClients(devnet.clients)
  const [account] = devnet.accounts
  if (!account) throw new Error('the embedded chain came without accounts')
  algorand.setSigner(account.addr, account.signer)
  return { algorand, deployer: account.addr.toString() }
}

describe('deploy', () => {
  let base: DeployParameters
  const lines: string[] = []

  beforeAll(async () => {
    const { algorand, deployer } = await chainUnderTest()
    base = {
      algorand,
      deployer,
      network: NETWORKS.localnet,
      recordFile: join(directory, 'record.json'),
      report: (line) => lines.push(line),
      confirm: () => Promise.resolve(false),
      treasury: undefined,
    }
  })

  const run = async (changes: Partial<DeployParameters> = {}) => {
    lines.length = 0
    const before = await base.algorand.account.getInformation(base.deployer)
    const record = await deploy({ ...base, ...changes })
    const after = await base.algorand.account.getInformation(base.deployer)
    return { record, spent: before.balance.microAlgo - after.balance.microAlgo }
  }

  test('runs twice with one result, and the second time nothing is sent', async () => {
    const first = await run()
    expect(first.record.templateHash).toBe(TEMPLATE_HASH)
    expect(JSON.parse(readFileSync(base.recordFile, 'utf8'))).toEqual(first.record)
    const second = await run()
    expect(second.record).toEqual(first.record)
    expect(second.spent).toBe(0n)
    expect(lines[0]).toBe(`Protocol ${first.record.protocol} is already there`)
  })

  test('finds its own work again when the record is lost', async () => {
    const known = await run()
    const { record, spent } = await run({ recordFile: join(directory, 'lost.json') })
    expect(record).toEqual(known.record)
    expect(spent).toBe(0n)
    expect(readFileSync(join(directory, 'lost.json'), 'utf8')).toBe(readFileSync(base.recordFile, 'utf8'))
  })

  test('finds it again in a wallet where another account has become the richest', async () => {
    const devnet = await createDevnet()
    const server = await serveDevnet(devnet, { port: 0 })
    try {
      vi.stubEnv('ALGOD_SERVER', 'http://127.0.0.1')
      vi.stubEnv('ALGOD_PORT', String(server.ports.algod))
      vi.stubEnv('KMD_SERVER', 'http://127.0.0.1')
      vi.stubEnv('KMD_PORT', String(server.ports.kmd))
      const algorand = connect(NETWORKS.localnet)
      const deployer = await deployerOf(algorand, NETWORKS.localnet, undefined)
      expect(deployer).toBe(String(devnet.dispenser.addr))
      const mine = { ...base, algorand, deployer }
      const { protocol } = await deploy({ ...mine, recordFile: join(directory, 'wallet.json') })

      const receiver = devnet.accounts[0]?.addr ?? ''
      await algorand.send.payment({ sender: deployer, receiver, amount: (9_000_000_000).algo() })
      expect(await deployerOf(connect(NETWORKS.localnet), NETWORKS.localnet, undefined)).toBe(deployer)
      expect((await deploy({ ...mine, recordFile: join(directory, 'lost too.json') })).protocol).toBe(protocol)
    } finally {
      vi.unstubAllEnvs()
      await server.close()
    }
  })

  test('finishes what a run that was cut off had begun', async () => {
    const founder = base.algorand.account.random()
    await base.algorand.send.payment({ sender: base.deployer, receiver: founder.addr, amount: (20).algo() })
    const mine = { deployer: founder.addr.toString(), recordFile: join(directory, 'crash.json') }
    for (const moment of ['Opting the Protocol', 'Reserving', 'part 1 of', 'part 3 of', 'Sealing', 'Activating']) {
      const report = (line: string) => {
        if (line.includes(moment)) throw new Error(`cut off at: ${moment}`)
      }
      await expect(run({ ...mine, report })).rejects.toThrow('cut off')
    }
    const { record } = await run(mine)
    expect(record.template).toBe(1)
    const { createdApps } = await base.algorand.client.algod.accountInformation(mine.deployer).do()
    expect(createdApps?.map(({ id }) => Number(id))).toEqual([record.protocol])
  })

  test('refuses a network that is not the one named', async () => {
    await expect(run({ network: NETWORKS.testnet })).rejects.toThrow('which is not testnet')
    expect(() => networkNamed('mainet')).toThrow('Name a network')
    expect(() => networkNamed('toString')).toThrow('Name a network')
  })

  test('says which setting is no address of a node', () => {
    vi.stubEnv('ALGOD_SERVER', 'localhost')
    expect(() => connect(NETWORKS.localnet)).toThrow('ALGOD_SERVER is localhost.')
    vi.stubEnv('ALGOD_SERVER', 'http://localhost')
    vi.stubEnv('ALGOD_PORT', 'four')
    expect(() => connect(NETWORKS.localnet)).toThrow('ALGOD_PORT is four.')
    vi.unstubAllEnvs()
  })

  test('asks before it spends real money, and sends nothing on a no', async () => {
    const { genesisHash } = (await run()).record
    const network = { ...NETWORKS.mainnet, genesisHash }
    const stranger = base.algorand.account.random()
    await base.algorand.send.payment({
      sender: base.deployer,
      receiver: stranger.addr,
      amount: (5).algo(),
    })
    const questions: string[] = []
    const confirm = (question: string) => {
      questions.push(question)
      return Promise.resolve(false)
    }
    const asked = deploy({
      ...base,
      network,
      deployer: stranger.addr.toString(),
      confirm,
      recordFile: join(directory, 'no.json'),
    })
    await expect(asked).rejects.toThrow('Nothing was sent.')
    expect(questions).toHaveLength(1)
    expect((await base.algorand.account.getInformation(stranger.addr)).balance.microAlgo).toBe(5_000_000n)
  })

  test('asks once more before it finishes on a network of real money, and leaves it as it is on a no', async () => {
    const { genesisHash } = (await run()).record
    const network = { ...NETWORKS.mainnet, genesisHash, usdc: undefined }
    const founder = base.algorand.account.random()
    await base.algorand.send.payment({ sender: base.deployer, receiver: founder.addr, amount: (20).algo() })
    const mine = { network, deployer: founder.addr.toString(), recordFile: join(directory, 'unfinished.json') }
    const cutOff = (line: string) => {
      if (line.includes('Sealing')) throw new Error('cut off')
    }
    const yes = () => Promise.resolve(true)
    await expect(run({ ...mine, confirm: yes, report: cutOff })).rejects.toThrow('cut off')

    const before = await base.algorand.account.getInformation(founder.addr)
    const questions: string[] = []
    const no = (question: string) => Promise.resolve(questions.push(question) === 0)
    await expect(run({ ...mine, confirm: no })).rejects.toThrow('Nothing was sent.')
    expect(questions).toEqual([expect.stringContaining('Finish Protocol')])
    expect((await base.algorand.account.getInformation(founder.addr)).balance).toEqual(before.balance)

    expect((await run({ ...mine, confirm: yes })).record.template).toBe(1)
    await run({ ...mine, confirm: no })
    expect(questions, 'nothing is missing any more').toHaveLength(1)
  })

  test('says what a second run does not change', async () => {
    await run()
    await run({ feeBps: 200, treasury: base.algorand.account.random().addr.toString() })
    expect(lines.filter((line) => line.includes('not applied'))).toHaveLength(2)
    expect(lines.find((line) => line.startsWith('FEE_BPS'))).toContain('new projects pay 3 %')
  })

  test('says what to do about a record that cannot be read', async () => {
    const recordFile = join(directory, 'broken.json')
    writeFileSync(recordFile, '{')
    await expect(run({ recordFile })).rejects.toThrow('Move it away')
    for (const protocol of ['1004', 1.5, -1]) {
      writeFileSync(recordFile, JSON.stringify({ ...(await run()).record, protocol }))
      await expect(run({ recordFile })).rejects.toThrow('Move it away')
    }
  })

  test('does not take the silence of a node for a chain without the Protocol', async () => {
    const { algod } = base.algorand.client
    const asked = vi.spyOn(algod, 'getApplicationByID').mockImplementationOnce(() => {
      const request = new Proxy({}, { get: () => () => Promise.reject(new TypeError('fetch failed')) })
      return request as ReturnType<typeof algod.getApplicationByID>
    })
    try {
      // Whoever administers it did not have to create it: among the account's own apps it could not be found.
      await expect(run()).rejects.toThrow('fetch failed')
    } finally {
      asked.mockRestore()
    }
  })

  test('says how much is missing when the account is too poor', async () => {
    const stranger = base.algorand.account.random().addr.toString()
    await expect(run({ deployer: stranger, recordFile: join(directory, 'poor.json') })).rejects.toThrow(
      'Send it 4.3 more',
    )
  })
})
