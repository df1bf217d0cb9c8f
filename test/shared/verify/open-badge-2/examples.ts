import type { JsonObject } from '../../../../shared/json/json.ts'

/**
 * The examples of Open Badges 2.0, as they stand there; the assertion without its end, which has long come.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/examples/index.html
 */
const context = 'https://w3id.org/openbadges/v2'

export const assertion = {
  '@context': context,
  type: 'Assertion',
  id: 'https://example.org/beths-robotics-badge.json',
  recipient: {
    type: 'email',
    hashed: true,
    salt: 'deadsea',
    identity: 'sha256$c7ef86405ba71b85acd8e2e95166c4b111448089f2e1599f42fe1bba46e865c5',
  },
  image: 'https://example.org/beths-robot-badge.png',
  evidence: 'https://example.org/beths-robot-work.html',
  issuedOn: '2016-12-31T23:59:59Z',
  badge: 'https://example.org/robotics-badge.json',
  verification: { type: 'hosted' },
}

export const badgeClass = {
  '@context': context,
  type: 'BadgeClass',
  id: 'https://example.org/robotics-badge.json',
  name: 'Awesome Robotics Badge',
  description: 'For doing awesome things with robots that people think is pretty great.',
  image: 'https://example.org/robotics-badge.png',
  criteria: 'https://example.org/robotics-badge.html',
  tags: ['robots', 'awesome'],
  issuer: 'https://example.org/organization.json',
  alignment: [
    {
      targetName: 'Problem-Solving',
      targetUrl: 'https://learning.mozilla.org/en-US/web-literacy/skills#problem-solving',
      targetFramework: 'Mozilla 21st Century Skills',
    },
  ],
}

export const issuer = {
  '@context': context,
  type: 'Issuer',
  id: 'https://example.org/organization.json',
  name: 'An Example Badge Issuer',
  image: 'https://example.org/logo.png',
  url: 'https://example.org',
  email: 'contact@example.org',
  publicKey: 'https://example.org/publicKey.json',
  revocationList: 'https://example.org/revocationList.json',
}

export const signedAssertion = {
  '@context': context,
  type: 'Assertion',
  id: 'urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b',
  recipient: assertion.recipient,
  evidence: assertion.evidence,
  issuedOn: assertion.issuedOn,
  badge: assertion.badge,
  verification: { type: 'SignedBadge', creator: 'https://example.org/publicKey.json' },
}

/** Without its PEM, which the specification shortens. */
export const cryptographicKey = {
  '@context': context,
  type: 'CryptographicKey',
  id: 'https://example.org/publicKey.json',
  owner: 'https://example.org/organization.json',
}

export const revocationList = {
  '@context': context,
  id: 'https://example.org/revocationList.json',
  type: 'RevocationList',
  issuer: 'https://example.org/issuer',
  revokedAssertions: [
    'urn:uuid:3c574c87-b96f-4f06-8eb5-68a29335b60e',
    {
      id: 'urn:uuid:e79a6c18-787e-4868-8e65-e6a4530fb418',
      revocationReason: 'Honor code violation',
    },
    { uid: 'abc123', revocationReason: 'Issued in error.' },
  ],
}

/** What stands at each address of the examples. */
export const hostedExamples: ReadonlyMap<string, JsonObject> = new Map(
  [assertion, badgeClass, issuer, revocationList].map((part) => [part.id, part]),
)
