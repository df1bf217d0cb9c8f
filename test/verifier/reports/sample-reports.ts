import type { OpenBadgeInput } from '../../../shared/credential/build-open-badge.ts'
import type { IdentityObject } from '../../../shared/credential/open-badge.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { statusListEntry } from '../../../shared/status/status-entry.ts'
import { hashIdentity } from '../../../shared/verify/recipient-check.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { shareCv } from '../../../wallet/core/cv/share-cv.ts'
import type { HeldBadge } from '../../../wallet/core/held-badge.ts'
import {
  achievement,
  badge,
  createHolder,
  listUrl,
  present,
  publishList,
  secure,
} from '../../shared/verify/world.ts'
import { accredited, createTrustWorld } from '../../support/trust-city.ts'
import { createSharingWallet } from '../../wallet/core/cv/sharing-wallet.ts'
import { type City, createCity } from '../verifier-bench.ts'
import { cityOverNetwork } from '../vouching-city.ts'

/** What somebody gives to have a report made of it, and what a reader must be able to learn from the report. */
export type SampleReport = {
  name: string
  /** A body of POST /api/v1/reports. */
  order: JsonObject
  verdict: 'valid' | 'unknown' | 'invalid'
  /** Who gave it, is it still good, were they allowed, whose is it, what could not be checked. */
  answers: readonly [who: RegExp, current: RegExp, allowed: RegExp, whose: RegExp, open: RegExp]
}

const suspensionList = 'https://city.example/providers/quay/status/2'
const deadList = 'https://city.example/providers/quay/status/9'
const endedId = 'https://city.example/providers/quay/badges/kayak/v/1'
const quay =
  /Quay Youth Club, found at city\.example\/providers\/quay\. It was signed with their own key/
const good = /Yes\. It is in date\. The awarder has not taken it back/
const allowed = /Yes\. City of vouching\.example vouched for them to give this badge at that time/
const owner = /The one who earned it showed it to you/
const nothing = /Nothing\. We checked all that we asked/
const early = /Not known\. We could not check this, as an earlier check got in the way/

/** A city that vouches, its provider, and everything that can be wrong with a badge: issued for real, to be verified for real. */
export async function createSampleReports(): Promise<{
  city: City
  did: string
  samples: SampleReport[]
}> {
  const base = await createCity()
  const { world, issuer } = base
  const trust = createTrustWorld(world)
  const vouching = await trust.createCity('vouching.example')
  const ended = { at: '2026-06-01T00:00:00Z', logSize: 0 }
  const provider = accredited(issuer, achievement.id)
  provider.accreditations.push({
    achievements: [endedId],
    from: '2026-01-01T00:00:00Z',
    fromSize: 0,
    until: ended.at,
    untilSize: ended.logSize,
  })
  vouching.list.providers.push(provider)
  await publishList(world, issuer, { set: [3] })
  await publishList(world, issuer, { url: suspensionList, purpose: 'suspension', set: [3] })

  const wallet = createSharingWallet({ issuer })
  const { holder } = wallet
  const identifier: IdentityObject = {
    type: 'IdentityObject',
    hashed: true,
    identityType: 'name',
    identityHash: await hashIdentity('Sam Jones', 'salty'),
    salt: 'salty',
  }
  let made = 0

  async function sign(more: Partial<OpenBadgeInput> = {}, by = issuer): Promise<JsonObject> {
    made += 1
    const id = `urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-${String(made).padStart(12, '0')}`
    const given = more.achievement ?? howShown('assessed')
    vouching.award(id, given.id)
    const credential = badge(
      by,
      { id: holder.did, identifier: [identifier] },
      {
        id,
        achievement: given,
        status: statusIn(listUrl, made + 10),
        ...more,
      },
    )
    return secure(credential, by.signer)
  }

  async function share(documents: readonly JsonObject[], name = 'Sam Jones'): Promise<JsonObject> {
    const badges = await Promise.all(documents.map(held))
    const ownWords = {
      language: 'en' as const,
      name,
      about: 'I like boats and people.',
      work: [{ what: 'Helper', where: 'The Quay', from: '2024', until: '2025' }],
      education: [],
      skills: ['Knots'],
    }
    const { link } = await shareCv(
      { badges, ownWords, title: '', expiresInSeconds: 86_400 },
      wallet.ports,
    )
    return { link }
  }

  async function held(document: JsonObject): Promise<HeldBadge> {
    const text = JSON.stringify(document)
    const report = await verifyCredential(text, { ports: world.ports })
    if (report.credential === undefined) throw new Error('the badge cannot be read')
    return {
      ...{ id: String(document.id), text, format: 'ldp_vc', holder: holder.did, report },
      summary: report.credential,
      source: { kind: 'file' },
      receivedAt: '2026-11-20T09:00:00Z',
    }
  }

  const kayak = { ...howShown('attended'), id: endedId, name: 'Kayak leader' }
  const other = { ...howShown('assessed'), id: `${endedId}0`, name: 'First aid' }
  const thief = createHolder()
  const forger = createHolder()
  const expected = { name: 'sam  jones' }
  const good1 = await sign()
  const revoked = await sign({ status: statusIn(listUrl, 3) })
  const down = await sign({ status: statusIn(deadList, 5) })
  const pdf = Buffer.from('%PDF-1.7\n').toString('base64')
  const old = {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'https://old.example/a/1',
    recipient: { type: 'email', identity: 'sam@mail.example', hashed: false },
    issuedOn: '2019-03-04T00:00:00Z',
    badge: {
      type: 'BadgeClass',
      name: 'Knots',
      issuer: { type: 'Issuer', name: 'Old Sailing Club' },
    },
    verification: { type: 'HostedBadge' },
  }
  const samples: SampleReport[] = [
    {
      name: 'all proven',
      order: {
        ...(await share([good1, await sign({ validUntil: new Date('2028-01-01T00:00:00Z') })])),
        expected,
      },
      verdict: 'valid',
      answers: [
        quay,
        good,
        allowed,
        /showed it to you\. It was given to the person you asked for/,
        nothing,
      ],
    },
    {
      name: 'revoked',
      order: await share([revoked]),
      verdict: 'invalid',
      answers: [quay, /No\. The awarder took this badge back/, allowed, owner, nothing],
    },
    {
      name: 'suspended',
      order: await share([await sign({ status: statusIn(suspensionList, 3, 'suspension') })]),
      verdict: 'invalid',
      answers: [quay, /No\. The awarder has put this badge on hold/, allowed, owner, nothing],
    },
    {
      name: 'expired',
      order: await share([await sign({ validUntil: new Date('2026-10-01T00:00:00Z') })]),
      verdict: 'invalid',
      answers: [
        quay,
        /No\. It is past its end date/,
        early,
        owner,
        /We could not check: .*“Vouched for by a city”/,
      ],
    },
    {
      name: 'not yet valid',
      order: await share([await sign({ validFrom: new Date('2027-01-01T00:00:00Z') })]),
      verdict: 'invalid',
      answers: [quay, /No\. Its start date has not come yet/, early, owner, /We could not check/],
    },
    {
      name: 'issuer not accredited for it',
      order: await share([await sign({ achievement: other })]),
      verdict: 'invalid',
      answers: [
        quay,
        good,
        /No\. No city that you trust vouched for this badge then/,
        owner,
        nothing,
      ],
    },
    {
      name: 'accreditation ended',
      order: await share([await sign({ achievement: kayak })]),
      verdict: 'unknown',
      answers: [
        quay,
        good,
        /Not known\. The city had stopped vouching/,
        owner,
        /“Vouched for by a city”/,
      ],
    },
    {
      name: 'host down',
      order: await share([down]),
      verdict: 'unknown',
      answers: [
        quay,
        /Not known\. We could not reach the list of badges taken back just now/,
        allowed,
        owner,
        /We could not check: “Not taken back”/,
      ],
    },
    {
      name: 'stolen',
      order: { presentation: JSON.stringify(await present([await sign()], thief)) },
      verdict: 'invalid',
      answers: [
        quay,
        early,
        early,
        /It was given to someone else than the one who shows it/,
        /“Not taken back”/,
      ],
    },
    {
      name: 'self-signed look-alike',
      order: { presentation: JSON.stringify(await sign({ status: undefined } as never, forger)) },
      verdict: 'invalid',
      answers: [
        /Someone who calls themselves Quay Youth Club\. No web address\. Anyone could use this name/,
        /It is in date\. The awarder keeps no list of badges it took back/,
        /No\. No city that you trust vouched for this badge then/,
        /The badge was checked by itself.* Someone else could have sent it/,
        /We did not ask: .*“Shown by its owner”/,
      ],
    },
    {
      name: 'hashed name differs',
      order: { ...(await share([good1])), expected: { name: 'Alex Smith' } },
      verdict: 'valid',
      answers: [
        quay,
        good,
        allowed,
        /It was given to a person with some other name or email/,
        nothing,
      ],
    },
    {
      name: 'older kind and plain CV',
      order: { presentation: old, files: [{ name: 'cv.pdf', content: pdf }] },
      verdict: 'unknown',
      answers: [
        /It says Old Sailing Club, but that is not proven\. We could not reach its own web address/,
        early,
        early,
        early,
        /We could not check: “Not changed”/,
      ],
    },
    {
      name: 'mixed',
      order: {
        ...(await share([good1, revoked, down, await sign({ achievement: other })])),
        presentation: JSON.stringify(await sign({ achievement: kayak })),
        files: [{ name: 'cv-of-sam.pdf', content: pdf }],
        expected,
      },
      verdict: 'invalid',
      answers: [
        quay,
        /No\. The awarder took this badge back/,
        allowed,
        owner,
        /We could not check: “Not taken back”/,
      ],
    },
  ]
  await vouching.publish()
  const network = cityOverNetwork(base, trust, vouching)
  const city: City = {
    ...network,
    fetch: (input, init) =>
      String(input).startsWith('https://wallet.example')
        ? wallet.shares.fetch(String(input))
        : network.fetch(input, init),
  }
  return { city, did: vouching.did, samples }
}

function statusIn(
  statusListCredential: string,
  index: number,
  purpose: 'revocation' | 'suspension' = 'revocation',
) {
  return statusListEntry({ listUrl: statusListCredential, index, purpose })
}

function howShown(code: string): OpenBadgeInput['achievement'] {
  const alignment = {
    type: ['Alignment'],
    targetName: code,
    targetUrl: `urn:waymark:how-shown:${code}`,
    targetFramework: 'How it is shown',
    targetCode: code,
  }
  // sound: an alignment as shared/skills/how-shown.ts writes it
  return { ...achievement, alignment: [alignment] } as OpenBadgeInput['achievement']
}
