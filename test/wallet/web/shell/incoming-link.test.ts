import { describe, expect, test } from 'vitest'
import { tidyAddress } from '../../../../wallet/web/shell/incoming-link.ts'

const wallet = 'https://wallet.example'
const offer = 'https://city.example/offers/1'
const encoded = encodeURIComponent(offer)

const tidy = (path: string) => tidyAddress(new URL(path, wallet))

describe('tidyAddress', () => {
  test.each([
    [`/receive?credential_offer_uri=${encoded}`, `/receive#credential_offer_uri=${encoded}`],
    [`/receive/?credential_offer_uri=${encoded}`, `/receive/#credential_offer_uri=${encoded}`],
    [
      `/receive?utm=mail&credential_offer_uri=${encoded}&id=7`,
      `/receive#credential_offer_uri=${encoded}`,
    ],
    [
      `/present?client_id=x&request_uri=${encoded}&request_uri_method=post`,
      `/present#request_uri=${encoded}&client_id=x&request_uri_method=post`,
    ],
  ])('moves what a link holds behind the #: %s', (path, tidied) => {
    expect(tidy(path)).toBe(tidied)
  })

  test.each([
    'openid-credential-offer://?credential_offer_uri=',
    'web+openidcredentialoffer://?credential_offer_uri=',
  ])('opens a link that the browser handed over: %s', (start) => {
    const handed = encodeURIComponent(`${start}${encoded}`)
    expect(tidy(`/receive#link=${handed}`)).toBe(`/receive#credential_offer_uri=${encoded}`)
  })

  test.each([
    ['/receive#link=javascript%3Aalert(1)', '/receive'],
    [
      `/receive#link=${encodeURIComponent(`https://evil.example/?credential_offer_uri=${encoded}`)}`,
      '/receive',
    ],
    ['/receive#link=nothing', '/receive'],
    ['/receive#link=', '/receive'],
  ])('takes nothing out of another kind of link: %s', (path, tidied) => {
    expect(tidy(path)).toBe(tidied)
  })

  test.each([
    ['/?utm_source=mail', '/'],
    [`/cv?credential_offer_uri=${encoded}`, '/cv'],
    ['/s?x=1#id.key', '/s#id.key'],
  ])('keeps no query anywhere: %s', (path, tidied) => {
    expect(tidy(path)).toBe(tidied)
  })

  test.each(['/', '/cv/1', `/receive#credential_offer_uri=${encoded}`, '/s#id.key', '/receive'])(
    'leaves %s as it is',
    (path) => {
      expect(tidy(path)).toBeUndefined()
    },
  )
})
