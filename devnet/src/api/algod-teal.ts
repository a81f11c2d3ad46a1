import { assemble, programHash, TealError } from '../avm/assembler'
import { disassemble } from '../avm/disassembler'
import { encodeSourceMap } from '../avm/sourcemap'
import { NodeError } from '../node/chain'
import { addressText } from '../protocol/address'
import type { ApiRequest, ApiResponse, Route } from './http'
import { bodyOfAtMost, boolQuery, json } from './http'

const MAX_BODY = 512 * 1024

export const tealRoutes: Route[] = [
  ['POST', '/v2/teal/compile', compile],
  [
    'POST',
    '/v2/teal/disassemble',
    (request) => json({ result: orRefuse(() => disassemble(bodyOfAtMost(MAX_BODY, request))) }),
  ],
]

function compile(request: ApiRequest): ApiResponse {
  const withMap = boolQuery(request, 'sourcemap')
  const { program, locations } = orRefuse(() => assemble(bodyOfAtMost(MAX_BODY, request)))
  return json({
    hash: addressText(programHash(program)),
    result: program,
    sourcemap: withMap ? encodeSourceMap(locations) : undefined,
  })
}

function orRefuse<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof NodeError) throw error
    throw new NodeError(400, error instanceof TealError || error instanceof Error ? error.message : String(error))
  }
}
