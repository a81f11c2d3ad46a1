/** Pieces of TEAL that the group cases are put together from. */

/** Approves the creation, and runs `body` in later calls. */
export const later = (body: string): string => `txn ApplicationID\nbz ok\n${body}\nint 1\nreturn\nok:\nint 1`

/** An inner transaction of a type, its fee paid by the group. */
export const itxn = (type: string, fields = ''): string =>
  `itxn_begin\nint ${type}\nitxn_field TypeEnum\n${fields}\nint 0\nitxn_field Fee\nitxn_submit\n`

/** An inner call of an app. */
export const innerCall = (app: number, fields = ''): string =>
  itxn('appl', `int ${app}\nitxn_field ApplicationID\n${fields}`)

/** Two inner calls in one group, each with an argument. */
export const innerPair = (app: number, first: string, second: string): string => {
  const call = (arg: string) =>
    `int appl\nitxn_field TypeEnum\nint ${app}\nitxn_field ApplicationID\nint 0\nitxn_field Fee\n${arg}\nitxn_field ApplicationArgs\n`
  return `itxn_begin\n${call(first)}itxn_next\n${call(second)}itxn_submit\n`
}

/** Fee enough for whatever a case submits. */
export const RICH = 50_000

export const logged = (...ops: string[]): string => ops.map((op) => `${op}\nlog\n`).join('')
export const loggedInt = (...ops: string[]): string => ops.map((op) => `${op}\nitob\nlog\n`).join('')
