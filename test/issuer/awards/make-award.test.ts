import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { zAwardRequest } from '../../../issuer/awards/award.ts'
import { awardEntity } from '../../../issuer/awards/award-store.ts'
import { makeAward } from '../../../issuer/awards/make-award.ts'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import { logLeafEntity } from '../../../issuer/log/award-log.ts'
import { statusEntryEntity } from '../../../issuer/status/status-entry-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'
import { cityUrl } from '../test-city.ts'

forEachDatabase('makeAward', (bench) => {
  it('writes award, status place, a leaf for each language and the audit together', async () => {
    const { award, database } = await storeCity(bench)

    const made = await award({ recipient: { email: 'sam@learner.example', name: 'Sam' } })

    const { reader } = database
    expect(await reader.find(awardEntity)).toEqual([made])
    expect(made).toEqual({
      provider: 'harbour-youth',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      badge: 'first-aid',
      badgeVersion: 1,
      language: 'en',
      credentialId: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/),
      recipientEmail: 'sam@learner.example',
      recipientName: 'Sam',
      recipientSalt: expect.stringMatching(/^[\w-]{22}$/),
      evidence: null,
      awardedAt: '2026-11-22T10:00:00.000Z',
      validUntil: '2029-11-22T10:00:00.000Z',
      statusList: expect.any(String),
      statusIndex: expect.any(Number),
      status: 'active',
      statusReason: null,
      statusAt: null,
      needsTxCode: false,
      offerGeneration: 1,
      claimHash: expect.stringMatching(/^[\da-f]{64}$/),
      wrongTxCodes: 0,
      holder: null,
      isHolderNamed: false,
      claimedAt: null,
      delivery: 'claim',
      earner: 'person',
      replaces: null,
      replacedBy: null,
      sentAt: null,
    })
    expect(await reader.findBy(statusEntryEntity, { awardId: made.id })).toEqual([
      {
        provider: 'harbour-youth',
        list: made.statusList,
        entryIndex: made.statusIndex,
        awardId: made.id,
        isSet: false,
      },
    ])
    const leaves = await reader.find(logLeafEntity)
    const leafOf = (path: string) => {
      const entry = createHash('sha256')
        .update(`${made.credentialId}${cityUrl}/providers/harbour-youth/badges/first-aid/v/${path}`)
        .digest()
      // RFC 9162 section 2.1.1: the leaf hash is of a zero byte and the entry
      return createHash('sha256').update(Uint8Array.of(0)).update(entry).digest('base64url')
    }
    const hashes = leaves.map(({ leafHash }) => leafHash).sort()
    expect(hashes).toEqual([leafOf('1'), leafOf('1/cy')].sort())
    expect(leaves.map(({ position, awardId }) => [position, awardId])).toEqual([
      [null, made.id],
      [null, made.id],
    ])
    expect(await reader.find(auditEntity)).toEqual([
      {
        provider: 'harbour-youth',
        id: expect.any(String),
        actor: 'api-key:test',
        action: 'award.made',
        subject: made.id,
        detail: '{"badge":"first-aid","version":1}',
        at: '2026-11-22T10:00:00.000Z',
        position: null,
      },
    ])
  })

  it('keeps nothing of an award whose unit fails', async () => {
    const { database, secrets, clock, publicUrl } = await storeCity(bench)
    const request = zAwardRequest.parse({
      badge: 'harbour-youth/first-aid',
      recipient: { email: 'sam@learner.example' },
    })
    const work = database.transact(async (tx) => {
      await makeAward(tx, { request, actor: { name: 'test' } }, { publicUrl, secrets, clock })
      throw new Error('the answer could not be kept')
    })

    await expect(work).rejects.toThrow('the answer could not be kept')

    for (const entity of [awardEntity, statusEntryEntity, logLeafEntity, auditEntity]) {
      expect(await database.reader.count(entity)).toBe(0)
    }
  })

  it('gives forty awards at a time forty places and ids', async () => {
    const { award } = await storeCity(bench)
    const made = await Promise.all(Array.from({ length: 40 }, () => award()))
    const different = (values: unknown[]) => new Set(values).size
    expect(different(made.map(({ id }) => id))).toBe(40)
    expect(different(made.map(({ credentialId }) => credentialId))).toBe(40)
    expect(
      different(made.map(({ statusList, statusIndex }) => `${statusList} ${statusIndex}`)),
    ).toBe(40)
  })

  it('keeps neither claim id nor transaction code in the database', async () => {
    const { award, database, secrets } = await storeCity(bench)
    const made = await award({ txCode: true })
    const kept = JSON.stringify(await database.reader.find(awardEntity))
    expect(kept).toContain(made.id)
    expect(kept).not.toContain(secrets.claimIdOf(made))
    expect(kept).not.toContain(`"${secrets.txCodeOf(made)}"`)
  })
})

describe('zAwardRequest', () => {
  const request = { badge: 'harbour-youth/first-aid', recipient: { email: 'sam@learner.example' } }

  it.each([
    ['an unknown member', { ...request, status: 'revoked' }],
    [
      'an unknown member of the recipient',
      { ...request, recipient: { ...request.recipient, did: 'did:x' } },
    ],
    ['no e-mail', { ...request, recipient: { name: 'Sam' } }],
    [
      'two lines of e-mail',
      { ...request, recipient: { email: 'sam@learner.example\nBcc: x@y.z' } },
    ],
    [
      'a name with a line break',
      { ...request, recipient: { ...request.recipient, name: 'Sam\r\nX' } },
    ],
    [
      'a name that writes backwards',
      { ...request, recipient: { ...request.recipient, name: 'Sam\u202e' } },
    ],
    ['an end without a zone', { ...request, validUntil: '2027-01-01T00:00:00' }],
    ['a language that is not there', { ...request, language: 'fr' }],
    ['evidence that says nothing', { ...request, evidence: [{}] }],
    ['evidence in a script', { ...request, evidence: [{ url: 'javascript:alert(1)' }] }],
  ])('refuses %s', (_, value) => {
    expect(zAwardRequest.safeParse(value).success).toBe(false)
  })
})
