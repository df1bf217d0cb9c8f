import { describe, expect, it } from 'vitest'
import { type Followed, followLog } from '../../../issuer/log/follow-log.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { signCheckpoint } from '../../../shared/trust/log-checkpoint.ts'
import { appendLeaves, nodeReader } from '../../../shared/trust/log-tiles.ts'
import { consistencyProof, leafHash } from '../../../shared/trust/merkle-tree.ts'
import type { FetchedText, TrustPorts } from '../../../shared/trust/trust-ports.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { naiveRoot } from './naive-root.ts'

const city = parseDid('did:web:city.example')
const log = 'https://city.example/log'
const key = ed25519TestKey('city')
const thief = ed25519TestKey('thief')

const leavesOf = (words: string) => [...words].map((word) => leafHash(Buffer.from(word)))

/** A log that holds a leaf for each letter, signed by the city or by somebody else. */
async function logOf(words: string, { signer = key, answersProofs = true, revoked = false } = {}) {
  const leaves = leavesOf(words)
  const state = { city, log, size: leaves.length, root: naiveRoot(leaves), at: new Date(0) }
  const checkpoint = await signCheckpoint(state, signer.signer(city))
  const readNode = nodeReader((level, index) =>
    appendLeaves(0, [], leaves).find((tile) => tile.level === level && tile.index === index),
  )
  const ports = {
    resolveDid: async () => ({
      outcome: 'resolved' as const,
      document: buildDidDocument({
        did: city,
        keys: [{ publicKey: key.publicKey, ...(revoked && { revoked: '2020-01-01T00:00:00Z' }) }],
        service: [{ id: `${city}#log`, type: 'WaymarkAwardLog', serviceEndpoint: log }],
      }),
    }),
    verifySignature,
    async fetchText(url): Promise<FetchedText> {
      if (url === `${log}/checkpoint`) return { outcome: 'fetched', text: checkpoint }
      const [, old, next] = /\/consistency\/(\d+)-(\d+)$/.exec(url) ?? []
      if (!answersProofs || old === undefined) return { outcome: 'absent' }
      const path = consistencyProof(Number(old), Number(next), readNode).map(encodeBase64url)
      return { outcome: 'fetched', text: JSON.stringify({ path }) }
    },
  } satisfies Pick<TrustPorts, 'resolveDid' | 'verifySignature' | 'fetchText'>
  return { ports, checkpoint }
}

async function see(words: string): Promise<Followed> {
  const { ports } = await logOf(words)
  const outcome = await followLog(city, undefined, ports)
  if (!('state' in outcome)) throw new Error('the first look takes what it sees')
  return outcome.state
}

describe('followLog', () => {
  it('goes along with a log that grows', async () => {
    const seen = await see('abc')
    const { ports, checkpoint } = await logOf('abcdefg')
    const root = encodeBase64url(naiveRoot(leavesOf('abcdefg')))
    expect(await followLog(city, seen, ports)).toEqual({
      outcome: 'grown',
      state: { city, log, size: 7, root, checkpoint },
    })
    expect(await followLog(city, await see('abcdefg'), ports)).toMatchObject({
      outcome: 'unchanged',
    })
  })

  it.each([
    ['became smaller', 'abcd', 'abc'],
    ['was emptied', 'abcd', ''],
    ['has another leaf at the same size', 'abcd', 'abcx'],
    ['changed a leaf and grew', 'abcd', 'xbcdef'],
    ['left a leaf out and grew', 'abcd', 'abdefg'],
  ])('reports a log that %s, with both statements', async (_what, before, after) => {
    const seen = await see(before)
    const { ports, checkpoint } = await logOf(after)
    expect(await followLog(city, seen, ports)).toEqual({
      outcome: 'forked',
      earlier: seen.checkpoint,
      later: checkpoint,
    })
  })

  it('calls two logs no fork: what was seen of another city is not held against it', async () => {
    const seen = { ...(await see('abc')), city: 'did:web:leeds.example' }
    const { ports } = await logOf('xyz')
    await expect(followLog(city, seen, ports)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('tells a city that is away from one that has no log', async () => {
    const { ports } = await logOf('abc')
    const away = { outcome: 'unavailable' as const, code: 'fetch_failed' as const, detail: '' }
    expect(await followLog(city, undefined, { ...ports, resolveDid: async () => away })).toEqual({
      outcome: 'unavailable',
      detail: 'The city’s DID document cannot be had, or is none',
    })
  })

  it.each([
    ['another key signed', { signer: thief }],
    ['a revoked key signed', { revoked: true }],
    ['no proof is given', { answersProofs: false }],
  ])('says that it could not check where %s', async (_what, change) => {
    const seen = await see('abc')
    const { ports } = await logOf('abcd', change)
    expect(await followLog(city, seen, ports)).toMatchObject({ outcome: 'unavailable' })
  })
})
