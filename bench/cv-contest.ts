import { sign, verify } from 'node:crypto'
import { credentialsV2Url } from '../shared/credential/context-urls.ts'
import { addDataIntegrityProof } from '../shared/credential/data-integrity.ts'
import { envelopCredential } from '../shared/credential/enveloped.ts'
import { signPresentationJwt } from '../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../shared/json/json.ts'
import { importedKeyOf } from '../shared/node/kms/node-crypto.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { verifyPresentations } from '../shared/verify/verify-presentation.ts'
import {
  badgeOf,
  canonicalize,
  createIssuer,
  createParty,
  hashesToSign,
  issueEmbedded,
  issueToken,
  openWorld,
  type Party,
  signingInputOf,
} from './proof-world.ts'
import { openVeramoAgent, veramoCredential } from './veramo-agent.ts'

export type CvFormat = 'di' | 'jwt'
export type CvRound = () => Promise<void>
export type Rate = (work: () => Promise<unknown>) => Promise<number>

/** A CV of badges by ten issuers, as ours in both formats and as Veramo's tokens. */
export type CvContest = {
  /** By a verifier that has the issuers' keys and lists. */
  verify(format: CvFormat): CvRound
  /** By one that has to fetch each first, every time. */
  verifyCold(format: CvFormat): CvRound
  peer: CvRound
  /** How many CVs' signatures could be checked in one thread, over as many bytes as a badge of the format signs. */
  limit(format: CvFormat, rate: Rate): () => Promise<number>
}

const issuers = Array.from({ length: 10 }, (_, at) => createIssuer(`provider-${at}`))
const binding = { nonce: 'n-0S6_WzA2Mj', audience: 'decentralized_identifier:did:web:shop.example' }

/** @param isApart in a presentation for each badge, as OpenID4VP hands them over, instead of one for all */
export async function openCvContest(count: number, isApart: boolean): Promise<CvContest> {
  const holder = createParty()
  const newVerifier = await openWorld(issuers)
  const kept = newVerifier()
  const badges = Array.from({ length: count }, (_, at) => {
    const issuer = issuers[at % issuers.length]
    if (issuer === undefined) throw new Error('there is no issuer')
    return { issuer, badge: badgeOf(issuer, holder.did, at) }
  })
  const parts = isApart ? badges.map((badge) => [badge]) : [badges]
  const inputs = {
    di: await Promise.all(parts.map((part) => presentEmbedded(part, holder))),
    jwt: await Promise.all(parts.map((part) => presentTokens(part, holder))),
  }
  const round = (format: CvFormat, portsOf: () => VerificationPorts) => async () => {
    const { verdict } = await verifyPresentations(inputs[format], { ports: portsOf(), binding })
    if (verdict !== 'valid') throw new Error(`our own presentation is ${verdict}`)
  }
  const [first] = badges
  if (first === undefined) throw new Error('there is no badge')
  const signed = {
    di: hashesToSign,
    jwt: signingInputOf(await issueToken(first.badge, first.issuer)),
  }
  const rawKey = importedKeyOf(holder.publicKey)
  if (rawKey === undefined) throw new Error('the key cannot be read')
  return {
    verify: (format) => round(format, () => kept),
    verifyCold: (format) => round(format, newVerifier),
    peer: await openVeramoContest(parts.map((part) => part.map(({ badge }) => badge))),
    limit: (format, rate) => {
      const message = signed[format]
      const signature = sign(null, message, holder.privateKey)
      const verifyRaw = async () => verify(null, message, rawKey, signature)
      return async () => (await rate(verifyRaw)) / (isApart ? 2 * count : count + 1)
    },
  }
}

type Awarded = { issuer: Party; badge: JsonObject }

async function presentEmbedded(badges: readonly Awarded[], holder: Party): Promise<string> {
  const verifiableCredential = await Promise.all(
    badges.map(({ badge, issuer }) => issueEmbedded(badge, issuer)),
  )
  const signed = await addDataIntegrityProof({
    document: { ...presentationOf(holder), verifiableCredential },
    signer: holder.signer,
    proofPurpose: 'authentication',
    created: new Date(),
    challenge: binding.nonce,
    domain: binding.audience,
    canonicalize,
  })
  return JSON.stringify(signed)
}

async function presentTokens(badges: readonly Awarded[], holder: Party): Promise<string> {
  const tokens = await Promise.all(badges.map(({ badge, issuer }) => issueToken(badge, issuer)))
  return signPresentationJwt({
    presentation: {
      ...presentationOf(holder),
      verifiableCredential: tokens.map(envelopCredential),
    },
    signer: holder.signer,
    ...binding,
    issuedAt: new Date(),
  })
}

function presentationOf({ did: holder }: Party): JsonObject {
  return { '@context': [credentialsV2Url], type: ['VerifiablePresentation'], holder }
}

/** Veramo's word on a presentation does not speak of its credentials: each is asked about. */
async function openVeramoContest(parts: readonly (readonly JsonObject[])[]): Promise<CvRound> {
  const { agent, createIdentifier } = openVeramoAgent()
  const dids = await Promise.all(issuers.map((_, at) => createIdentifier(`provider-${at}`)))
  const holder = await createIdentifier('holder')
  const asked = { challenge: binding.nonce, domain: 'https://shop.example' }
  const shown: { jwt: string; credentials: string[] }[] = []
  let made = 0
  for (const part of parts) {
    const credentials: string[] = []
    for (const badge of part) {
      const credential = veramoCredential(badge, dids[made % dids.length] ?? '')
      made += 1
      const signed = await agent.createVerifiableCredential({ credential, proofFormat: 'jwt' })
      credentials.push(String(signed.proof.jwt))
    }
    const presentation = await agent.createVerifiablePresentation({
      presentation: { holder, verifiableCredential: credentials },
      proofFormat: 'jwt',
      ...asked,
    })
    shown.push({ jwt: String(presentation.proof.jwt), credentials })
  }
  return async () => {
    for (const { jwt, credentials } of shown) {
      const { verified } = await agent.verifyPresentation({ presentation: jwt, ...asked })
      if (!verified) throw new Error('Veramo does not verify the presentation')
      for (const credential of credentials) {
        const each = await agent.verifyCredential({ credential })
        if (!each.verified) throw new Error('Veramo does not verify a badge')
      }
    }
  }
}
