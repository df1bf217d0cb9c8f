import { describe, expect, test } from 'vitest'
import { readLink } from '../../../../shared/given/read-link.ts'
import { appPlace } from '../../../../wallet/core/import/app-place.ts'

const offer = 'credential_offer_uri=https%3A%2F%2Fcity.example%2Foffers%2Fabc'
const request = 'client_id=did%3Aweb%3Ashop.example&request_uri=https%3A%2F%2Fshop.example%2Fr%2F1'

describe('appPlace', () => {
  test.each([
    [`openid-credential-offer://?${offer}`, `/receive#${offer}`],
    [`web+openidcredentialoffer://?${offer}`, `/receive#${offer}`],
    [`https://other.example/take?${offer}`, `/receive#${offer}`],
    [`https://wallet.example/receive#${offer}`, `/receive#${offer}`],
    [`openid4vp://?${request}`, `/present#${request}`],
    [`web+openid4vp://x?${request}`, `/present#${request}`],
    ['https://wallet.example/restore#ABCD-EFGH', '/restore#ABCD-EFGH'],
    ['https://city.example/badges/1#top', undefined],
  ])('%s leads to %s', (text, place) => {
    const link = readLink(text)
    expect(link && appPlace(link)).toBe(place)
  })
})
