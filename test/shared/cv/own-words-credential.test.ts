import { describe, expect, test } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { readSecured } from '../../../shared/credential/secured.ts'
import { isWordless, type OwnWords } from '../../../shared/cv/own-words.ts'
import { readOwnWords, signOwnWords } from '../../../shared/cv/own-words-credential.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { badge, createHolder, createIssuer, createWorld, secure } from '../verify/world.ts'

const words: OwnWords = {
  language: 'cy',
  name: 'Siân Ŵyn',
  email: 'sian@learner.example',
  phone: '029 2018 0000',
  place: 'Caerdydd',
  about: 'Rwy’n hoffi cychod.\n<b>A phobl.</b>',
  work: [{ what: 'Helper', where: 'Quay', from: '2024-05', until: 'now', more: 'Every Saturday' }],
  education: [{ what: 'GCSE Maths', where: 'Fitzalan High School' }],
  skills: ['Knots', 'Tea'],
}

const sign = (change: object = {}, holder = createHolder()) =>
  signOwnWords({
    words: { ...words, ...change },
    holder: holder.did,
    signer: holder.signer,
    issuedAt: new Date('2026-11-22T09:00:00Z'),
  })

describe('signOwnWords', () => {
  test.each(['Ed25519', 'P-256'] as const)(
    'makes a credential that verifies, with a key on %s',
    async (curve) => {
      const { ports } = createWorld()
      const holder = createHolder(curve)
      const report = await verifyCredential(await sign({}, holder), {
        ports,
        expectedHolder: holder.did,
      })
      expect([report.verdict, report.credential?.issuer.id, report.securedWith]).toEqual([
        'valid',
        holder.did,
        'vc+jwt',
      ])
    },
  )

  test('writes members that its context defines, each of them', async () => {
    const { document } = readSecured(await sign())
    const { iss: _iss, sub: _sub, nbf: _nbf, ...credential } = document
    const statements = await createCanonicalize()(credential)
    for (const text of ['Siân Ŵyn', 'GCSE Maths', 'Every Saturday', 'Tea', 'now']) {
      expect(statements).toContain(text)
    }
  })
})

describe('readOwnWords', () => {
  test('reads what was signed', async () => {
    expect(readOwnWords(await sign())).toEqual(words)
  })

  test('reads nothing out of a badge, or of words that somebody else says', async () => {
    const [holder, other] = [createHolder(), createHolder()]
    const foreign = await signOwnWords({
      words,
      holder: holder.did,
      signer: other.signer,
      issuedAt: new Date('2026-11-22T09:00:00Z'),
    })
    const { document } = readSecured(foreign)
    const issuer = createIssuer(createWorld())
    const award = await secure(badge(issuer, { id: holder.did }), issuer.signer)
    expect(readOwnWords(award)).toBeUndefined()
    expect(readOwnWords({ ...document, issuer: other.did })).toBeUndefined()
    expect(
      readOwnWords({ ...document, '@context': ['https://www.w3.org/ns/credentials/v2'] }),
    ).toBeUndefined()
    expect(readOwnWords('no token')).toBeUndefined()
  })

  test.each<[string, object]>([
    ['a text without end', { about: 'a'.repeat(3_001) }],
    ['too many skills', { skills: Array.from({ length: 61 }, String) }],
    ['an object for a text', { name: { '@value': 'Sam' } }],
    ['an unknown language', { language: 'xx' }],
  ])('reads nothing where there is %s', async (_, change) => {
    expect(readOwnWords(await sign(change))).toBeUndefined()
  })
})

describe('isWordless', () => {
  test('is so only where nothing was said', () => {
    const none: OwnWords = { language: 'en', work: [], education: [], skills: [] }
    expect([isWordless(none), isWordless(words), isWordless({ ...none, skills: ['Tea'] })]).toEqual(
      [true, false, false],
    )
  })
})
