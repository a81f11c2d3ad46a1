import { addressText, programAddress } from '../../src/protocol/address'
import { utf8 } from '../../src/protocol/bytes'
import { multisigAddress } from '../../src/ledger/signatures'
import { APPROVE, REJECT, scenario, teal } from './scenario'
import { multisigOf } from './world'

export const AUTHORITY = [
  scenario('rekey gives an account to another key', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), w.key('c')]
    await w.send('rekey', w.pay(a, b, 1n, { rekeyTo: c.address }))
    await w.send('the old key', w.pay(a, b, 2n))
    await w.send('the new key', { txn: w.pay(a, b, 3n), auth: { by: c } })
    await w.send('a third key', { txn: w.pay(a, b, 4n), auth: { by: b } })
    await w.send('back', { txn: w.pay(a, b, 5n, { rekeyTo: a.address }), auth: { by: c } })
    await w.send('the old key again', w.pay(a, b, 6n))
    await w.send('the new key no more', { txn: w.pay(a, b, 7n), auth: { by: c } })
  }),
  scenario('rekey counts from the next transaction of the group on', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), w.key('c')]
    await w.send('old key after it', w.pay(a, b, 1n, { rekeyTo: c.address }), w.pay(a, b, 2n))
    const after = { txn: w.pay(a, b, 2n), auth: { by: c } }
    await w.send('new key after it', w.pay(a, b, 1n, { rekeyTo: c.address }), after)
    const close = { txn: w.pay(a, b, 3n, { rekeyTo: b.address, closeRemainderTo: b.address }), auth: { by: c } }
    await w.send('rekey and close', close)
    await w.send('refill', w.pay(b, a, 500_000n))
    await w.send('own key after a close', w.pay(a, b, 4n))
  }),
  scenario('auth-addr equal to the sender', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const auth = { with: (s: object) => ({ ...s, authAddr: a.address }) as never }
    await w.send('named', { txn: w.pay(a, b, 1n), auth })
  }),
  scenario('signatures that are not', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    await w.send('none', { txn: w.pay(a, b, 1n), auth: { unsigned: true } })
    const flip = (s: { sig: Uint8Array }) => ({ ...s, sig: s.sig.map((x, i) => (i === 5 ? x ^ 1 : x)) }) as never
    await w.send('changed', { txn: w.pay(a, b, 2n), auth: { with: flip } })
    const both = (s: object) =>
      ({ ...s, msig: { ...multisigOf(1, a), subsigs: [{ key: a.address, sig: new Uint8Array(64).fill(1) }] } }) as never
    await w.send('two kinds', { txn: w.pay(a, b, 3n), auth: { with: both } })
    await w.send('in a group', w.pay(a, b, 4n), { txn: w.pay(a, b, 5n), auth: { with: flip } })
  }),
  scenario('multisig', async (w) => {
    const [a, b, c] = [w.key('a'), w.key('b'), w.key('c')]
    const msig = multisigOf(2, a, b, c)
    const m = multisigAddress(msig)
    w.watch('m', m)
    await w.fund(m, 10_000_000n)
    await w.send('two of three', { txn: w.pay(m, a, 200_000n), auth: { msig, keys: [a, c] } })
    await w.send('three of three', { txn: w.pay(m, a, 2n), auth: { msig, keys: [a, b, c] } })
    await w.send('one of three', { txn: w.pay(m, a, 3n), auth: { msig, keys: [b] } })
    w.watch('other', multisigAddress(multisigOf(1, a, b, c)))
    await w.send('other threshold', { txn: w.pay(m, a, 4n), auth: { msig: multisigOf(1, a, b, c), keys: [b] } })
    const claims = (s: object) => ({ ...s, sig: new Uint8Array(0), msig: multisigOf(2, a, b, c) }) as never
    await w.send('no signature inside', { txn: w.pay(a, b, 5n), auth: { with: claims } })
    const bad = { ...msig, version: 2 }
    await w.send('unknown version', { txn: w.pay(a, b, 6n), auth: { msig: bad, keys: [a, b] } })
    const never = { ...msig, threshold: 4 }
    await w.send('impossible threshold', { txn: w.pay(a, b, 6n), auth: { msig: never, keys: [a, b] } })
  }),
  scenario('an account rekeyed to a multisig', async (w) => {
    const [a, b, c] = [await w.account('a'), await w.account('b'), w.key('c')]
    const msig = multisigOf(2, b, c)
    w.watch('m', multisigAddress(msig))
    await w.must('rekey', w.pay(a, b, 1n, { rekeyTo: multisigAddress(msig) }))
    await w.send('both', { txn: w.pay(a, b, 2n), auth: { msig, keys: [b, c] } })
    await w.send('own key', w.pay(a, b, 3n))
  }),
  scenario('a program as an account', async (w) => {
    const a = await w.account('a')
    const program = teal(`addr ${addressText(a.address)}; pop; arg_0; byte "open"; ==`)
    const escrow = programAddress(program)
    w.watch('escrow', escrow)
    await w.fund(escrow, 1_000_000n)
    await w.send('right argument', { txn: w.pay(escrow, a, 1n), auth: { program, args: [utf8('open')] } })
    await w.send('wrong argument', { txn: w.pay(escrow, a, 2n), auth: { program, args: [utf8('shut')] } })
    await w.send('no argument', { txn: w.pay(escrow, a, 3n), auth: { program } })
    const other = { program: APPROVE, as: escrow }
    await w.send('another program', { txn: w.pay(escrow, a, 4n), auth: other })
    await w.send('a program for an account of a key', {
      txn: w.pay(a, a, 5n),
      auth: { program: APPROVE, as: a.address },
    })
  }),
  scenario('a program that somebody signed', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const program = teal('txn Amount; int 1000; <=; txn Fee; int 1000; <=; &&')
    await w.send('within it', { txn: w.pay(a, b, 1_000n), auth: { program, by: a } })
    await w.send('beyond it', { txn: w.pay(a, b, 1_001n), auth: { program, by: a } })
    await w.send('signed by another', { txn: w.pay(a, b, 1n), auth: { program, by: b } })
    await w.send('rejects', { txn: w.pay(a, b, 1n), auth: { program: REJECT, by: a } })
    await w.send('fails', { txn: w.pay(a, b, 1n), auth: { program: teal('int 1; int 0; /'), by: a } })
    await w.send('an app operation', { txn: w.pay(a, b, 1n), auth: { program: new Uint8Array([12, 0xb0]), by: a } })
    await w.send('version too new', { txn: w.pay(a, b, 1n), auth: { program: new Uint8Array([99, 1]), by: a } })
    await w.send('no version', { txn: w.pay(a, b, 1n), auth: { program: new Uint8Array([0x80]), by: a } })
    await w.send('not a program', { txn: w.pay(a, b, 1n), auth: { program: new Uint8Array([12, 0xff]), by: a } })
  }),
  scenario('a program that a multisig signed', async (w) => {
    const [a, b] = [w.key('a'), w.key('b')]
    const msig = multisigOf(2, a, b)
    const m = multisigAddress(msig)
    w.watch('m', m)
    await w.fund(m, 1_000_000n)
    const program = teal('int 1; return')
    await w.send('lmsig', { txn: w.pay(m, m, 0n), auth: { program, lmsig: msig, keys: [a, b] } })
    await w.send('lmsig, one missing', { txn: w.pay(m, m, 1n), auth: { program, lmsig: msig, keys: [a] } })
    await w.send('msig', { txn: w.pay(m, m, 2n), auth: { program, msig, keys: [a, b] } })
  }),
  scenario('logic signatures share a free size', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    // after the end: never run, but counted
    const long = (n: number) => {
      const blocks = Array.from(
        { length: Math.ceil(n / 4_000) },
        (_, i) => `byte 0x${'00'.repeat(Math.min(4_000, n - 4_000 * i))}; pop`,
      )
      return teal(`${blocks.join('; ')}; int 1`)
    }
    await w.send('a thousand', { txn: w.pay(a, b, 1n), auth: { program: long(985), by: a } })
    await w.send('more', { txn: w.pay(a, b, 2n), auth: { program: long(1_100), by: a } })
    await w.send('more, paid', { txn: w.pay(a, b, 3n, { fee: 1_100n }), auth: { program: long(1_100), by: a } })
    await w.send('more, in a group', { txn: w.pay(a, b, 4n), auth: { program: long(1_100), by: a } }, w.pay(b, a, 1n))
    await w.send('long argument', {
      txn: w.pay(a, b, 5n),
      auth: { program: APPROVE, by: a, args: [new Uint8Array(1_001)] },
    })
    await w.send('too long', { txn: w.pay(a, b, 6n, { fee: 10_000n }), auth: { program: long(16_001), by: a } })
  }),
  scenario('logic signatures share a budget', async (w) => {
    const [a, b] = [await w.account('a'), await w.account('b')]
    const costly = teal(`int 0; loop:; byte 0x00; keccak256; pop; int 1; +; dup; int 140; <; bnz loop; pop; int 1`)
    await w.send('enough', { txn: w.pay(a, b, 1n), auth: { program: costly, by: a } })
    const more = teal(`int 0; loop:; byte 0x00; keccak256; pop; int 1; +; dup; int 200; <; bnz loop; pop; int 1`)
    await w.send('too much', { txn: w.pay(a, b, 2n), auth: { program: more, by: a } })
    await w.send('enough for two', { txn: w.pay(a, b, 3n), auth: { program: more, by: a } }, w.pay(b, a, 1n))
  }),
]
