import { curveOfAlgorithm, type JwsHeader } from '../../credential/jws.ts'
import {
  absoluteId,
  type ControllerDocument,
  findVerificationKey,
  methodsOf,
} from '../../did/did-document.ts'
import { furtherKeyReaders as readers } from '../../did/further-keys.ts'
import type { VerifyingKey } from '../../did/public-key.ts'
import type { Resolution } from '../../did/resolution.ts'
import { isAppError } from '../../errors/app-error.ts'
import type { Candidates, VerificationPorts } from '../ports.ts'
import type { ExpectedSigner, ProofCandidate } from '../proof-candidate.ts'
import type { ControllerDocuments } from './controller-documents.ts'
import { resolverOf } from './find-further-key.ts'

/** Keys that are tried for a token that names none. */
const maxKeys = 3

/**
 * A token may carry its key (`jwk`), name it by an address or in the issuer's own way, or say nothing of it. Which key
 * it can have been is for the issuer's document to say: the one that is equal or named so, or else those that fit.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#joseheader
 */
export async function nameKeys(
  candidates: Candidates,
  signer: ExpectedSigner,
  ports: Pick<VerificationPorts, 'resolveDid'>,
  documents: ControllerDocuments,
): Promise<Candidates> {
  const named = await Promise.all(
    candidates.map(async (candidate): Promise<Candidates> => {
      const { header } = candidate
      const resolve = header && resolverOf(signer.controller(candidate), ports, documents)
      if (header === undefined || resolve === undefined) return [addressed(candidate)]
      const known = keyIdsFor(header, await resolve(), signer)
      // a key added since the document was last fetched
      const ids = known ?? keyIdsFor(header, await resolve({ fresh: true }), signer) ?? []
      const [first, ...others] = ids.map((keyId) => ({ ...candidate, keyId }))
      return first ? [first, ...others] : [addressed(candidate)]
    }),
  )
  const [first = candidates[0], ...others] = named.flat()
  return [first, ...others]
}

/** A key that the issuer's document only names may stand at its address. */
function addressed(candidate: ProofCandidate): ProofCandidate {
  const { kid } = candidate.header ?? {}
  return kid?.includes(':') ? { ...candidate, keyId: kid } : candidate
}

function keyIdsFor(
  { alg, kid, jwk }: JwsHeader,
  resolution: Resolution,
  { purpose }: ExpectedSigner,
): string[] | undefined {
  if (resolution.outcome !== 'resolved') return []
  const { document } = resolution
  const listed = (document[purpose] ?? []).map((entry) =>
    absoluteId(typeof entry === 'string' ? entry : entry.id, document.id),
  )
  const keys = listed.flatMap(
    (id) => findVerificationKey(document, { id, relationship: purpose }, readers) ?? [],
  )
  if (kid !== undefined && listed.includes(kid)) return [kid]
  if (jwk !== undefined) {
    const brought = readJwk(jwk)
    const equal = keys.find(({ publicKey }) => brought && isSameKey(publicKey, brought))
    return equal && [equal.id]
  }
  if (kid?.includes(':')) return undefined
  const names = kid === undefined ? [] : namedSo(document, kid.replace(/^#/, ''))
  const byName = keys.filter(({ id }) => names.includes(id))
  const fitting = keys
    .filter(({ publicKey }) => publicKey.curve === curveOfAlgorithm[alg])
    .filter(({ publicKey }, index, all) => {
      const first = all.findIndex((other) => isSameKey(other.publicKey, publicKey))
      return first === index
    })
  const found = byName.length > 0 ? byName : fitting
  return found.length > 0 ? found.slice(0, maxKeys).map(({ id }) => id) : undefined
}

/** Ids of methods whose fragment or JWK has this name. */
function namedSo(document: ControllerDocument, name: string): string[] {
  return methodsOf(document)
    .filter(({ id, publicKeyJwk }) => id.endsWith(`#${name}`) || publicKeyJwk?.kid === name)
    .map(({ id }) => absoluteId(id, document.id))
}

function isSameKey(one: VerifyingKey, other: VerifyingKey): boolean {
  return one.curve === other.curve && one.bytes.join() === other.bytes.join()
}

function readJwk(jwk: unknown): VerifyingKey | undefined {
  try {
    return readers.fromJwk(jwk)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
