import { describe, expect, it } from 'vitest'
import { readUpload } from '../../../issuer/bulk/bulk-form.ts'
import { UploadedFile } from '../../../shared/server/http/multipart.ts'

const file = new UploadedFile('list.csv', 'text/csv', Buffer.from('email\n'))

describe('readUpload', () => {
  it.each([
    [undefined, { delivery: 'claim', format: 'ldp_vc' }],
    ['claim', { delivery: 'claim', format: 'ldp_vc' }],
    ['download', { delivery: 'download', format: 'ldp_vc' }],
    ['token', { delivery: 'download', format: 'jwt_vc_json' }],
  ])('reads how people get the badge: %s', (delivery, read) => {
    const body = { badge: 'first-aid', file, ...(delivery !== undefined && { delivery }) }
    expect(readUpload(body)).toEqual({ badge: 'first-aid', file, delivery: read })
  })
})
