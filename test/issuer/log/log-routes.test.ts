import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { readCompactJws, verifyCompactJws } from '../../../shared/credential/jws.ts'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { findVerificationKey, parseDidDocument } from '../../../shared/did/did-document.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { zLogCheckpoint } from '../../../shared/trust/log-checkpoint.ts'
import { awardLeaf, isProven, zLogProof } from '../../../shared/trust/log-proof.ts'
import { verifyConsistency } from '../../../shared/trust/merkle-proof.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity, useTestCity } from '../test-city.ts'
import { naiveRoot } from './naive-root.ts'

const zBadge = z.looseObject({
  id: z.string(),
  credentialSubject: z.looseObject({ achievement: z.looseObject({ id: z.string() }) }),
})
const zTaken = z.looseObject({ credentials: z.tuple([z.object({ credential: zBadge })]) })

async function openCity(): Promise<TestCity> {
  const city = await startTestCity()
  onTestFinished(() => city.close())
  return city
}

/** The city's word for a state of the log, its signature checked against the city's DID document. */
async function readCheckpointAt(city: TestCity, path: string) {
  const answer = await city.fetch(`${cityUrl}${path}`)
  const jws = readCompactJws(await answer.text())
  const did = parseDid('did:web:cardiff.example')
  const document = parseDidDocument((await city.ask('/.well-known/did.json')).body, did)
  const id = jws.header.kid ?? ''
  const key = findVerificationKey(document, { id, relationship: 'assertionMethod' })
  const isSigned = key && (await verifyCompactJws(jws, key.publicKey, verifySignature))
  expect([jws.header.typ, isSigned]).toEqual(['waymark-log-checkpoint+jwt', true])
  return { checkpoint: zLogCheckpoint.parse(jws.payload), headers: answer.headers }
}

describe('logRoutes', () => {
  it('proves where the award of a claimed badge stands', async () => {
    const city = await openCity()
    const award = await city.award()
    const taken = await takeBadge(city, award, ed25519TestKey('learner'))
    const [{ credential: badge }] = zTaken.parse(taken.body).credentials
    const leaf = awardLeaf(badge.id, badge.credentialSubject.achievement.id)
    const path = `/log/proofs/${encodeBase64url(leaf)}`
    await city.seal()

    const answer = await city.ask(path)

    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const proof = zLogProof.parse(answer.body)
    const { checkpoint } = await readCheckpointAt(city, '/log/checkpoints/2')
    expect(checkpoint).toMatchObject({
      iss: 'did:web:cardiff.example',
      log: 'https://cardiff.example/log',
      size: 2,
    })
    expect(isProven(leaf, proof, checkpoint)).toBe(true)
    expect(isProven(awardLeaf('urn:uuid:another', 'x'), proof, checkpoint)).toBe(false)

    // however the log grows, the proof stays byte for byte
    await city.award()
    await city.seal()
    expect((await city.ask(path)).body).toEqual(answer.body)
  })

  it('asks to come back for a leaf that is not sealed', async () => {
    const city = await openCity()
    const unknown = encodeBase64url(awardLeaf('urn:uuid:1', 'https://cardiff.example/x'))
    const answer = await city.ask(`/log/proofs/${unknown}`)
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([404, '1'])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  it('serves each checkpoint, their consistency and the tiles', async () => {
    const city = await openCity()
    await city.award()
    await city.seal()
    await city.award({ badge: 'dock-makers/laser-cutter' })
    await city.seal()

    const { checkpoint: latest, headers } = await readCheckpointAt(city, '/log/checkpoint')
    const { checkpoint: first } = await readCheckpointAt(city, '/log/checkpoints/2')
    const { checkpoint: empty } = await readCheckpointAt(city, '/log/checkpoints/0')
    const tile = await city.fetch(`${cityUrl}/log/tiles/0/0`)
    const hashes = new Uint8Array(await tile.arrayBuffer())
    const leaves = Array.from({ length: hashes.length / 32 }, (_, at) =>
      hashes.slice(at * 32, at * 32 + 32),
    )
    expect(headers.get('Cache-Control')).toBe('public, max-age=1')
    expect([empty.size, first.size]).toEqual([0, 2])
    expect([latest.size, leaves.length]).toEqual([4, 4])
    expect([empty.root, first.root, latest.root]).toEqual([
      naiveRoot([]),
      naiveRoot(leaves.slice(0, 2)),
      naiveRoot(leaves),
    ])
    const { body } = await city.ask('/log/consistency/2-4')
    const { path } = z.object({ path: z.array(z.string()) }).parse(body)
    const proof = path.map(decodeBase64url)
    const claim = { oldSize: 2, oldRoot: first.root, newSize: 4, newRoot: latest.root, proof }
    expect(verifyConsistency(claim)).toBe(true)
  })
})

describe('a log of nothing', () => {
  const city = useTestCity()

  it.each([
    '/log/proofs/short',
    `/log/proofs/${'!'.repeat(43)}`,
    '/log/checkpoints/1',
    '/log/checkpoints/-1',
    '/log/checkpoints/99999999999999999999',
    '/log/consistency/0-0',
    '/log/consistency/1-999999999999999',
    '/log/consistency/2-1',
    '/log/consistency/1',
    '/log/tiles/0/7',
    '/log/tiles/9999999999/0',
    '/log/tiles/x/0',
  ])('has nothing at %s', async (path) => {
    const answer = await city().ask(path)
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ code: 'not_found' })
  })
})
