import { describe, expect, test } from 'vitest'
import { achievementPlace } from '../../../shared/verify/achievement-place.ts'

const local = 'did:web:localhost%3A3001:providers:quay'
const club = 'did:web:city.example:providers:quay'

describe('achievementPlace', () => {
  test.each([
    [club, 'https://city.example/providers/quay/badges/guide/v/1'],
    [club, 'https://city.example/providers/quay/badges/guide/v/1/cy'],
    [club, 'https://CITY.example:443/providers/quay/x?v=1#top'],
    [club, 'https://city.example/providers/x/../quay/guide'],
    ['did:web:city.example%3A443:providers:quay', 'https://city.example/providers/quay/guide'],
    ['did:web:city.example%3A8443:a', 'https://city.example:8443/a/b'],
    ['did:web:club.example', 'https://club.example/guide'],
    ['did:web:club.example:caf%C3%A9', 'https://club.example/café/guide'],
    [local, 'http://localhost:3001/providers/quay/badges/guide/v/1'],
    [local, 'https://localhost:3001/providers/quay/badges/guide/v/1'],
    ['did:web:localhost:a', 'http://localhost/a/b'],
  ])('of %s is at home in %s', (issuer, achievement) => {
    expect(achievementPlace(achievement, issuer)).toBe('home')
  })

  test.each([
    ['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', 'https://city.example/a/b'],
    ['https://city.example/a', 'https://city.example/a/b'],
    ['', 'https://city.example/a/b'],
    ['did:web:evil.example:providers:quay', 'https://city.example/providers/quay/guide'],
    ['did:web:localhost%3A3002:people:quay', 'http://localhost:3001/providers/quay/guide'],
    [club, 'http://city.example/providers/quay/guide'],
    [club, 'https://city.example:8443/providers/quay/guide'],
    [club, 'https://city.example/providers/quay'],
    [club, 'https://city.example/providers/quay/'],
    [club, 'https://city.example/providers/quay-club/guide'],
    [club, 'https://city.example/providers/other/guide'],
    [club, 'https://city.example/providers/quay/../other/guide'],
    [club, 'https://city.example/providers/quay/%2e%2e/other/guide'],
    [club, 'https://city.example/providers%2Fquay/guide'],
    [club, 'https://city.example/x?/providers/quay/guide'],
    [club, 'https://city.example/x#/providers/quay/guide'],
    [club, 'https://city.example//providers/quay/guide'],
    [club, 'https://city.example@evil.example/providers/quay/guide'],
    [club, 'https://evil@city.example/providers/quay/guide'],
    [club, 'https://city.example.evil.example/providers/quay/guide'],
    [club, 'https://city.example/PROVIDERS/quay/guide'],
    [club, 'https://city.example/providers/quay%/guide'],
    ['did:web:city.example:providers', 'https://city.example/%/guide'],
    [local, 'http://localhost/providers/quay/guide'],
    [local, 'http://127.0.0.1:3001/providers/quay/guide'],
    ['did:web:localhost%3A443:a', 'http://localhost/a/b'],
    ['did:web:127.0.0.1:a', 'https://127.0.0.1/a/b'],
  ])('of %s is elsewhere in %s', (issuer, achievement) => {
    expect(achievementPlace(achievement, issuer)).toBe('elsewhere')
  })

  test.each([
    undefined,
    '',
    'guide',
    'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11',
    'did:web:city.example:providers:quay#guide',
    'javascript:alert(1)',
    'ftp://city.example/providers/quay/guide',
    'https://',
  ])('is nowhere in %s', (achievement) => {
    expect(achievementPlace(achievement, club)).toBe('nowhere')
  })
})
