import { describe, expect, it } from 'vitest'
import {
  credentialsV1Url,
  ed25519Signature2020Url,
} from '../../../shared/credential/context-urls.ts'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { createBitstring, setBit } from '../../../shared/status/bitstring.ts'
import { encodeBitstring } from '../../../shared/status/bitstring-encoding.ts'
import { statusList2021Url } from '../../../shared/status/status-list-2021.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { referenceSign2020 } from '../credential/reference-2020.ts'
import { codesOf } from './outcomes.ts'
import { type Actor, badge, createHolder, createIssuer, createWorld } from './world.ts'

const issuedAt = '2026-11-22T09:00:00Z'
const listUrl = 'https://college.example/status/1'
const contexts = [credentialsV1Url, statusList2021Url, ed25519Signature2020Url]

const sign = (document: JsonObject, { signer }: Actor) =>
  referenceSign2020(document, signer, new Date(issuedAt))

/** A list and a badge as issuers of 2022 to 2024 published them, signed by jsonld-signatures. */
async function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const bits = createBitstring()
  setBit(bits, 5, true)
  const encodedList = (await encodeBitstring(bits)).slice(1)
  const unsigned = {
    '@context': contexts,
    id: listUrl,
    type: ['VerifiableCredential', 'StatusList2021Credential'],
    issuer: issuer.did,
    issuanceDate: issuedAt,
    credentialSubject: {
      id: `${listUrl}#list`,
      type: 'StatusList2021',
      statusPurpose: 'revocation',
      encodedList,
    },
  }
  const publish = async (change: JsonObject = {}, signer = issuer) => {
    const body = JSON.stringify(await sign({ ...unsigned, ...change }, signer))
    world.lists.set(listUrl, { outcome: 'fetched', body, fetchedAt: world.clock() })
  }
  const { validFrom: _, ...members } = badge(issuer, { id: createHolder().did })
  const [, badges] = [members['@context']].flat()
  const statusOf = async (index: string, change: JsonObject = {}) => {
    const credentialStatus = {
      id: `${listUrl}#${index}`,
      type: 'StatusList2021Entry',
      statusPurpose: 'revocation',
      statusListIndex: index,
      statusListCredential: listUrl,
      ...change,
    }
    const made = { ...members, issuanceDate: issuedAt, credentialStatus }
    const signed = await sign(
      { ...made, '@context': [credentialsV1Url, badges, ...contexts.slice(1)] },
      issuer,
    )
    const report = await verifyCredential(signed, { ports: world.ports })
    return [report.verdict, codesOf(report).status]
  }
  return { world, issuer, publish, unsigned, statusOf }
}

describe('a badge with a place in a StatusList2021', () => {
  it('is valid or revoked as the list says', async () => {
    const { publish, statusOf } = await setUp()
    await publish()
    expect([await statusOf('4'), await statusOf('5')]).toEqual([
      ['valid', 'ok'],
      ['invalid', 'revoked'],
    ])
  })

  it('is valid or revoked as the same list says as a token', async () => {
    const { world, issuer, unsigned, statusOf } = await setUp()
    const credential = { ...unsigned, '@context': contexts.slice(0, 2) }
    const body = await signCredentialJwt({ credential, signer: issuer.signer })
    world.lists.set(listUrl, { outcome: 'fetched', body, fetchedAt: world.clock() })
    expect([await statusOf('4'), await statusOf('5')]).toEqual([
      ['valid', 'ok'],
      ['invalid', 'revoked'],
    ])
  })

  it.each<[string, (list: JsonObject) => JsonObject, string]>([
    ['of another issuer', () => ({ issuer: 'did:web:other.example' }), 'list_of_another_issuer'],
    ['for another address', () => ({ id: `${listUrl}0` }), 'list_not_verified'],
    ['of another type', () => ({ type: ['VerifiableCredential'] }), 'list_malformed'],
    ['of tomorrow', () => ({ issuanceDate: '2026-11-23T09:00:00Z' }), 'list_out_of_date'],
    [
      'encoded as today',
      ({ credentialSubject: subject }) => ({
        credentialSubject: { ...Object(subject), encodedList: `u${Object(subject).encodedList}` },
      }),
      'list_malformed',
    ],
    [
      'without bits',
      ({ credentialSubject: subject }) => ({
        credentialSubject: { ...Object(subject), encodedList: undefined },
      }),
      'list_malformed',
    ],
    [
      'for another purpose',
      ({ credentialSubject: subject }) => ({
        credentialSubject: { ...Object(subject), statusPurpose: 'suspension' },
      }),
      'purpose_mismatch',
    ],
  ])('has no known status where the list is %s', async (_, change, code) => {
    const { publish, unsigned, statusOf } = await setUp()
    await publish(JSON.parse(JSON.stringify(change(unsigned))))
    const [verdict, status] = await statusOf('4')
    expect(verdict).not.toBe('valid')
    expect(status).toBe(code)
  })

  it('has no known status where a list of today is in the data model of before', async () => {
    const { world, issuer, unsigned, statusOf } = await setUp()
    const { credentialSubject: subject } = unsigned
    const credential = {
      ...unsigned,
      '@context': contexts.slice(0, 2),
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      credentialSubject: {
        ...subject,
        type: 'BitstringStatusList',
        encodedList: `u${subject.encodedList}`,
      },
    }
    const body = await signCredentialJwt({ credential, signer: issuer.signer })
    world.lists.set(listUrl, { outcome: 'fetched', body, fetchedAt: world.clock() })
    expect(await statusOf('4')).toEqual(['unknown', 'list_malformed'])
  })

  it('has no known status where another signed the list', async () => {
    const { world, publish, statusOf } = await setUp()
    await publish({}, createIssuer(world, 'did:web:thief.example'))
    expect(await statusOf('4')).toEqual(['unknown', 'list_not_verified'])
  })

  it.each<[string, JsonObject]>([
    ['an index that is a number', { statusListIndex: 4 }],
    ['an index below 0', { statusListIndex: '-1' }],
    ['the address of the list as its id', { id: listUrl }],
  ])('is refused with %s', async (_, change) => {
    const { publish, statusOf } = await setUp()
    await publish()
    expect(await statusOf('4', change)).toEqual(['invalid', 'entry_malformed'])
  })
})
