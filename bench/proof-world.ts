import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createDidResolver } from '../shared/agent/did-resolver.ts'
import { buildOpenBadge } from '../shared/credential/build-open-badge.ts'
import { addDataIntegrityProof } from '../shared/credential/data-integrity.ts'
import { assertCredential } from '../shared/credential/model-issues.ts'
import type { Signer } from '../shared/credential/signer.ts'
import { signCredentialJwt } from '../shared/credential/vc-jwt.ts'
import { type Did, parseDid } from '../shared/did/did.ts'
import { buildDidDocument, type DidDocument, keyIdsOf } from '../shared/did/did-document.ts'
import { didKeyDocument, didKeyFromPublicKey } from '../shared/did/did-key.ts'
import { didWebDocumentUrl } from '../shared/did/did-web.ts'
import { type PublicKey, publicKeyFromJwk } from '../shared/did/public-key.ts'
import type { JsonObject } from '../shared/json/json.ts'
import { createNodeCanonicalization } from '../shared/node/canonicalization.ts'
import { signEd25519 } from '../shared/node/kms/ed25519.ts'
import { verifySignature } from '../shared/node/kms/node-crypto.ts'
import { createBitstring } from '../shared/status/bitstring.ts'
import { encodeBitstring } from '../shared/status/bitstring-encoding.ts'
import { statusListEntry } from '../shared/status/status-entry.ts'
import { buildStatusListCredential } from '../shared/status/status-list-credential.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { createStatusListCache } from '../shared/verify/status-list-cache.ts'

/** Somebody with a DID and an Ed25519 key that is open, as the pool of opened keys keeps it. */
export type Party = {
  did: Did
  publicKey: PublicKey
  privateKey: KeyObject
  keyId: string
  signer: Signer
  document: DidDocument
}

export function createParty(didOf: (key: PublicKey) => Did = didKeyFromPublicKey): Party {
  const { publicKey: publicHalf, privateKey } = generateKeyPairSync('ed25519')
  const publicKey = publicKeyFromJwk(publicHalf.export({ format: 'jwk' }))
  const did = didOf(publicKey)
  const keyId = keyIdsOf(did, publicKey).multikey
  const isWeb = did.startsWith('did:web:')
  const document = isWeb ? buildDidDocument({ did, keys: [{ publicKey }] }) : didKeyDocument(did)
  const signBytes = async (bytes: Uint8Array) => signEd25519(privateKey, bytes)
  return {
    ...{ did, publicKey, privateKey, keyId, document },
    signer: { keyId, curve: 'Ed25519', sign: signBytes },
  }
}

export const createIssuer = (name: string): Party =>
  createParty(() => parseDid(`did:web:city.example:providers:${name}`))

/** A full badge of some 2 KB, with alignments, a status entry and evidence. */
export function badgeOf(issuer: Party, subject: Did, at: number): JsonObject {
  const home = `https://city.example/providers/${issuer.did.split(':').at(-1)}`
  return buildOpenBadge({
    id: `urn:uuid:2f6b1c1e-6f0f-4a69-9a3e-${String(at).padStart(12, '0')}`,
    issuer: {
      id: issuer.did,
      type: ['Profile'],
      name: 'Harbour Youth Centre',
      url: 'https://harbour.example',
      image: { id: `${home}/look.png`, type: 'Image', caption: 'A boat' },
    },
    achievement: {
      id: `${home}/badges/first-aid-${at}/v/2`,
      type: ['Achievement'],
      achievementType: 'Badge',
      name: 'First aid basics',
      description: 'Can help a person who is hurt until an expert comes, and knows whom to call.',
      criteria: {
        narrative:
          'Took part in **six** of eight sessions, showed the recovery position and a bandage, and ' +
          'passed a test with a trainer who watched two practised emergencies from start to end.',
      },
      image: { id: `${home}/badges/first-aid.png`, type: 'Image', caption: 'A white cross' },
      inLanguage: 'en-GB',
      tag: ['health', 'civic pride'],
      alignment: [
        {
          type: ['Alignment'],
          targetName: 'provide first aid',
          targetUrl: 'http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab',
          targetFramework: 'ESCO',
        },
        {
          type: ['Alignment'],
          targetName: 'Participate',
          targetUrl: 'https://city.example/standards/rsa/1/participate',
          targetType: 'ext:BadgeStandardLayer',
        },
      ],
    },
    subject: { id: subject },
    validFrom: new Date('2026-09-01T09:00:00Z'),
    validUntil: new Date('2029-09-01T09:00:00Z'),
    status: statusListEntry({ listUrl: listUrlOf(issuer), index: at, purpose: 'revocation' }),
    evidence: [
      { type: ['Evidence'], name: 'Register', narrative: 'Six sessions attended.' },
      { id: `${home}/evidence/${at}`, type: ['Evidence'], name: 'Photograph', genre: 'Picture' },
    ],
  })
}

function listUrlOf(issuer: Party): string {
  return `https://city.example/providers/${issuer.did.split(':').at(-1)}/status/1`
}

export const { canonicalize } = createNodeCanonicalization()

/** As an application issues it: the model's rules, the canonical form with its samples, the signature. */
export function issueEmbedded(credential: JsonObject, issuer: Party): Promise<JsonObject> {
  assertCredential(credential)
  return addDataIntegrityProof({
    document: credential,
    signer: issuer.signer,
    proofPurpose: 'assertionMethod',
    created: new Date(),
    canonicalize,
  })
}

export function issueToken(credential: JsonObject, issuer: Party): Promise<string> {
  assertCredential(credential)
  return signCredentialJwt({ credential, signer: issuer.signer })
}

/** What is signed of a token: some three thousand bytes, where a Data Integrity proof signs two hashes of 32. */
export function signingInputOf(token: string): Uint8Array {
  return Buffer.from(token.slice(0, token.lastIndexOf('.')))
}

/** Two hashes of a Data Integrity proof. */
export const hashesToSign = new Uint8Array(64)

/** The world that a verifier asks: DID documents and status lists of these issuers, kept as an application does. */
export async function openVerifier(issuers: readonly Party[]): Promise<VerificationPorts> {
  const newVerifier = await openWorld(issuers)
  return newVerifier()
}

/** The same world, asked by one verifier after another that has nothing of it yet. */
export async function openWorld(issuers: readonly Party[]): Promise<() => VerificationPorts> {
  const documents = new Map(
    issuers.map(({ did, document }) => [didWebDocumentUrl(did).href, JSON.stringify(document)]),
  )
  const lists = new Map<string, string>()
  for (const issuer of issuers) {
    const list = buildStatusListCredential({
      id: listUrlOf(issuer),
      issuer: issuer.did,
      purpose: 'revocation',
      encodedList: await encodeBitstring(createBitstring()),
      validFrom: new Date(Date.now() - 60_000),
      ttlMs: 3_600_000,
    })
    lists.set(listUrlOf(issuer), JSON.stringify(await issueEmbedded({ ...list }, issuer)))
  }
  return () => {
    const { resolveDid } = createDidResolver({
      clock: () => new Date(),
      fetch: async (url) => {
        const headers = { 'content-type': 'application/did+json' }
        return new Response(documents.get(url) ?? null, { headers })
      },
    })
    return {
      resolveDid,
      fetchStatusList: async (url) => {
        const body = lists.get(url)
        if (body === undefined) {
          return { outcome: 'refused', code: 'http_404', detail: 'not found' }
        }
        return { outcome: 'fetched', body, fetchedAt: new Date() }
      },
      statusLists: createStatusListCache(),
      canonicalize,
      verifySignature,
      clock: () => new Date(),
    }
  }
}
