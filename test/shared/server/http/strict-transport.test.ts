import { describe, expect, test } from 'vitest'
import { createPublicDocuments } from '../../../../shared/server/documents/public-documents.ts'
import { strictTransport } from '../../../../shared/server/http/strict-transport.ts'
import { startDemo } from '../demo/start-demo.ts'

describe('strictTransport', () => {
  test.each([
    ['https://city.example', 'max-age=31536000'],
    ['https://city.example:8443/base', 'max-age=31536000'],
    // a demonstration with a certificate of its own must not make browsers refuse http on this machine
    ['https://localhost:3000', undefined],
    ['https://127.0.0.1:3000', undefined],
    ['https://[::1]:3000', undefined],
    ['http://localhost:3000', undefined],
    ['http://city.example', undefined],
  ])('for %s is %s', (publicUrl, value) => {
    expect(strictTransport(publicUrl)['Strict-Transport-Security']).toBe(value)
  })
})

describe('an application', () => {
  test.each([
    ['https://city.example', ['max-age=31536000', 'max-age=31536000']],
    ['https://localhost:3000', [null, null]],
  ])(
    'reached at %s sends it with pages and with ready documents alike',
    async (publicUrl, sent) => {
      const publicDocuments = createPublicDocuments()
      publicDocuments.set('/did.json', { body: '{}', contentType: 'text/plain', maxAgeSeconds: 1 })
      const { url } = await startDemo({ publicUrl, publicDocuments })
      const headers = await Promise.all(
        ['/health', '/did.json'].map(async (path) => (await fetch(url + path)).headers),
      )
      expect(headers.map((one) => one.get('strict-transport-security'))).toEqual(sent)
    },
  )
})
