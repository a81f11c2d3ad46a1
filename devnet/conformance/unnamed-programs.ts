import { createHash } from 'node:crypto'
import algosdk from 'algosdk'

/** One thing that a probe does, for the numbers from `from` to (not including) `to`. */
export type Step = readonly [what: string, from: number, to: number]

/** `a 0-8, s 0-3` */
export const stepsOf = (text: string): Step[] =>
  text.split(', ').map((one) => {
    const [what = '', from = '', to = ''] = one.split(/[ -]/)
    return [what, Number(from), Number(to)]
  })

/** As an argument of the call. */
export const step = ([what, from, to]: Step): Uint8Array =>
  Uint8Array.of(what.charCodeAt(0), from >> 8, from & 255, to >> 8, to & 255)

const account = (number: string): string => `${number}\nitob\nsha256`
const appAccount = (number: string): string => `byte "appID"\n${number}\nint 20000\n+\nitob\nconcat\nsha512_256`
const asset = (number: string): string => `${number}\nint 10000\n+`
const app = (number: string): string => `${number}\nint 20000\n+`
const two = 'pop\npop'
/** many pairs of few accounts and few assets or apps */
const ROW = 40
const row = `load 2\nint ${ROW}\n/`
const column = `load 2\nint ${ROW}\n%`

/** What the numbers stand for: `load 2` is the number of the turn. */
const STEPS: Record<string, [since: number, source: string]> = {
  a: [5, `${account('load 2')}\nbalance\npop`],
  s: [5, `${asset('load 2')}\nasset_params_get AssetTotal\n${two}`],
  p: [5, `${app('load 2')}\napp_params_get AppCreator\n${two}`],
  P: [5, `${appAccount('load 2')}\nbalance\npop`],
  h: [5, `${account(row)}\n${asset(column)}\nasset_holding_get AssetBalance\n${two}`],
  l: [5, `${account(row)}\n${app(column)}\napp_opted_in\npop`],
  H: [5, `global CurrentApplicationAddress\n${asset('load 2')}\nasset_holding_get AssetBalance\n${two}`],
  m: [5, `${appAccount('load 2')}\n${app('load 2')}\napp_opted_in\npop`],
  // positions in the arrays or the access list
  A: [5, 'load 2\nbalance\npop'],
  S: [5, `load 2\nasset_params_get AssetTotal\n${two}`],
  Q: [5, `load 2\napp_params_get AppCreator\n${two}`],
  t: [5, `load 2\nint 8\n/\nload 2\nint 8\n%\nasset_holding_get AssetBalance\n${two}`],
  b: [8, `load 2\nitob\nbox_len\n${two}`],
  c: [8, 'load 2\nitob\nint 1024\nbox_create\npop'],
  C: [8, 'load 2\nitob\nint 4096\nbox_create\npop'],
  d: [8, 'load 2\nitob\nbox_del\npop'],
  w: [8, 'load 2\nitob\nint 0\nbyte "x"\nbox_replace'],
  r: [10, 'load 2\nitob\nint 5000\nbox_resize'],
  // one box: `from` its name, `to` 1,000 and a tenth of its size
  k: [8, 'load 2\nitob\nload 1\nint 3\nextract_uint16\nint 1000\n-\nint 10\n*\nbox_create\npop\nb next'],
  // one inner call of the app with the number `from`, with the next argument
  i: [6, innerCall()],
  // the same, passing the accounts and assets on whose numbers are in `to`
  I: [
    6,
    innerCall(
      `${account('load 1\nint 3\nextract_uint16')}\nitxn_field Accounts\n${asset('load 1\nint 3\nextract_uint16')}\nitxn_field Assets\n`,
    ),
  ],
  x: [6, transfer('AssetReceiver')],
  y: [6, transfer('AssetSender')],
}

function innerCall(more = ''): string {
  const next = 'load 0\nint 1\n+\ndup\nstore 0\ntxnas ApplicationArgs\nitxn_field ApplicationArgs'
  const fields = `int appl\nitxn_field TypeEnum\nload 2\nitxn_field ApplicationID\n${more}${next}\nint 0\nitxn_field Fee`
  return `itxn_begin\n${fields}\nitxn_submit\nb next`
}

function transfer(who: string): string {
  const fields = `int axfer\nitxn_field TypeEnum\n${asset('load 2')}\nitxn_field XferAsset\n${account('load 2')}\nitxn_field ${who}`
  return `itxn_begin\n${fields}\nint 0\nitxn_field Fee\nitxn_submit`
}

/** A program that does what the arguments of its call say. */
export function probe(version: number): string {
  const steps = Object.entries(STEPS).filter(([, [since]]) => version >= since)
  const choices = steps.map(
    ([name, [, source]]) =>
      `load 1\nextract 0 1\nbyte "${name}"\n==\nbz not_${nameOf(name)}\n${source}\nb done\nnot_${nameOf(name)}:`,
  )
  return `#pragma version ${version}
#pragma typetrack false
int 0
store 0
arg:
load 0
txn NumAppArgs
<
bz end
load 0
txnas ApplicationArgs
store 1
load 1
int 1
extract_uint16
store 2
turn:
load 2
load 1
int 3
extract_uint16
<
bz next
${choices.join('\n')}
err
done:
load 2
int 1
+
store 2
b turn
next:
load 0
int 1
+
store 0
b arg
end:
int 1`
}

const nameOf = (letter: string) => letter.charCodeAt(0)

/** A program of about so many bytes. */
export function large(bytes: number): string {
  const chunk = 4_000
  const filler = Array.from({ length: Math.floor(bytes / chunk) }, () => `pushbytes 0x${'00'.repeat(chunk)}\npop`)
  const rest = `pushbytes 0x${'00'.repeat(bytes % chunk)}\npop`
  return `#pragma version 13\n${filler.join('\n')}\n${rest}\nint 1`
}

/** The account, asset and app that a number stands for. */
export const accountOf = (number: number): string =>
  algosdk.encodeAddress(new Uint8Array(createHash('sha256').update(algosdk.encodeUint64(number)).digest()))
export const assetOf = (number: number): bigint => BigInt(10_000 + number)
export const appOf = (number: number): bigint => BigInt(20_000 + number)
