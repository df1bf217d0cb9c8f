import { sign } from 'node:crypto'
import { generateKeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import { NodeKms } from '../shared/node/kms/node-kms.ts'
import { asyncRatePerSecond, compare, ratePerSecond } from './compare.ts'
import { openDigitalBazaar } from './digital-bazaar.ts'
import type { Benchmark } from './measure.ts'
import { memoryKeyStore } from './memory-key-store.ts'
import {
  badgeOf,
  createIssuer,
  createParty,
  hashesToSign,
  issueEmbedded,
  issueToken,
  signingInputOf,
} from './proof-world.ts'
import { openVeramoAgent, type Veramo, veramoCredential } from './veramo-agent.ts'

/**
 * One thread makes badge after badge, each another: the model's rules, canonical form or token, signature. The limit signs
 * as many bytes as the format does. Veramo signs with its own key management, and once more (`jwt.kms`) with ours.
 */
export const issueBenchmark: Benchmark = async (report) => {
  const issuer = createIssuer('harbour-youth')
  const learner = createParty()
  const reference = await openDigitalBazaar(issuer)
  const ownKms = new NodeKms({
    store: memoryKeyStore(),
    keyEncryptionKey: generateKeyEncryptionKey(),
    owner: 'veramo',
    clock: () => new Date(),
  })
  let made = 0
  const next = () => {
    made += 1
    return badgeOf(issuer, learner.did, made % 100_000)
  }
  const badges = Array.from({ length: 1_000 }, next)
  const nextBadge = () => {
    made += 1
    return badges[made % badges.length] ?? {}
  }
  const rawSign = (message: Uint8Array) => () =>
    ratePerSecond(() => sign(null, message, issuer.privateKey))
  const signingInput = signingInputOf(await issueToken(nextBadge(), issuer))
  const unit = 'badges issued in a second of processor time, one after another'
  // what a fresh process has not compiled yet is nobody's speed
  await asyncRatePerSecond(() => issueEmbedded(nextBadge(), issuer), 3_000)
  await asyncRatePerSecond(() => issueToken(nextBadge(), issuer), 2_000)
  const issueByVeramo = async (veramo: Veramo) => {
    const issuerDid = await veramo.createIdentifier('harbour-youth')
    return () =>
      asyncRatePerSecond(() =>
        veramo.agent.createVerifiableCredential({
          credential: veramoCredential(nextBadge(), issuerDid),
          proofFormat: 'jwt',
        }),
      )
  }
  const jwt = {
    ours: () => asyncRatePerSecond(() => issueToken(nextBadge(), issuer)),
    limit: rawSign(signingInput),
    unit,
  }
  return {
    di: await compare(
      {
        name: 'di',
        ours: () => asyncRatePerSecond(() => issueEmbedded(nextBadge(), issuer)),
        peer: () => asyncRatePerSecond(() => reference.issue(nextBadge())),
        limit: rawSign(hashesToSign),
        unit,
      },
      report,
    ),
    jwt: await compare(
      { ...jwt, name: 'jwt', peer: await issueByVeramo(openVeramoAgent()) },
      report,
    ),
    'jwt.kms': await compare(
      { ...jwt, name: 'jwt.kms', peer: await issueByVeramo(openVeramoAgent(ownKms)) },
      report,
    ),
  }
}
