import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTokenSigning } from '../../../../shared/node/workers/token-signing.ts'
import { createWorkerPool } from '../../../../shared/node/workers/worker-pool.ts'

const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ id, task }) => {
      if (task === 'die') process.exit(1)
      if (task === 'throw') parentPort.postMessage({ id, error: 'as it was told' })
      else parentPort.postMessage({ id, answer: task * 2 })
    })`)}`,
)

describe('createWorkerPool', () => {
  it('answers each task with its own answer', async () => {
    const pool = createWorkerPool<number, number>({ entry, threads: 2 })
    onTestFinished(() => pool.close())
    const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => pool.run(number)))
    expect(answers).toEqual(Array.from({ length: 20 }, (_, number) => number * 2))
  })

  it('tells what failed, and goes on after a thread that died', async () => {
    const pool = createWorkerPool<number | string, number>({ entry, threads: 1 })
    onTestFinished(() => pool.close())
    await expect(pool.run('throw')).rejects.toThrow('as it was told')
    await expect(pool.run('die')).rejects.toThrow('ended in the middle')
    expect(await pool.run(4)).toBe(8)
  })

  it('takes nothing once it is closed', async () => {
    const pool = createWorkerPool<number, number>({ entry, threads: 1 })
    await pool.run(1)
    await pool.close()
    await expect(pool.run(1)).rejects.toThrow('closed')
  })
})

describe('createTokenSigning', () => {
  const isSigned = (token: string, privateKey: KeyObject, digest: string | null) => {
    const [head = '', body = '', signature = ''] = token.split('.')
    const key = createPublicKey(privateKey)
    return verify(
      digest,
      Buffer.from(`${head}.${body}`),
      digest === null ? key : { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  }

  it.each([
    ['Ed25519', 'EdDSA', null, generateKeyPairSync('ed25519').privateKey],
    ['P-256', 'ES256', 'sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ] as const)('signs with %s as the agent does', async (curve, alg, digest, privateKey) => {
    const signing = createTokenSigning({ threads: 1 })
    onTestFinished(() => signing.close())
    const payloads = [{ id: 'urn:1', name: 'Siân' }, { id: 'urn:2' }]
    const tokens = await signing.sign({
      header: { typ: 'vc+jwt', kid: 'did:example:1#key' },
      payloads: payloads.map((payload) => JSON.stringify(payload)),
      key: { curve, privateKey },
    })
    const read = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    expect(tokens.map((token) => read(token.split('.')[0]))).toEqual(
      payloads.map(() => ({ typ: 'vc+jwt', kid: 'did:example:1#key', alg })),
    )
    expect(tokens.map((token) => read(token.split('.')[1]))).toEqual(payloads)
    expect(tokens.map((token) => isSigned(token, privateKey, digest))).toEqual([true, true])
  })
})
