import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { pinnedContexts } from '../../../shared/credential/contexts.ts'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import { parseDidUrl } from '../../../shared/did/did.ts'
import { publicKeyFromMultibase, publicKeyToMultibase } from '../../../shared/did/public-key.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import type { TestKey } from '../../support/signing-keys.ts'

/** The reference implementation of Data Integrity, as the other side of the differential tests. */

/** Every DID has one key here, the one that the fragment of its key's id spells. */
async function documentLoader(url: string) {
  const document = pinnedContexts.get(url) ?? didPart(url)
  return { contextUrl: null, documentUrl: url, document }
}

const checkStatus = async () => ({ verified: true })

export async function referenceIssue(
  credential: object,
  key: TestKey,
  created: Date,
): Promise<JsonObject> {
  const suite = await signingSuite(key, issuerOf(credential), created)
  return vc.issue({ credential: structuredClone(credential), suite, documentLoader, now: created })
}

export async function referencePresent(
  presentation: object,
  key: TestKey,
  binding: { created: Date; challenge: string; domain: string },
): Promise<JsonObject> {
  const { created, challenge, domain } = binding
  const suite = await signingSuite(key, key.did, created)
  const copy = structuredClone(presentation)
  return vc.signPresentation({ presentation: copy, suite, challenge, domain, documentLoader })
}

export async function referenceVerifies(credential: object, now: Date): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite })
  const input = { credential: structuredClone(credential), suite, documentLoader, checkStatus, now }
  return (await vc.verifyCredential(input)).verified
}

export async function referenceVerifiesPresentation(
  presentation: object,
  binding: { now: Date; challenge: string; domain: string },
): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite })
  const copy = structuredClone(presentation)
  const input = { presentation: copy, suite, documentLoader, checkStatus, ...binding }
  return (await vc.verify(input)).verified
}

export async function referenceCanonicalize(document: object): Promise<string> {
  return cryptosuite.canonize(structuredClone(document), { documentLoader })
}

async function signingSuite(key: TestKey, controller: string, created: Date) {
  const keyPair = await Ed25519Multikey.from({
    ...verificationMethod(controller, publicKeyToMultibase(key.publicKey)),
    secretKeyMultibase: `z${encodeBase58(
      Uint8Array.of(0x80, 0x26, ...key.secret, ...key.publicKey.bytes),
    )}`,
  })
  return new DataIntegrityProof({ signer: keyPair.signer(), date: created, cryptosuite })
}

function didPart(url: string): object {
  const { did, fragment } = parseDidUrl(url)
  if (fragment !== undefined) return verificationMethod(did, fragment)
  return {
    '@context': 'https://www.w3.org/ns/did/v1',
    id: did,
    assertionMethod: keysOfDid.get(did) ?? [],
    authentication: keysOfDid.get(did) ?? [],
  }
}

/** Which keys a DID's document lists: every one that the tests named. */
const keysOfDid = new Map<string, string[]>()

function verificationMethod(controller: string, multibase: string) {
  publicKeyFromMultibase(multibase)
  const id = `${controller}#${multibase}`
  keysOfDid.set(controller, [id])
  return {
    '@context': 'https://w3id.org/security/multikey/v1',
    id,
    type: 'Multikey',
    controller,
    publicKeyMultibase: multibase,
  }
}

function issuerOf(credential: object): string {
  const { issuer } = credential as { issuer: string | { id: string } }
  return typeof issuer === 'string' ? issuer : issuer.id
}
