import { later } from './group-programs'
import type { GroupCase } from './group-runner'

/** Programs whose way through themselves, or the words for where they fail, is the point. */
const PROGRAMS = [
  'callsub f\nint 1\nreturn\nf:\nproto 0 2\nint 1\nretsub',
  'int 5\ncallsub f\nint 1\nreturn\nf:\nproto 1 1\npop\nretsub',
  'int 5\ncallsub f\nreturn\nf:\nproto 1 1\nint 9\nint 8\nretsub',
  'int 5\ncallsub f\nreturn\nf:\nretsub',
  'callsub f\nf:\nproto 0 0\nint 1\nframe_bury 0',
  'callsub f\nf:\nproto 0 0\nint 1\nint 2\nframe_bury 0\nreturn',
  'callsub f\nf:\nframe_dig -1',
  'int 3\ncallsub f\nf:\nframe_dig -1',
  'int 3\ncallsub f\nf:\nproto 1 0\nint 1\nframe_bury -2',
  'callsub f\nf:\nint 1\nproto 0 0',
  'int 1\nint 2\nint 3\nmatch a b\nint 1\nreturn\na:\nerr\nb:\nerr',
  'int 1\nmatch a b\na:\nb:\nint 1',
  'int 1\nbyte "x"\nint 1\nmatch a b\nerr\na:\nint 1\nreturn\nb:\nerr',
  'int 2\nswitch a b c\nerr\na:\nerr\nb:\nerr\nc:\nint 1',
  'int 18446744073709551615\nswitch a\nint 1\nreturn\na:\nerr',
  'int 7\ndupn 200\ndupn 200\ndupn 200\ndupn 200\ndupn 255\nint 1',
  'int 0\nassert\nx:\nint 1\nbnz x',
  'int 1\nbnz x\nint 0\nassert\nx:\ny:\nint 1\nbnz y',
  'int 0\nswitch a b\nb:\nint 0\nassert\na:\nerr',
  'x:\nint 1\npop\nb y\ny:\nb x',
  'byte "x"',
  'int 1\nint 2',
  'int 0',
  'err',
  'int 1\nint 2\nassert\npop\nint 0\nassert\nint 1',
]

/** Programs as bytes: fields and versions that no assembler would write. */
const RAW = {
  'txn field 200': '0d31c8',
  'a txn field of a later version': '0b3144',
  'an array field without index': '0d311a',
  'a scalar field with index': '0d360000',
  'global field 99': '0d3263',
  'a global field of a later version': '05320c',
  'asset_params_get field 20': '0d81007114',
  'itxn_field 99': '0db1810000b263',
  'itxn_field FirstValid': '0db18100b202',
  'itxn_field Note in v5': '05b18000b205',
  'app_params_get field 99': '0d81007263',
  'app_params_get of a later version': '0c8100720c',
  'acct_params_get of a later version': '0781007308',
  'app_params_set field 0': '0d81007600',
  'block field 99': '0d8100d163',
  'itxna of a scalar': '0db50000',
}

export function flowCases(): GroupCase[] {
  const cases: GroupCase[] = PROGRAMS.map((source) => ({
    name: source.replaceAll('\n', ' '),
    build: (at) => [at.create(source)],
  }))
  for (const [name, hex] of Object.entries(RAW)) {
    const raw = new Uint8Array(Buffer.from(hex, 'hex'))
    cases.push({ name, build: (at) => [at.create('', { raw })] })
  }
  const budget = 'global OpcodeBudget\nitob\nlog\nint 1'
  const hashes = (count: number) => `byte "x"\n${'sha256\n'.repeat(count)}pop\n${budget}`
  cases.push({
    name: 'the budget is pooled',
    build: (at) => [at.create(budget), at.create(budget, { note: new Uint8Array(1) }), at.create(hashes(55))],
  })
  cases.push({ name: 'the pool runs out', build: (at) => [at.create('int 1'), at.create(hashes(41))] })
  cases.push({ name: 'a call after the creation', build: (at) => [at.create(later(budget)), at.call(1001)] })
  return cases
}
