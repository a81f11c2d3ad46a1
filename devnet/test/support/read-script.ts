import type { Answers, Scene } from './api-script'
import type { RawOptions } from './target'

/** Reads of everything, well asked and badly. */
export async function readAnswers(s: Scene): Promise<Answers> {
  const out: Answers = {}
  const ask = async (method: string, path: string, options?: RawOptions, name = `${method} ${path}`) => {
    const { status, type, body } = await s.target.raw(method, path, options)
    out[String(s.names.normal(name))] = s.names.normal({ status, type: type.split(';')[0], body })
  }
  const get = (path: string) => ask('GET', path)
  const { app, asset } = s
  const alice = s.alice.addr.toString()
  const bob = s.bob.addr.toString()
  const nobody = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ'

  for (const address of [alice, bob, nobody]) {
    await get(`/v2/accounts/${address}`)
    await get(`/v2/accounts/${address}?exclude=all`)
    await get(`/v2/accounts/${address}/assets`)
    await get(`/v2/accounts/${address}/applications`)
    await get(`/v2/accounts/${address}/assets/${asset}`)
    await get(`/v2/accounts/${address}/applications/${app}`)
    await get(`/v2/accounts/${address}/transactions/pending`)
  }
  await get(`/v2/accounts/${alice}?exclude=created-apps-params,created-assets-params`)
  await get(`/v2/accounts/${alice}?exclude=none`)
  await get(`/v2/accounts/${alice}?exclude=bad`)
  await get(`/v2/accounts/${alice}/applications?include=params`)
  for (const query of ['limit=0', 'limit=abc', 'limit=100000', 'limit=1', 'next=abc', `next=${asset}`]) {
    await get(`/v2/accounts/${alice}/assets?${query}`)
  }
  await get('/v2/accounts/BAD')
  await get(`/v2/accounts/${alice}/assets/abc`)
  await get(`/v2/applications/${app}`)
  for (const id of ['0', '5', 'abc', '-1', '99999999999999999999']) await get(`/v2/applications/${id}`)
  await get(`/v2/assets/${asset}`)
  for (const id of ['5', 'abc']) await get(`/v2/assets/${id}`)

  const boxes = `/v2/applications/${app}/boxes`
  for (const query of [
    'limit=1',
    'limit=2',
    'limit=abc',
    'limit=1&include=values',
    'limit=1&next=b64:Yng%3D',
    'limit=1&next=zz',
    'next=b64:Yng%3D',
    'prefix=str:b',
    'prefix=zz',
    'include=values',
    'max=1',
    'max=-1',
    'round=1000000000',
  ]) {
    await get(`${boxes}?${query}`)
  }
  await get('/v2/applications/5/boxes')
  await get('/v2/applications/5/boxes?limit=1')
  const box = `/v2/applications/${app}/box`
  await get(box)
  for (const name of [
    'str:bx',
    'b64:%2FwE%3D',
    'str:nope',
    'b64:!!',
    'int:5',
    'int:a',
    'abi:1',
    'abi:uint64:5',
    'b64:',
    'xx',
    'xyz:1',
  ]) {
    await get(`${box}?name=${name}`)
  }

  for (const path of ['/health', '/ready', '/v2/status', '/v2/transactions/params', '/versions']) await get(path)
  await get('/v2/status/')
  await get('/v2/status/wait-for-block-after/0')
  await get('/v2/status/wait-for-block-after/abc')
  await get('/v2/transactions/pending')
  await get('/v2/transactions/pending?format=msgpack')
  await get('/v2/transactions/pending?format=xml')
  await get('/v2/transactions/pending?max=abc')
  await get('/v2/transactions/pending/ABC')
  await get(`/v2/transactions/pending/${'A'.repeat(52)}`)
  await get(`/v2/transactions/pending/${'1'.repeat(52)}`)
  for (const tail of ['', '/hash', '/txids', '/logs']) {
    await get(`/v2/blocks/1000000000${tail}`)
    await get(`/v2/blocks/abc${tail}`)
  }
  await get('/v2/blocks/1?format=xml')
  await get('/v2/blocks/1?header-only=zz')

  const last = (await s.target.algorand.client.algod.status().do()).lastRound
  for (const [name, back] of [
    ['last', 0n],
    ['group', 0n],
    ['before', 1n],
  ] as const) {
    const round = last - back
    for (const query of ['format=msgpack', 'format=json', 'format=msgpack&header-only=true']) {
      await ask('GET', `/v2/blocks/${round}?${query}`, {}, `block ${name} ${query}`)
    }
    for (const tail of ['txids', 'logs']) await ask('GET', `/v2/blocks/${round}/${tail}`, {}, `block ${name} ${tail}`)
  }

  const teal = (name: string, path: string, body: string | Uint8Array) =>
    ask('POST', path, { body, contentType: 'text/plain' }, `${path} ${name}`)
  const sources = {
    right: '#pragma version 12\nint 1\nbyte "a"\npop',
    'unknown operations': '#pragma version 12\nfoo 1\nbar',
    'wrong type': '#pragma version 12\nbyte "a"\nint 1\n+',
    nothing: '',
    'no version': 'int 1',
    'version to come': '#pragma version 99\nint 1',
    'no label': '#pragma version 10\nb nowhere',
  }
  for (const [name, source] of Object.entries(sources)) {
    await teal(name, '/v2/teal/compile', source)
    await teal(name, '/v2/teal/compile?sourcemap=true', source)
  }
  await teal('too long', '/v2/teal/compile', 'a'.repeat(600_000))
  await teal('right', '/v2/teal/compile?sourcemap=xx', 'int 1')
  await teal('right', '/v2/teal/disassemble', Uint8Array.of(1, 0x20, 1, 1, 0x22))
  await teal('version to come', '/v2/teal/disassemble', Uint8Array.of(200, 1))
  await teal('nothing', '/v2/teal/disassemble', '')
  await teal('unknown operation', '/v2/teal/disassemble', Uint8Array.of(1, 0xff))

  for (const path of ['/nope', '/v2/nope', '/', '/V2/status', '//v2/status', '/v2/applications/', '/v2/transactions'])
    await get(path)
  await ask('POST', '/v2/status')
  await ask('DELETE', '/v2/status')
  await ask('POST', '/v2/devmode/blocks/offset/abc')
  await ask('POST', '/v2/devmode/blocks/offset/-1')
  await ask('GET', '/v2/status', { token: 'wrong' }, 'wrong token')
  await ask('GET', '/health', { token: 'wrong' }, 'wrong token, health')
  await ask('GET', '/v2/nope', { token: 'wrong' }, 'wrong token, unknown path')
  return out
}
