import { describe, expect, it } from 'vitest'
import { openBadgesUrl, pinnedContextUrls } from '../../../shared/credential/context-urls.ts'
import {
  createDocumentLoader,
  documentLoader,
  pinnedContexts,
} from '../../../shared/credential/contexts.ts'
import { AppError } from '../../../shared/errors/app-error.ts'

describe('pinnedContextUrls', () => {
  it('names every pinned context, and no other', () => {
    expect([...pinnedContextUrls]).toEqual([...pinnedContexts.keys()])
  })
})

describe('documentLoader', () => {
  it('answers with a pinned context', async () => {
    expect(await documentLoader(openBadgesUrl)).toEqual({
      contextUrl: null,
      documentUrl: openBadgesUrl,
      document: pinnedContexts.get(openBadgesUrl),
    })
  })

  it.each([
    'https://www.w3.org/ns/credentials/v3',
    'https://www.w3.org/ns/credentials/v2#',
    'https://www.w3.org/ns/credentials/undefined-terms/v2',
    'http://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    'https://attacker.example/context.json',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    '__proto__',
    '',
  ])('refuses %s', async (url) => {
    await expect(documentLoader(url)).rejects.toEqual(
      new AppError('context_unknown', 'A JSON-LD context is not one that Waymark knows'),
    )
  })
})

describe('createDocumentLoader', () => {
  it('knows what it is given, and nothing else', async () => {
    const load = createDocumentLoader(new Map([['https://x.example/v1', { '@context': {} }]]))
    expect((await load('https://x.example/v1')).document).toEqual({ '@context': {} })
    await expect(load(openBadgesUrl)).rejects.toMatchObject({ code: 'context_unknown' })
  })
})
