import { describe, expect, it } from 'vitest'
import { createControllerDocuments } from '../../../../shared/verify/further/controller-documents.ts'
import { createTestClock } from '../../../support/clock.ts'

const url = 'https://college.example/issuer'
const document = { id: url, assertionMethod: [] }

function setUp(answer: () => Response | Error) {
  const clock = createTestClock()
  const asked: string[] = []
  const documents = createControllerDocuments({
    clock,
    fetch: async (address) => {
      asked.push(address)
      const response = answer()
      if (response instanceof Error) throw response
      return response
    },
  })
  return { clock, asked, documents }
}

function json(body: unknown, type = 'application/json', status = 200): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text, { status, headers: { 'content-type': type } })
}

describe('createControllerDocuments', () => {
  it.each(['application/json', 'application/ld+json; charset=utf-8', 'application/cid'])(
    'resolves what names itself by its address (%s)',
    async (type) => {
      const { documents } = setUp(() => json(document, type))
      expect(await documents.resolve(url)).toEqual({ outcome: 'resolved', document })
    },
  )

  it.each<[string, () => Response | Error, string]>([
    ['another’s name', () => json({ ...document, id: `${url}/` }), 'refused'],
    ['a page for people', () => json('<html>', 'text/html'), 'refused'],
    ['members twice', () => json(`{"id":"${url}","id":"${url}"}`), 'refused'],
    ['a member that becomes a prototype', () => json(`{"id":"${url}","__proto__":{}}`), 'refused'],
    ['no object', () => json('[]'), 'refused'],
    ['more than 64 KiB', () => json({ ...document, more: 'x'.repeat(70_000) }), 'refused'],
    [
      'a thousand keys',
      () => json({ ...document, assertionMethod: Array(1000).fill('x') }),
      'refused',
    ],
    ['nothing', () => json('', 'application/json', 404), 'refused'],
    ['an error of the server', () => json('', 'application/json', 503), 'unavailable'],
    ['no answer', () => new Error('refused'), 'unavailable'],
    ['its end', () => json({ ...document, deactivated: true }), 'deactivated'],
  ])('does not resolve %s', async (_, answer, outcome) => {
    expect(await setUp(answer).documents.resolve(url)).toMatchObject({ outcome })
  })

  it.each([
    'ftp://college.example/x',
    'https://a:b@college.example/x',
    'https://college.example/#x',
    'x',
  ])('asks nobody about %s', async (address) => {
    const { documents, asked } = setUp(() => json({ id: address }))
    expect(await documents.resolve(address)).toMatchObject({
      outcome: 'refused',
      code: 'address_forbidden',
    })
    expect(asked).toEqual([])
  })

  it('asks once for many, again after five minutes or when told to, and keeps what it had', async () => {
    let isDown = false
    const { clock, asked, documents } = setUp(() => (isDown ? new Error('down') : json(document)))
    await Promise.all([documents.resolve(url), documents.resolve(url), documents.resolve(url)])
    clock.advance(299)
    await documents.resolve(url)
    expect(asked).toHaveLength(1)
    isDown = true
    expect(await documents.resolve(url, { fresh: true })).toMatchObject({ outcome: 'unavailable' })
    expect(await documents.resolve(url)).toMatchObject({ outcome: 'resolved' })
    expect(asked).toHaveLength(2)
    clock.advance(2)
    expect(await documents.resolve(url)).toMatchObject({ outcome: 'unavailable' })
  })
})
