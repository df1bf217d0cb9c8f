import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { didWebDocumentUrl } from '../../shared/did/did-web.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Bundle } from '../../shared/node/bundle/read-bundle.ts'
import { createNodeCanonicalization } from '../../shared/node/canonicalization.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { zBundleManifest } from '../../shared/trust/bundle.ts'
import { createTrustReader } from '../../shared/trust/city-trust.ts'
import { type LogCheckpoint, readCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import { nodeReader } from '../../shared/trust/log-tiles.ts'
import { treeRoot } from '../../shared/trust/merkle-tree.ts'
import { isEndedKey, readCityTrust } from '../../shared/trust/read-trust-list.ts'
import { readStatement, type StatementPorts } from '../../shared/trust/signed-statement.ts'
import { createTrustMemory } from '../../shared/trust/trust-memory.ts'
import type { TrustPorts } from '../../shared/trust/trust-ports.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { createStatusListCache } from '../../shared/verify/status-list-cache.ts'
import { createBundleTrustFetch } from './bundle-trust-fetch.ts'

export type OpenBundle = {
  city: Did
  /** When the city last spoke: what the bundle shows, it shows as of then. */
  asOf: Date
  /** RFC 7638 thumbprint of the city's key that signed: all of it rests on this key being the city's. */
  keyThumbprint: string
  ports: VerificationPorts
}

/**
 * Makes the checks' ports of a bundle: nobody is asked, and the clock stands at the bundle's last signed checkpoint.
 * @param options.cityKey thumbprint of the key that must have signed
 * @throws AppError bundle_refused
 */
export async function openBundle(
  bundle: Bundle,
  { cityKey }: { cityKey?: string | undefined } = {},
): Promise<OpenBundle> {
  const { city } = bundle
  const { resolveDid } = createDidResolver({
    fetch: fetchDocumentFrom(bundle),
    // nothing in a bundle grows old
    clock: () => new Date(0),
    allowLoopbackHttp: true,
  })
  const statements = { resolveDid, verifySignature }
  const { keyThumbprint } = await verifyManifest(bundle, statements)
  if (cityKey !== undefined && cityKey !== keyThumbprint) {
    throw refused('The bundle is signed by another key than the one that you named')
  }
  const checkpoint = await verifyLog(bundle, statements)
  const asOf = new Date(checkpoint.iat * 1000)
  const clock = () => asOf
  const fetchText = createBundleTrustFetch(bundle, checkpoint.log)
  const trustPorts = (): TrustPorts => ({
    ...statements,
    clock,
    fetchText,
    memory: createTrustMemory(),
  })
  const reading = await readCityTrust(city, trustPorts())
  if (reading.outcome === 'read' && isEndedKey(reading.trust.list, keyThumbprint)) {
    throw refused('The key that signed the bundle had ended by then')
  }
  const ports: VerificationPorts = {
    resolveDid,
    fetchStatusList: async (url) => {
      const body = bundle.statusLists.get(url)
      return body === undefined
        ? { outcome: 'unavailable', code: 'not_in_bundle', detail: 'It is not in the bundle' }
        : { outcome: 'fetched', body, fetchedAt: asOf }
    },
    statusLists: createStatusListCache(),
    canonicalize: createNodeCanonicalization().canonicalize,
    verifySignature,
    clock,
    trust: createTrustReader(trustPorts()),
  }
  return { city, asOf, keyThumbprint, ports }
}

/** Every line stands under the city's signature. */
async function verifyManifest(
  bundle: Bundle,
  ports: StatementPorts,
): Promise<{ keyThumbprint: string }> {
  const expected = {
    type: 'waymark-bundle+jwt',
    schema: zBundleManifest,
    issuer: bundle.city,
  } as const
  const reading = await readStatement(bundle.manifest, expected, ports)
  if (reading.outcome !== 'read') throw refused('The bundle is not signed by its city')
  const { lines, digest, logSize } = reading.payload
  if (lines !== bundle.lines || digest !== bundle.digest || logSize !== bundle.log.size) {
    throw refused('The bundle was changed after the city signed it')
  }
  return reading
}

/** The leaves are those of the log that the city signed. */
async function verifyLog(bundle: Bundle, ports: StatementPorts): Promise<LogCheckpoint> {
  const reading = await readCheckpoint(bundle.checkpoint, bundle.city, ports)
  if (reading.outcome !== 'read' || reading.isKeyRevoked) {
    throw refused('The state of the award log is not signed by the city')
  }
  const { size, root } = reading.payload
  const { tiles } = bundle.log
  const actual = treeRoot(
    bundle.log.size,
    nodeReader((level, index) => tiles.get(`${level}/${index}`)),
  )
  if (size !== bundle.log.size || encodeBase64url(actual) !== encodeBase64url(root)) {
    throw refused('The award log in the bundle is not the one that the city signed')
  }
  return reading.payload
}

function fetchDocumentFrom({ didDocuments }: Bundle) {
  const byUrl = new Map(
    [...didDocuments].map(([did, text]) => [
      didWebDocumentUrl(did, { allowLoopbackHttp: true }).href,
      text,
    ]),
  )
  return async (url: string): Promise<Response> => {
    const text = byUrl.get(url)
    if (text === undefined) throw new AppError('fetch_failed', 'It is not in the bundle')
    return new Response(text, { headers: { 'Content-Type': 'application/did+json' } })
  }
}

function refused(message: string): AppError {
  return new AppError('bundle_refused', message)
}
