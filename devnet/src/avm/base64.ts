const SHARED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const ALPHABETS = { standard: `${SHARED}+/`, url: `${SHARED}-_` }

export type Base64Options = {
  alphabet: keyof typeof ALPHABETS
  /** the last group is filled up with `=` */
  padded: boolean
  /** bits that carry nothing have to be zero */
  strict: boolean
}

/** `at` is the input byte that the message names. */
export class IllegalBase64 extends Error {
  constructor(readonly at: number) {
    super(`illegal base64 data at input byte ${at}`)
  }
}

/** Decodes a text of one character per byte. Line breaks are skipped wherever they are. */
export function decodeBase64(text: string, { alphabet, padded, strict }: Base64Options): number[] {
  const digits = ALPHABETS[alphabet]
  const out: number[] = []
  let at = 0
  const skipBreaks = () => {
    while (text[at] === '\n' || text[at] === '\r') at++
  }
  for (;;) {
    const group: number[] = []
    let ended = false
    while (group.length < 4 && !ended) {
      if (at === text.length) {
        if (group.length === 0) return out
        if (group.length === 1 || padded) throw new IllegalBase64(at - group.length)
        ended = true
        break
      }
      const char = text[at++]!
      const value = digits.indexOf(char)
      if (value >= 0) {
        group.push(value)
        continue
      }
      if (char === '\n' || char === '\r') continue
      if (char !== '=' || !padded || group.length < 2) throw new IllegalBase64(at - 1)
      skipBreaks()
      if (group.length === 2) {
        if (at === text.length) throw new IllegalBase64(at)
        if (text[at] !== '=') throw new IllegalBase64(at - 1)
        at++
        skipBreaks()
      }
      if (at < text.length) throw new IllegalBase64(at)
      ended = true
    }
    const [a = 0, b = 0, c = 0, d = 0] = group
    if (strict && group.length === 3 && (c & 3) !== 0) throw new IllegalBase64(at - 1)
    if (strict && group.length === 2 && (b & 15) !== 0) throw new IllegalBase64(at - 2)
    const bits = (a << 18) | (b << 12) | (c << 6) | d
    out.push(...[bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, group.length - 1))
    if (ended) return out
  }
}
