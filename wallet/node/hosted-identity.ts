import { buildDidDocument, findVerificationKey, keyIdsOf } from '../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { KeyCurve } from '../../shared/did/public-key.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { signDidUpdate } from '../../shared/hosted-did/did-update.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { parseSecureUrl } from '../core/secure-url.ts'
import type { WalletFetch } from '../core/wallet-ports.ts'
import {
  findPrepared,
  listHolders,
  type PreparedHolder,
  prepareHolder,
  signerOf,
} from './holders.ts'

export type HostingPorts = {
  agent: WaymarkAgent
  database: Database
  resolveDid: ResolveDid
  fetch: WalletFetch
  clock: () => Date
  allowLoopbackHttp: boolean
}

const timeoutMs = 10_000

/**
 * A did:web with a new key, its document hosted by a wallet server and changed only by that key. Where the server
 * refuses, nothing is left behind; where its answer is lost, the key is kept, and asking for the same name again goes
 * on from there.
 * @throws AppError request_malformed | conflict | address_forbidden | fetch_failed
 */
export async function createHostedIdentity(
  input: { walletServer: string; hostedName: string; curve: KeyCurve },
  ports: HostingPorts,
): Promise<PreparedHolder> {
  const { agent, database } = ports
  const server = parseSecureUrl(input.walletServer, ports)
  const place = new URL(`people/${input.hostedName}`, withSlash(server))
  const did = didWebFromUrl(place)
  const holders = await listHolders(database)
  if (holders.some((holder) => holder.did === did)) throw nameTaken()
  const prepared =
    (await findPrepared(agent, did)) ??
    (await prepareHolder(agent, {
      provider: 'did:web',
      curve: input.curve,
      alias: did.slice('did:web:'.length),
    }))
  try {
    await publish(prepared, new URL(`${place.href}/did.json`), ports)
  } catch (error) {
    const isRefusal = isAppError(error) && error.code !== 'fetch_failed'
    if (isRefusal) await agent.didManagerDelete({ did })
    throw error
  }
  return prepared
}

async function publish(prepared: PreparedHolder, url: URL, ports: HostingPorts): Promise<void> {
  const { did, publicKey } = prepared
  const statement = await signDidUpdate({
    document: buildDidDocument({ did, keys: [{ publicKey }] }),
    previous: null,
    signer: await signerOf(did, ports.agent),
    issuedAt: ports.clock(),
  })
  const response = await ports.fetch(url, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/jose' },
    body: statement,
    timeoutMs,
  })
  if (response.ok) return
  if (response.status === 409) return requireOwnDocument(prepared, ports)
  if (response.status === 400) {
    throw new AppError(
      'request_malformed',
      'The wallet server does not take this name: 3 to 40 lower-case letters, digits and hyphens',
    )
  }
  throw new AppError(
    'fetch_failed',
    `The wallet server did not take the DID document: status ${response.status}. Try again`,
  )
}

/** An earlier try may have claimed the name with this very key. */
async function requireOwnDocument(
  { did, publicKey }: PreparedHolder,
  { resolveDid }: HostingPorts,
): Promise<void> {
  const resolution = await resolveDid(did, { fresh: true })
  if (resolution.outcome === 'unavailable') {
    throw new AppError(
      'fetch_failed',
      'The wallet server could not be asked whose the name is. Try again',
    )
  }
  const id = keyIdsOf(did, publicKey).jwk
  const isOwn =
    resolution.outcome === 'resolved' &&
    findVerificationKey(resolution.document, { id, relationship: 'authentication' }) !== undefined
  if (!isOwn) throw nameTaken()
}

function withSlash(url: URL): URL {
  return url.pathname.endsWith('/') ? url : new URL(`${url.href}/`)
}

function nameTaken(): AppError {
  return new AppError('conflict', 'This name is taken at the wallet server: choose another')
}
