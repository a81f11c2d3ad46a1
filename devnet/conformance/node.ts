/** The real node the recorders ask: only ever an endpoint, given by the environment as everywhere in the project. */

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = 'a'.repeat(64) } = process.env

export const comparesLive = process.env.CHAIN === 'node'

/** Recorded where the node itself broke: there is nothing to be equal to. */
export const NODE_PANICKED = 'the node closed the connection'

export type Answer = { status: number; body: unknown }

/** far more than any source takes that is not made to be slow */
const PATIENCE_MS = 600_000

/** A connection that the node closed for being idle fails the request that uses it next: nobody read that, it is sent again. */
export async function fetchFrom(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    if (cause?.code !== 'UND_ERR_SOCKET') throw error
    return fetch(url, init)
  }
}

export async function ask(
  path: string,
  body: string | Uint8Array,
  contentType: string,
  patience = PATIENCE_MS,
): Promise<Answer> {
  const response = await fetchFrom(`${ALGOD_SERVER}:${ALGOD_PORT}${path}`, {
    method: 'POST',
    headers: { 'X-Algo-API-Token': ALGOD_TOKEN, 'Content-Type': contentType },
    body: body as BodyInit,
    signal: AbortSignal.timeout(patience),
  })
  return { status: response.status, body: await response.json() }
}

/** What the compile endpoint says: program, address and map, or the text of its refusal. */
export type CompileAnswer = { result: string; hash: string; mappings: string } | { error: string }

export async function compileOnNode(source: string | Uint8Array, patience?: number): Promise<CompileAnswer> {
  const answer = await ask('/v2/teal/compile?sourcemap=true', source, 'text/plain', patience).catch(() => undefined)
  // Some sources make the node's handler panic, which closes the connection.
  if (!answer) return { error: NODE_PANICKED }
  const { status, body } = answer
  if (status !== 200) return { error: (body as { message: string }).message }
  const { result, hash, sourcemap } = body as { result: string; hash: string; sourcemap: { mappings: string } }
  return { result, hash, mappings: sourcemap.mappings }
}

export async function disassembleOnNode(program: Uint8Array): Promise<{ result: string } | { error: string }> {
  const { status, body } = await ask('/v2/teal/disassemble', program, 'application/x-binary')
  if (status !== 200) return { error: (body as { message: string }).message }
  return { result: (body as { result: string }).result }
}

/** Runs `work` over a list, a few at a time, keeping the order of the results. */
export async function inParallel<T, R>(list: readonly T[], work: (item: T) => Promise<R>, lanes = 8): Promise<R[]> {
  const results = new Array<R>(list.length)
  let next = 0
  const lane = async () => {
    for (let i = next++; i < list.length; i = next++) results[i] = await work(list[i]!)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}
