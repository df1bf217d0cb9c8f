import { sign, verify } from 'node:crypto'
import { credentialsV2Url } from '../shared/credential/context-urls.ts'
import { addDataIntegrityProof } from '../shared/credential/data-integrity.ts'
import { envelopCredential } from '../shared/credential/enveloped.ts'
import { signPresentationJwt } from '../shared/credential/vc-jwt.ts'
import { importedKeyOf } from '../shared/node/kms/node-crypto.ts'
import { verifyPresentation } from '../shared/verify/verify-presentation.ts'
import { asyncRatePerSecond, compare, ratePerSecond } from './compare.ts'
import type { Benchmark, Figure } from './measure.ts'
import {
  badgeOf,
  canonicalize,
  createIssuer,
  createParty,
  issueEmbedded,
  issueToken,
  openVerifier,
} from './proof-world.ts'
import { openVeramoAgent, veramoCredential } from './veramo-agent.ts'

const issuers = Array.from({ length: 10 }, (_, at) => createIssuer(`provider-${at}`))
const binding = { nonce: 'n-0S6_WzA2Mj', audience: 'decentralized_identifier:did:web:shop.example' }
const unit = 'CVs verified in a second of processor time, keys and lists kept'

/** One presentation of many badges by ten issuers: its holder, and of each badge every check. */
export const verifyCvBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  for (const count of [10, 50]) {
    const { di, jwt, peer, limit } = await openContest(count)
    for (const [key, ours] of Object.entries({ di, jwt })) {
      const name = `${key}.${count}`
      await ours()
      figures[name] = await compare({ name, ours, peer, limit, unit }, report)
    }
  }
  return figures
}

async function openContest(count: number) {
  const holder = createParty()
  const ports = await openVerifier(issuers)
  const badges = Array.from({ length: count }, (_, at) => {
    const issuer = issuers[at % issuers.length]
    if (issuer === undefined) throw new Error('there is no issuer')
    return { issuer, badge: badgeOf(issuer, holder.did, at) }
  })
  const presentation = {
    '@context': [credentialsV2Url],
    type: ['VerifiablePresentation'],
    holder: holder.did,
  }
  const embedded = await Promise.all(
    badges.map(({ badge, issuer }) => issueEmbedded(badge, issuer)),
  )
  const tokens = await Promise.all(badges.map(({ badge, issuer }) => issueToken(badge, issuer)))
  const signedEmbedded = await addDataIntegrityProof({
    document: { ...presentation, verifiableCredential: embedded },
    signer: holder.signer,
    proofPurpose: 'authentication',
    created: new Date(),
    challenge: binding.nonce,
    domain: binding.audience,
    canonicalize,
  })
  const signedToken = await signPresentationJwt({
    presentation: { ...presentation, verifiableCredential: tokens.map(envelopCredential) },
    signer: holder.signer,
    ...binding,
    issuedAt: new Date(),
  })
  const verifyOurs = (input: string) => () =>
    asyncRatePerSecond(async () => {
      const { verdict } = await verifyPresentation(input, { ports, binding })
      if (verdict !== 'valid') throw new Error(`our own presentation is ${verdict}`)
    })
  const message = new Uint8Array(64)
  const signature = sign(null, message, holder.privateKey)
  const rawKey = importedKeyOf(holder.publicKey)
  if (rawKey === undefined) throw new Error('the key cannot be read')
  return {
    di: verifyOurs(JSON.stringify(signedEmbedded)),
    jwt: verifyOurs(signedToken),
    peer: await openVeramoContest(badges.map(({ badge }) => badge)),
    limit: () => ratePerSecond(() => verify(null, message, rawKey, signature)) / count,
  }
}

async function openVeramoContest(badges: readonly object[]): Promise<() => Promise<number>> {
  const { agent, createIdentifier } = openVeramoAgent()
  const dids = await Promise.all(issuers.map((_, at) => createIdentifier(`provider-${at}`)))
  const holder = await createIdentifier('holder')
  const credentials: string[] = []
  for (const [at, badge] of badges.entries()) {
    const credential = veramoCredential(badge, dids[at % dids.length] ?? '')
    const made = await agent.createVerifiableCredential({ credential, proofFormat: 'jwt' })
    credentials.push(String(made.proof.jwt))
  }
  const presentation = await agent.createVerifiablePresentation({
    presentation: { holder, verifiableCredential: credentials },
    proofFormat: 'jwt',
    challenge: binding.nonce,
    domain: 'https://shop.example',
  })
  const jwt = String(presentation.proof.jwt)
  return () =>
    asyncRatePerSecond(async () => {
      const asked = { challenge: binding.nonce, domain: 'https://shop.example' }
      const { verified } = await agent.verifyPresentation({ presentation: jwt, ...asked })
      if (!verified) throw new Error('Veramo does not verify the presentation')
      for (const credential of credentials) {
        const each = await agent.verifyCredential({ credential })
        if (!each.verified) throw new Error('Veramo does not verify a badge')
      }
    })
}
