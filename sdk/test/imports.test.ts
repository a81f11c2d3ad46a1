/** The modules of the SDK can be read from the bottom up: none imports, by however many steps, what imports it. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SOURCES = fileURLToPath(new URL('../src', import.meta.url))

/** What each module imports, types too; examples in comments import the package by its name. */
function importsOfAll(): Map<string, string[]> {
  const modules = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  )
  return new Map(
    modules.map((file) => {
      const found = readFileSync(join(SOURCES, file), 'utf8').matchAll(/ from '(\.[^']+)'/g)
      return [file, [...found].map(([, path = '']) => `${join(dirname(file), path)}.ts`)]
    }),
  )
}

test('no import leads back to where it came from', () => {
  const imports = importsOfAll()
  const [done, cycles] = [new Set<string>(), [] as string[]]
  const follow = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (done.has(file) || path.includes(file)) return
    expect.soft(imports.has(file), `${file}, imported by ${path.at(-1)}`).toBe(true)
    for (const next of imports.get(file) ?? []) follow(next, [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) follow(file, [])
  expect(cycles).toEqual([])
  expect(imports.size).toBeGreaterThan(100)
})
