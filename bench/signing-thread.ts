// A thread that signs tokens and does nothing else.
import type { KeyObject } from 'node:crypto'
import { createTokenWriter } from '../shared/node/workers/sign-token.ts'
import type { Worked } from '../shared/node/workers/worker-pool.ts'

export type SigningTask = { count: number; bytes: number; privateKey: KeyObject }

export function work({ count, bytes, privateKey }: SigningTask): Worked<number> {
  const { write, mostBytes } = createTokenWriter({
    header: { typ: 'vc+jwt' },
    key: { curve: 'Ed25519', privateKey },
  })
  const payload = Buffer.from(JSON.stringify({ text: 'x'.repeat(bytes) }))
  const target = Buffer.alloc(mostBytes(payload.length))
  let signed = 0
  for (; signed < count; signed += 1) write(payload, target, 0)
  return { answer: signed }
}
