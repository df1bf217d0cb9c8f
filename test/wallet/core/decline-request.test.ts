import { describe, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { declineRequest } from '../../../wallet/core/decline-request.ts'
import { sampleRequest } from '../../shared/oid4vc/oid4vp-sample.ts'
import { createFakeWorld } from '../fake-ports.ts'

const responseUri = new URL(sampleRequest.response_uri)
const asker = {
  domain: 'hire.example',
  isProven: true,
  asksAsPerson: false,
  sendsElsewhere: false,
}
const verified = { request: sampleRequest, responseUri, asker }

describe('declineRequest', () => {
  test('tells the asker no, and nothing else', async () => {
    const { ports, answers, requests } = createFakeWorld()
    answers.set(`POST ${responseUri}`, { body: { redirect_uri: 'https://hire.example/done#a=b' } })
    expect(await declineRequest({ verified }, ports)).toEqual({
      isTold: true,
      redirectUri: 'https://hire.example/done#a=b',
    })
    expect(requests).toEqual([
      {
        method: 'POST',
        url: String(responseUri),
        body: 'error=access_denied&state=af0ifjsldkj',
      },
    ])
  })

  test.for([
    ['an asker that proved no name', { isProven: false }],
    ['a person at a wallet server', { asksAsPerson: true }],
    ['another host than the one that asks', { sendsElsewhere: true }],
  ] as const)('does not tell %s', async ([, doubt]) => {
    const { ports, requests } = createFakeWorld()
    const request = { verified: { ...verified, asker: { ...asker, ...doubt } } }
    expect([await declineRequest(request, ports), requests]).toEqual([{ isTold: false }, []])
  })

  test('has no state to repeat where none was sent', async () => {
    const { ports, requests } = createFakeWorld()
    const { state: _, ...request } = sampleRequest
    await declineRequest({ verified: { ...verified, request } }, ports)
    expect(requests.map(({ body }) => body)).toEqual(['error=access_denied'])
  })

  test.for([
    ['refuses it', { status: 409, body: { error: 'invalid_request' } }],
    ['is busy', { status: 429, body: {} }],
    ['sends the person to no address', { body: { redirect_uri: 'javascript:alert(1)' } }],
  ] as const)('fails for nobody where the asker %s', async ([, answer]) => {
    const { ports, answers } = createFakeWorld()
    answers.set(`POST ${responseUri}`, answer)
    const isTold = !('status' in answer)
    expect(await declineRequest({ verified }, ports)).toEqual({ isTold })
  })

  test('fails for nobody where the asker cannot be reached', async () => {
    const { ports } = createFakeWorld({
      fetch: async () => {
        throw new AppError('fetch_failed', 'no answer')
      },
    })
    expect(await declineRequest({ verified }, ports)).toEqual({ isTold: false })
  })
})
