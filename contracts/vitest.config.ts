import { fileURLToPath } from 'node:url'
import { puyaTsTransformer } from '@algorandfoundation/algorand-typescript-testing/vitest-transformer'
import typescript from '@rollup/plugin-typescript'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The emulator's own files, without those of the compiler nested in it. */
const EMULATOR = /algorand-typescript-testing[\\/](?!.*node_modules)/

/**
 * What algorand-typescript-testing 1.2.0 gets wrong, corrected in memory. The AVM is right, and the contracts
 * run unchanged. Without the first two a struct that was read back is written with its fields in alphabetical order and a length
 * before its `bytes<32>`, so that 225 bytes over 225 bytes fail as 'New content length does not match existing box length'.
 */
const EMULATOR_FIXES = [
  {
    // bytes<N> that are read back keep their length
    from: "const bytesFromBytes = (val, _typeInfo, prefix = 'none') => asBytes(stripLogPrefix(val, prefix));",
    to: `const bytesFromBytes = (val, typeInfo, prefix = 'none') => {
      const read = asBytes(stripLogPrefix(val, prefix));
      const length = /^bytes<(\\d+)>$/.exec(typeInfo?.name ?? '')?.[1];
      return length ? read.toFixed({ length: Number(length) }) : read;
    };`,
  },
  {
    // a struct that is read back remembers the order of its fields
    from: 'return asNumber(struct.bytes.length) ? struct.native : {};',
    to: `return asNumber(struct.bytes.length)
      ? Object.defineProperty(struct.native, 'typeInfo', { value: struct.typeInfo, enumerable: false })
      : {};`,
  },
  {
    // a uint64 of 0 is false: the emulator holds it in an object, which is not
    from: 'function loggedAssert(condition, code, messageOrOptions) {\n    if (!condition) {',
    to: "function loggedAssert(condition, code, messageOrOptions) {\n    if (!condition || String(condition) === '0') {",
  },
]

const emulatorFixes = {
  name: 'emulator-fixes',
  transform(code: string, id: string) {
    if (!EMULATOR.test(id)) return null
    const fixed = EMULATOR_FIXES.reduce((text, { from, to }) => text.replace(from, () => to), code)
    return fixed === code ? null : { code: fixed, map: null }
  },
}

/** The contracts' source in the emulator: only files named `*.algo.spec.ts`, which the transformer looks for. */
export default defineConfig({
  test: {
    name: 'contracts',
    root: here('.'),
    include: ['{emulator,shared}/**/*.algo.spec.ts'],
    setupFiles: [here('./vitest.setup.ts')],
    server: { deps: { inline: [EMULATOR] } },
    testTimeout: 60_000,
  },
  oxc: false,
  plugins: [
    emulatorFixes,
    typescript({
      tsconfig: here('./tsconfig.emulator.json'),
      transformers: { before: [puyaTsTransformer] },
    }),
  ],
})
