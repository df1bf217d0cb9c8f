import { sign, verify } from 'node:crypto'
import type { JsonObject } from '../shared/json/json.ts'
import { importedKeyOf } from '../shared/node/kms/node-crypto.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { verifyCredential } from '../shared/verify/verify-credential.ts'
import { asyncRatePerSecond, compare, ratePerSecond } from './compare.ts'
import { openDigitalBazaar } from './digital-bazaar.ts'
import type { Benchmark } from './measure.ts'
import {
  badgeOf,
  createIssuer,
  createParty,
  hashesToSign,
  issueEmbedded,
  issueToken,
  openVerifier,
  signingInputOf,
} from './proof-world.ts'
import { openVeramoAgent, veramoCredential } from './veramo-agent.ts'

const badges = 200

/**
 * One thread checks badge after badge, each another, as bytes that came: every check, the status list kept. The limit
 * checks signatures of as many bytes as the format signs.
 */
export const verifyBenchmark: Benchmark = async (report) => {
  const issuer = createIssuer('harbour-youth')
  const learner = createParty()
  const ports = await openVerifier([issuer])
  const reference = await openDigitalBazaar(issuer)
  const { agent, createIdentifier } = openVeramoAgent()
  const veramoIssuer = await createIdentifier('harbour-youth')
  const unsigned = Array.from({ length: badges }, (_, at) => badgeOf(issuer, learner.did, at))
  const embedded = await Promise.all(unsigned.map((badge) => issueEmbedded(badge, issuer)))
  const embeddedTexts = embedded.map((badge) => JSON.stringify(badge))
  const tokens = await Promise.all(unsigned.map((badge) => issueToken(badge, issuer)))
  const veramoTokens = await Promise.all(
    unsigned.map(async (badge) => {
      const credential = veramoCredential(badge, veramoIssuer)
      const made = await agent.createVerifiableCredential({ credential, proofFormat: 'jwt' })
      return String(made.proof.jwt)
    }),
  )
  const rawKey = importedKeyOf(issuer.publicKey)
  if (rawKey === undefined) throw new Error('the key cannot be read')
  const rawVerify = (message: Uint8Array) => {
    const signature = sign(null, message, issuer.privateKey)
    return () => ratePerSecond(() => verify(null, message, rawKey, signature))
  }
  const unit = 'badges verified in a second of processor time, one after another'

  await asyncRatePerSecond(
    inTurn(embeddedTexts, (text) => verifyOurs(text, ports)),
    3_000,
  )
  await asyncRatePerSecond(
    inTurn(tokens, (text) => verifyOurs(text, ports)),
    2_000,
  )
  return {
    di: await compare(
      {
        name: 'di',
        ours: () => asyncRatePerSecond(inTurn(embeddedTexts, (text) => verifyOurs(text, ports))),
        peer: () => asyncRatePerSecond(inTurn(embedded, (badge) => reference.verify(badge))),
        limit: rawVerify(hashesToSign),
        unit,
      },
      report,
    ),
    jwt: await compare(
      {
        name: 'jwt',
        ours: () => asyncRatePerSecond(inTurn(tokens, (text) => verifyOurs(text, ports))),
        peer: () =>
          asyncRatePerSecond(
            inTurn(veramoTokens, async (credential) => {
              const { verified } = await agent.verifyCredential({ credential })
              if (!verified) throw new Error('Veramo does not verify it')
            }),
          ),
        limit: rawVerify(signingInputOf(tokens[0] ?? '')),
        unit,
      },
      report,
    ),
  }
}

async function verifyOurs(input: string | JsonObject, ports: VerificationPorts): Promise<void> {
  const { verdict, checks } = await verifyCredential(input, { ports })
  if (verdict !== 'valid') throw new Error(`our own badge is ${verdict}: ${JSON.stringify(checks)}`)
}

function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  let at = 0
  return () => {
    at += 1
    const item = items[at % items.length]
    if (item === undefined) throw new Error('there is nothing to verify')
    return work(item)
  }
}
