import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import {
  buildDidDocument,
  type DidDocumentKey,
  type DidService,
} from '../../shared/did/did-document.ts'
import { jwkThumbprint, publicKeyToJwk } from '../../shared/did/public-key.ts'
import { signCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import { awardLeaf, type LogProofDocument } from '../../shared/trust/log-proof.ts'
import {
  consistencyProof,
  inclusionProof,
  nodeHash,
  type ReadNode,
  treeRoot,
} from '../../shared/trust/merkle-tree.ts'
import { signStatement } from '../../shared/trust/signed-statement.ts'
import type { TrustList, TrustListProvider } from '../../shared/trust/trust-list.ts'
import { createTrustMemory } from '../../shared/trust/trust-memory.ts'
import type { FetchedText, TrustPorts } from '../../shared/trust/trust-ports.ts'
import { type Actor, createActor, type World } from '../shared/verify/world.ts'

/** A city that vouches, small enough to lie in every way that a test asks for. */
export type TrustCity = {
  did: Did
  url: string
  /** Who signs now; replace it to rotate. */
  actor: Actor
  /** What its DID document lists. */
  keys: DidDocumentKey[]
  leaves: Uint8Array[]
  /** Checkpoints that were signed, by size. */
  checkpoints: Map<number, string>
  list: Pick<TrustList, 'name' | 'keys' | 'providers' | 'recognised'>
  seq: number
  /** Appends the award's leaf. @returns its index */
  award(credentialId: string, achievementId: string): number
  /** Signs a checkpoint over all leaves. */
  seal(): Promise<string>
  /** Serves the DID document as it is now. */
  publishDocument(): void
  /** Seals, signs a list with the next sequence number and serves it. @returns its text */
  publish(change?: Partial<TrustList>, signer?: Actor): Promise<string>
  proof(credentialId: string, achievementId: string): LogProofDocument | undefined
}

export type TrustWorld = {
  ports: TrustPorts
  /** Documents that are served in place of what a city would answer; `undefined`: the host is down. */
  served: Map<string, string | undefined>
  /** What a cache on the way holds; who asks for it fresh gets past. */
  cached: Map<string, string>
  /** Every address that was asked for, in order. */
  asked: string[]
  /** @param origin where it is served; default https at its host */
  createCity(host: string, origin?: string): Promise<TrustCity>
}

const day = 86_400

export function createTrustWorld({ clock, dids, ports: { resolveDid, verifySignature } }: World) {
  const served: TrustWorld['served'] = new Map()
  const cached: TrustWorld['cached'] = new Map()
  const asked: string[] = []
  const cities: TrustCity[] = []
  const ports = {
    resolveDid,
    verifySignature,
    clock,
    memory: createTrustMemory(),
    async fetchText(url, { fresh = false } = {}): Promise<FetchedText> {
      asked.push(url)
      const kept = fresh ? undefined : cached.get(url)
      if (kept !== undefined) return { outcome: 'fetched', text: kept }
      const text = served.has(url) ? served.get(url) : answer(url, cities)
      if (text === undefined) return { outcome: 'unavailable' }
      return text === '' ? { outcome: 'absent' } : { outcome: 'fetched', text }
    },
  } satisfies TrustPorts

  async function createCity(host: string, url = `https://${host}`): Promise<TrustCity> {
    // sound: hosts of tests make well-formed did:webs
    const did = `did:web:${host}` as Did
    const actor = createActor('Ed25519', () => did)
    const city: TrustCity = {
      did,
      url,
      actor,
      keys: [{ publicKey: actor.publicKey }],
      leaves: [],
      checkpoints: new Map(),
      list: { name: `City of ${host}`, keys: [], providers: [], recognised: [] },
      seq: 0,
      award(credentialId, achievementId) {
        city.leaves.push(awardLeaf(credentialId, achievementId))
        return city.leaves.length - 1
      },
      async seal() {
        const size = city.leaves.length
        const root = treeRoot(size, readerOf(city.leaves))
        const state = { city: did, log: `${url}/log`, size, root, at: clock() }
        const text = city.checkpoints.get(size) ?? (await signCheckpoint(state, city.actor.signer))
        city.checkpoints.set(size, text)
        return text
      },
      publishDocument() {
        const service: DidService[] = [
          {
            id: `${did}#trust-list`,
            type: 'WaymarkTrustList',
            serviceEndpoint: `${url}/trust/list.jwt`,
          },
        ]
        const document = buildDidDocument({ did, keys: city.keys, service })
        dids.set(did, { outcome: 'resolved', document })
      },
      async publish(change = {}, signer = city.actor) {
        city.publishDocument()
        city.seq += 1
        const iat = Math.floor(clock().getTime() / 1000)
        const payload = {
          ...{ iss: did, iat, exp: iat + 7 * day, seq: city.seq, ...city.list },
          log: { url: `${url}/log`, checkpoint: await city.seal() },
          ...change,
        }
        const type = 'waymark-trust-list+jwt'
        const text = await signStatement({ type, payload, signer: signer.signer })
        served.set(`${url}/trust/list.jwt`, text)
        return text
      },
      proof(credentialId, achievementId) {
        return proofOf(city, encodeBase64url(awardLeaf(credentialId, achievementId)))
      },
    }
    cities.push(city)
    return city
  }

  return { ports, served, cached, asked, createCity }
}

/** What an honest city answers; '' stands for 404. */
function answer(url: string, cities: readonly TrustCity[]): string | undefined {
  const city = cities.find((each) => url.startsWith(`${each.url}/log/`))
  if (city === undefined) return undefined
  const [kind, name = ''] = url.slice(`${city.url}/log/`.length).split('/')
  if (kind === 'checkpoint') return city.checkpoints.get(Math.max(...city.checkpoints.keys())) ?? ''
  if (kind === 'consistency') {
    const [older = 0, newer = 0] = name.split('-').map(Number)
    if (newer > city.leaves.length) return ''
    const path = consistencyProof(older, newer, readerOf(city.leaves)).map(encodeBase64url)
    return JSON.stringify({ path })
  }
  const proof = kind === 'proofs' ? proofOf(city, name) : undefined
  return proof === undefined ? '' : JSON.stringify(proof)
}

function proofOf(city: TrustCity, leaf: string): LogProofDocument | undefined {
  const index = city.leaves.findIndex((each) => encodeBase64url(each) === leaf)
  const sizes = [...city.checkpoints.keys()].filter((size) => size > index)
  const size = Math.min(...sizes)
  const checkpoint = city.checkpoints.get(size)
  if (index === -1 || checkpoint === undefined) return undefined
  const path = inclusionProof(index, size, readerOf(city.leaves)).map(encodeBase64url)
  return { index, path, checkpoint }
}

export function readerOf(leaves: readonly Uint8Array[]): ReadNode {
  return function read(level, index): Uint8Array {
    if (level > 0) return nodeHash(read(level - 1, index * 2), read(level - 1, index * 2 + 1))
    const leaf = leaves[index]
    if (leaf === undefined) throw new RangeError(`There is no leaf ${index}`)
    return leaf
  }
}

export function thumbprintOf(actor: Pick<Actor, 'publicKey'>): string {
  return jwkThumbprint(publicKeyToJwk(actor.publicKey))
}

/** A provider that may award one thing, from the first leaf on. */
export function accredited(
  provider: Pick<Actor, 'did'>,
  achievementId: string,
  change: Partial<TrustListProvider> = {},
): TrustListProvider {
  return {
    did: provider.did,
    name: 'Quay Youth Club',
    state: 'active',
    accreditations: [{ achievements: [achievementId], from: '2026-01-01T00:00:00Z', fromSize: 0 }],
    keys: [],
    ...change,
  }
}
