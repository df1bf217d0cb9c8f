import { sign, verify } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { credentialsV2Url } from '../shared/credential/context-urls.ts'
import { addDataIntegrityProof } from '../shared/credential/data-integrity.ts'
import { envelopCredential } from '../shared/credential/enveloped.ts'
import { signPresentationJwt } from '../shared/credential/vc-jwt.ts'
import { importedKeyOf } from '../shared/node/kms/node-crypto.ts'
import { createVerifyingThreads } from '../shared/node/verifying/verifying-threads.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { verifyPresentation } from '../shared/verify/verify-presentation.ts'
import { asyncRatePerSecond, clockRatePerSecond, compare } from './compare.ts'
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
const kept = 'keys and lists kept'
const threadCount = availableParallelism()

type Rate = (work: () => Promise<unknown>) => Promise<number>

/**
 * One presentation of many badges by ten issuers: its holder, and of each badge every check. In threads by the clock,
 * which is how an application does it, and `alone` in one thread by processor time; Veramo knows one thread.
 */
export const verifyCvBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  const threads = createVerifyingThreads({ threads: threadCount })
  await threads.open()
  const { verifyElsewhere } = threads
  for (const count of [10, 50]) {
    const { di, jwt, peer, limit } = await openContest(count)
    const measure = (name: string, work: Round, rate: Rate, unit: string) =>
      compare(
        { name, ours: () => rate(work), peer: () => rate(peer), limit: limit(rate), unit },
        report,
      )
    for (const [key, verifyWith] of Object.entries({ di, jwt })) {
      const name = `${key}.${count}`
      const inThreads = verifyWith({ verifyElsewhere })
      await clockRatePerSecond(inThreads)
      const unit = `CVs verified in a second, in up to ${threadCount} threads, ${kept}`
      figures[name] = await measure(name, inThreads, clockRatePerSecond, unit)
      const alone = `CVs verified in a second of processor time, ${kept}`
      figures[`${name}.alone`] = await measure(
        `${name}.alone`,
        verifyWith({}),
        asyncRatePerSecond,
        alone,
      )
    }
  }
  await threads.close()
  return figures
}

type Round = () => Promise<void>

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
  const verifyOurs =
    (input: string) =>
    (more: Pick<VerificationPorts, 'verifyElsewhere'>): Round =>
    async () => {
      const { verdict } = await verifyPresentation(input, { ports: { ...ports, ...more }, binding })
      if (verdict !== 'valid') throw new Error(`our own presentation is ${verdict}`)
    }
  const message = new Uint8Array(64)
  const signature = sign(null, message, holder.privateKey)
  const rawKey = importedKeyOf(holder.publicKey)
  if (rawKey === undefined) throw new Error('the key cannot be read')
  return {
    di: verifyOurs(JSON.stringify(signedEmbedded)),
    jwt: verifyOurs(signedToken),
    peer: await openVeramoContest(badges.map(({ badge }) => badge)),
    limit: (rate: Rate) => async () => {
      const verifyRaw = async () => verify(null, message, rawKey, signature)
      return (await rate(verifyRaw)) / count
    },
  }
}

async function openVeramoContest(badges: readonly object[]): Promise<Round> {
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
  return async () => {
    const asked = { challenge: binding.nonce, domain: 'https://shop.example' }
    const { verified } = await agent.verifyPresentation({ presentation: jwt, ...asked })
    if (!verified) throw new Error('Veramo does not verify the presentation')
    for (const credential of credentials) {
      const each = await agent.verifyCredential({ credential })
      if (!each.verified) throw new Error('Veramo does not verify a badge')
    }
  }
}
