import { NotSupportedByDevnet } from '../protocol/errors'
import type { Token } from './assembler-text'

/**
 * What macros may expand to in one source, in characters, one more for each word: twice the longest source. Twenty macros
 * that use each other twice stand for a million words, and a server must not be frozen by them.
 */
const MAX_EXPANSION = 2 * 512 * 1024

/** Names that stand for words: their definitions, and what a line reads with them put in. */
export class Macros {
  /** name to its token followed by the body */
  private readonly definitions = new Map<string, readonly Token[]>()
  /** how many bodies have a word: one that nobody uses is in no circle */
  private readonly uses = new Map<string, number>()
  private work = 0

  has(name: string): boolean {
    return this.definitions.has(name)
  }

  entries(): IterableIterator<[name: string, definition: readonly Token[]]> {
    return this.definitions.entries()
  }

  delete(name: string): void {
    this.count(this.definitions.get(name), -1)
    this.definitions.delete(name)
  }

  /** Takes a definition, or leaves all as it was and returns the circle it would close. */
  define(definition: readonly Token[]): string[] | undefined {
    const name = definition[0]!.text
    const replaced = this.definitions.get(name)
    this.set(name, definition)
    const circle = this.circleThrough(name)
    if (!circle) return undefined
    if (replaced) this.set(name, replaced)
    else this.delete(name)
    return circle
  }

  /** The words of a line with macros put in, one at a time, as a definition may still be dropped on the way. */
  *expand(tokens: readonly Token[]): Generator<Token, void> {
    const open = [{ tokens, next: 0 }]
    for (let level = open[0]; level; level = open[open.length - 1]) {
      const token = level.tokens[level.next++]
      if (!token) {
        open.pop()
        continue
      }
      const macro = this.definitions.get(token.text)
      if (macro) open.push({ tokens: macro, next: 1 })
      else yield token
      if (macro || open.length > 1) this.charge(token.text.length + 1)
    }
  }

  private set(name: string, definition: readonly Token[]): void {
    this.count(this.definitions.get(name), -1)
    this.definitions.set(name, definition)
    this.count(definition, 1)
  }

  private count(definition: readonly Token[] | undefined, by: 1 | -1): void {
    for (const { text } of definition?.slice(1) ?? []) this.uses.set(text, (this.uses.get(text) ?? 0) + by)
  }

  /** There was none before, so a circle goes through the new definition; the first way back to it, words in order. */
  private circleThrough(name: string): string[] | undefined {
    if (!this.uses.get(name)) return undefined
    const seen = new Set<string>([name])
    const path = [{ name, next: 1 }]
    for (let step = path[0]; step; step = path[path.length - 1]) {
      const word = this.definitions.get(step.name)![step.next++]
      if (!word) {
        path.pop()
        continue
      }
      this.charge(1)
      if (word.text === name) return [...path.map((passed) => passed.name), name]
      if (!this.definitions.has(word.text) || seen.has(word.text)) continue
      seen.add(word.text)
      path.push({ name: word.text, next: 1 })
    }
    return undefined
  }

  private charge(work: number): void {
    this.work += work
    if (this.work <= MAX_EXPANSION) return
    throw new NotSupportedByDevnet(`TEAL whose macros expand to more than ${MAX_EXPANSION} characters`)
  }
}
