import { describe, expect, test } from 'vitest'
import { openShare } from '../../../shared/cv/open-share.ts'
import { shareChallenge } from '../../../shared/cv/sealed-share.ts'
import { parseShareLink } from '../../../shared/cv/share-link.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { TrustReader } from '../../../shared/trust/trust-reader.ts'
import { verifyKept } from '../../../verifier/candidates/check-again.ts'
import { keptPolicy } from '../../../verifier/candidates/kept.ts'
import { answerFromBundles } from '../../../verifier/continuity/answer-from-bundles.ts'
import type { KeptBundles } from '../../../verifier/continuity/kept-bundles.ts'
import { shareCv } from '../../../wallet/core/cv/share-cv.ts'
import { createSharingWallet } from '../../wallet/core/cv/sharing-wallet.ts'

const city = parseDid('did:web:city.example')

/** A shared CV of one badge and the words of who shows it, as an employer keeps it who trusts the city. */
async function keepShare() {
  const wallet = createSharingWallet()
  const { world, issuer, shares } = wallet
  const { link } = await shareCv(
    {
      badges: [await wallet.hold('Harbour guide')],
      ownWords: { language: 'en', name: 'Sam', work: [], education: [], skills: ['Knots'] },
      title: '',
      expiresInSeconds: 3_600,
    },
    wallet.ports,
  )
  const { key } = parseShareLink(link)
  const cv = await openShare(parseShareLink(link), { fetch: shares.fetch, clock: world.clock })
  const { presentations, audience, expiresAt, logProofs } = cv
  const binding = { nonce: shareChallenge(key, expiresAt), audience }
  const policy = keptPolicy({ trustedCities: [city], required: ['accreditation', 'log'] })
  const kept = { kind: 'presentations', presentations, binding, logProofs, policy } as const
  const vouching = {
    judge: async (award) =>
      award.issuer === issuer.did
        ? { accreditation: 'ok', log: 'ok' }
        : { accreditation: 'not_accredited', log: 'not_logged' },
    findDocument: async () => undefined,
  } satisfies TrustReader
  const silent = {
    judge: async () => ({ accreditation: 'trust_list_unavailable', log: 'not_asked' }),
    findDocument: async () => undefined,
  } satisfies TrustReader
  const check = (trust: TrustReader) =>
    verifyKept(kept, undefined, { ...world.ports, trust }).then((report) => {
      if (report?.kind !== 'presentation') throw new Error('it is a report on presentations')
      return report
    })
  return { world, presentations, policy, vouching, silent, check }
}

describe('verifyKept', () => {
  test('asks no city about what the person said, as when it came', async () => {
    const { check, vouching } = await keepShare()
    const { verdict, credentials } = await check(vouching)
    expect([verdict, ...credentials.map((one) => one.verdict)]).toEqual([
      'valid',
      'valid',
      'invalid',
    ])
  })
})

describe('answerFromBundles', () => {
  test('asks the copy of a city about badges, and not about what the person said', async () => {
    const { world, presentations, policy, check, silent, vouching } = await keepShare()
    const at = world.clock()
    const copy = { organisation: 'cafe', city, keyThumbprint: 'k', keptAt: at.toISOString() }
    const asked: string[] = []
    const trust: TrustReader = {
      ...vouching,
      judge: async (award) => {
        asked.push(award.issuer)
        // a copy that took no one's word would call the person's own not valid
        return { ...(await vouching.judge(award)), log: 'ok' }
      },
    }
    const bundles: KeptBundles = {
      list: async () => [],
      listUsable: async () => [{ ...copy, asOf: at.toISOString() }],
      open: async () => ({ city, asOf: at, keyThumbprint: 'k', ports: { ...world.ports, trust } }),
    }
    const today = await check(silent)
    const context = { organisation: 'cafe', policy }
    const answer = await answerFromBundles(today, presentations, context, { bundles })
    expect([today.verdict, answer?.verdict, new Set(asked).size]).toEqual(['unknown', 'valid', 1])
  })
})
