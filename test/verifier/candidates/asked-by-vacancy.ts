import { parseDatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { createNonce } from '../../../shared/oid4vc/nonce.ts'
import { buildRequestUri } from '../../../shared/oid4vc/oid4vp-request-uri.ts'
import { requestLinkOf } from '../../../shared/server/presenting/authorization-request.ts'
import { hashSecret } from '../../../shared/server/presenting/secret-hash.ts'
import { createCandidateStore } from '../../../verifier/candidates/candidate-store.ts'
import {
  createRequest,
  type PresentationRequest,
  zNewRequest,
} from '../../../verifier/requests/presentation-request.ts'
import { createRequestStore } from '../../../verifier/requests/request-store.ts'
import { walletRequestOf } from '../../../verifier/requests/wallet-request.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { hostSlug } from '../console-session.ts'
import { type ReadRequest, readRequest } from '../hand-wallet.ts'
import type { TestVerifier } from '../verifier-bench.ts'

const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))

/** What a test does beside a running verifier, on its database. */
export async function openBeside(
  verifier: TestVerifier,
  { clock, whenDone }: { clock: () => Date; whenDone: (close: () => Promise<void>) => void },
) {
  const { config } = verifier
  const database = await openDatabase(parseDatabaseLocation(config.database), verifierSchema)
  whenDone(() => database.close())
  const { keyEncryptionKey, publicUrl, employerName } = config
  const requests = createRequestStore({ database, keyEncryptionKey })
  const { reader } = database
  // cursors of its lists are its own
  const derive = () => Buffer.alloc(32, 7)
  const candidates = createCandidateStore({ reader, keyEncryptionKey, derive })
  const did = (await (await fetch(`${verifier.url}/.well-known/did.json`)).json()).id

  /** A request as the advert of a vacancy makes it, bound to a browser: and that browser's cookie. */
  async function ask(
    change: Partial<PresentationRequest> = {},
  ): Promise<{ made: PresentationRequest; request: ReadRequest; cookie: string }> {
    const { made, requestUri, cookie } = await begin(change)
    return { made, request: await readRequest(requestUri, verifier), cookie }
  }

  async function begin(
    change: Partial<PresentationRequest> = {},
    responseMode: PresentationRequest['responseMode'] = 'direct_post',
  ): Promise<{ made: PresentationRequest; requestUri: string; cookie: string }> {
    const session = createNonce(random)
    const made = {
      ...(await createRequest(
        zNewRequest.parse({ retentionDays: 14, responseMode }),
        {
          organisation: { slug: hostSlug, trustedCities: [], retentionDays: 30 },
          apiKeyId: 'vacancy:baker',
          vacancy: { id: 'baker', needs: [] },
        },
        { random, clock, requestTtlSeconds: 3_600 },
      )),
      sessionHash: hashSecret(session),
      ...change,
    }
    await database.transact((tx) => requests.insert(tx, made))
    const link = requestLinkOf(walletRequestOf(made), { did, publicUrl, name: employerName })
    return { made, requestUri: buildRequestUri(link), cookie: `opened_by=${session}` }
  }
  return { database, candidates, ask, begin }
}
