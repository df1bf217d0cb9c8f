import { type Conformance, startConformance } from '../../bin/conformance/conformance.ts'
import { canonicalizeForSuites } from '../../bin/conformance/conformance-app.ts'
import {
  type CryptosuiteName,
  getCryptosuite,
} from '../../shared/credential/cryptosuites/cryptosuites.ts'
import { dataToSign } from '../../shared/credential/data-to-sign.ts'
import { encodeBase58 } from '../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { freePorts } from '../support/free-ports.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'

/** The servers of `waymark start --conformance`, spoken to as a suite does. */

export const now = new Date('2026-09-01T10:00:00Z')
export const suiteKey = ed25519TestKey('the key of a test suite')

export type Answer = { status: number; body: JsonObject }

export type Endpoints = {
  conformance: Conformance
  issue(name: string, credential: unknown, options?: JsonObject): Promise<Answer>
  /** Issued, or the test fails. */
  issued(name: string, credential: JsonObject): Promise<JsonObject>
  verify(verifiableCredential: unknown, options?: JsonObject): Promise<Answer>
  verifyVp(verifiablePresentation: unknown, options?: JsonObject): Promise<Answer>
  didOf(name: string): string
}

export async function startEndpoints(): Promise<Endpoints> {
  const { issuer: http, wallet: https } = await freePorts()
  const conformance = await startConformance({ ports: { http, https }, clock: () => now })
  const post = async (path: string, body: unknown): Promise<Answer> => {
    const response = await fetch(`${conformance.httpUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  const issue: Endpoints['issue'] = (name, credential, options = {}) =>
    post(`/issuers/${name}/credentials/issue`, { credential, options })
  return {
    conformance,
    issue,
    async issued(name, credential) {
      const { status, body } = await issue(name, credential)
      if (status !== 201) throw new Error(`not issued: ${JSON.stringify(body)}`)
      return body
    },
    verify: (verifiableCredential, options = { checks: ['proof'] }) =>
      post('/credentials/verify', { verifiableCredential, options }),
    verifyVp: (verifiablePresentation, options = { checks: [] }) =>
      post('/presentations/verify', { verifiablePresentation, options }),
    didOf(name) {
      const issuer = conformance.issuers.find((each) => each.name === name)
      if (issuer === undefined) throw new Error(`there is no issuer ${name}`)
      return issuer.did
    },
  }
}

export function credential(changes: JsonObject = {}): JsonObject {
  const made = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    credentialSubject: { id: 'did:example:subject' },
    ...changes,
  }
  // a member that is undefined is one left out
  return JSON.parse(JSON.stringify(made))
}

/** Signed by the suite's own key, with any proof configuration, whether it is allowed or not. */
export async function prove(
  document: JsonObject,
  changes: JsonObject = {},
  cryptosuite: CryptosuiteName = 'eddsa-rdfc-2022',
): Promise<JsonObject & { proof: JsonObject }> {
  const suite = getCryptosuite(cryptosuite)
  const config = JSON.parse(
    JSON.stringify({
      type: 'DataIntegrityProof',
      cryptosuite,
      created: '2026-09-01T09:59:00Z',
      verificationMethod: suiteKey.signer().keyId,
      proofPurpose: 'assertionMethod',
      ...(suite.canonicalization === 'jcs' && { '@context': document['@context'] }),
      ...changes,
    }),
  )
  const form = { ...suite, hash: 'sha-256', canonicalize: canonicalizeForSuites } as const
  const message = await dataToSign(document, config, form)
  const proofValue = `z${encodeBase58(await suiteKey.signer().sign(message))}`
  return { ...document, proof: { ...config, proofValue } }
}

export function presentation(changes: JsonObject = {}): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    ...changes,
  }
}

export const authentication = {
  proofPurpose: 'authentication',
  challenge: 'c-1',
  domain: 'd.example',
}
