import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../shared/json/json.ts'
import { decodeBitstring } from '../../shared/status/bitstring-encoding.ts'
import {
  credential,
  type Endpoints,
  prove,
  startEndpoints,
  suiteKey,
} from './conformance-endpoints.ts'

/**
 * Every MUST of Bitstring Status List 1.0 that the W3C's suite tests.
 * @see https://github.com/w3c/vc-bitstring-status-list-test-suite
 */
let endpoints: Endpoints
let vc: JsonObject
let entry: JsonObject
let list: JsonObject

beforeAll(async () => {
  endpoints = await startEndpoints()
  vc = await endpoints.issued('bitstring-status-list', credential({ id: 'urn:uuid:1' }))
  entry = Object(vc.credentialStatus)
  const response = await fetch(String(entry.statusListCredential))
  list = await response.json()
})
afterAll(() => endpoints.conformance.close())

describe('Bitstring Status List 1.0', () => {
  it('2.1: gives each credential an entry of its own', async () => {
    const url = `${endpoints.conformance.httpUrl}/issuers/bitstring-status-list/status/1`
    expect(entry).toEqual({
      id: expect.stringMatching(/#\d+$/),
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: expect.stringMatching(/^(?:0|[1-9]\d*)$/),
      statusListCredential: url,
    })
    expect(entry.id).not.toBe(url)
    const another = await endpoints.issued('bitstring-status-list', credential())
    expect(Object(another.credentialStatus).statusListIndex).not.toBe(entry.statusListIndex)
  })

  it('2.2: publishes the list as a credential of the same issuer, which verifies', async () => {
    expect(list).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: entry.statusListCredential,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: endpoints.didOf('bitstring-status-list'),
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation' },
      proof: { cryptosuite: 'eddsa-rdfc-2022' },
    })
    expect((await endpoints.verify(list)).status).toBe(200)
  })

  it('2.2: encodes at least 16 KB in multibase base64url', async () => {
    const { encodedList } = Object(list.credentialSubject)
    expect(encodedList).toMatch(/^u[\w-]+$/)
    expect((await decodeBitstring(encodedList)).length).toBeGreaterThanOrEqual(16 * 1024)
  })

  it('3.2: verifies the credential with its status', async () => {
    for (const checks of [['proof', 'credentialStatus'], [], ['proof']]) {
      expect((await endpoints.verify(vc, { checks })).body).toMatchObject({ verified: true })
    }
  })

  it('3.3: is read by @digitalbazaar/vc-bitstring-status-list', async () => {
    const decoded = await BitstringStatusList.decode(Object(list.credentialSubject))
    expect(decoded.getStatus(Number(entry.statusListIndex))).toBe(false)
  })

  it.each<[string, (made: JsonObject) => JsonObject]>([
    ['an index that is no string', (made) => ({ ...made, statusListIndex: true })],
    ['an index below 0', (made) => ({ ...made, statusListIndex: '-1' })],
    ['a list that is no URL', (made) => ({ ...made, statusListCredential: 'list 1' })],
    ['no list', ({ statusListCredential: _, ...made }) => made],
    ['a purpose that is no string', (made) => ({ ...made, statusPurpose: 1 })],
    ['an id that is the list', (made) => ({ ...made, id: made.statusListCredential })],
    ['a size of nothing', (made) => ({ ...made, statusSize: 0 })],
    ['a size without messages', (made) => ({ ...made, statusSize: 2 })],
    [
      'fewer messages than values',
      (made) => ({ ...made, statusSize: 2, statusMessage: [{ status: '0x0', message: 'x' }] }),
    ],
    [
      'a message without its status',
      (made) => ({ ...made, statusMessage: [{ message: 'x' }, { message: 'y' }] }),
    ],
    ['a reference that is no URL', (made) => ({ ...made, statusReference: ['x y'] })],
  ])('2.1: neither issues nor verifies an entry with %s', async (_, change) => {
    const credentialStatus = change(entry)
    const made = credential({ issuer: suiteKey.did, credentialStatus })
    expect((await endpoints.issue('eddsa-rdfc-2022', made)).status).toBe(400)
    const { status, body } = await endpoints.verify(await prove(made, {}, 'eddsa-jcs-2022'), {})
    expect({ status, verified: body.verified }).toEqual({ status: 400, verified: false })
  })

  it('3: does not issue an entry under a name that no context knows', async () => {
    const statusEntry = {
      type: 'BitstringStatusListEntry',
      statusListIndex: true,
      statusListCredential: 'https://example.com',
    }
    const made = await endpoints.issue('bitstring-status-list', credential({ statusEntry }))
    expect(made.status).toBe(400)
  })

  it.each<[string, (subject: JsonObject) => JsonObject]>([
    ['of another type', (subject) => ({ ...subject, type: 'Other' })],
    ['without a purpose', ({ statusPurpose: _, ...subject }) => subject],
    ['whose purpose is no string', (subject) => ({ ...subject, statusPurpose: [1] })],
    ['without its bits', ({ encodedList: _, ...subject }) => subject],
    ['whose bits are not in multibase', (subject) => ({ ...subject, encodedList: 'H4sI' })],
    ['whose ttl is below 0', (subject) => ({ ...subject, ttl: -1 })],
  ])('2.2: does not issue a list %s', async (_, change) => {
    const { proof: __, ...unsigned } = list
    const credentialSubject = change(Object(list.credentialSubject))
    const made = await endpoints.issue('eddsa-rdfc-2022', { ...unsigned, credentialSubject })
    expect(made.status).toBe(400)
    const kept = await endpoints.issue('eddsa-rdfc-2022', unsigned)
    expect(kept.status).toBe(201)
  })

  it.each<[string, JsonObject, string]>([
    [
      'an index outside of the list',
      { statusListIndex: '131072', id: 'urn:x:1' },
      'https://www.w3.org/ns/credentials/status-list#RANGE_ERROR',
    ],
    [
      'another purpose than the list has',
      { statusPurpose: 'suspension' },
      'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR',
    ],
  ])('3.2: tells %s by the type of the specification', async (_, changes, type) => {
    const made = credential({ credentialStatus: { ...entry, ...changes } })
    const issued = await endpoints.issued('bitstring-status-list', made)
    const { body } = await endpoints.verify(issued, { checks: ['proof', 'credentialStatus'] })
    expect(body).toMatchObject({ verified: false, type })
  })

  it('3.2: tells that a list cannot be had, and does not call the credential valid', async () => {
    const statusListCredential = `${endpoints.conformance.httpUrl}/nowhere`
    const made = credential({ credentialStatus: { ...entry, id: 'urn:x:1', statusListCredential } })
    const issued = await endpoints.issued('bitstring-status-list', made)
    expect(await endpoints.verify(issued, {})).toMatchObject({
      status: 422,
      body: {
        verified: false,
        type: 'https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR',
      },
    })
    expect((await endpoints.verify(issued)).body).toMatchObject({
      verified: true,
      warnings: [{ code: 'list_refused' }],
    })
  })
})
