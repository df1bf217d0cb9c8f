import { createProofVerifier } from '../../credential/data-integrity.ts'
import { parseDateTime } from '../../credential/date-time-stamp.ts'
import { proofsOf, readDataIntegrityProof } from '../../credential/proof.ts'
import type { VerifyingKey } from '../../did/public-key.ts'
import type { JsonObject } from '../../json/json.ts'
import type { CheckCode } from '../check-codes.ts'
import { isFuture, isPast } from '../dates-check.ts'
import type { KeyLookup, KeyQuery, KeyRefusal } from '../key-query.ts'
import type { Moment } from '../moment.ts'
import type { ProofCandidate, ProofPorts } from '../proof-candidate.ts'
import { codeOf } from '../proof-candidates.ts'
import { listOf } from '../values.ts'

type ProofCode = CheckCode<'proof'>
type FindKey = (query: KeyQuery) => Promise<KeyLookup>

/**
 * A proof that names previous ones signs them along with the document, and counts only if they are right: whoever
 * made them, by a key of their own that is for what the proof was made for.
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
 */
export function withChain(
  candidate: ProofCandidate,
  findKey: FindKey,
  moment: Moment,
): ProofCandidate {
  const { chained } = candidate
  if (chained === undefined) return candidate
  const { proof, document } = chained
  return {
    ...candidate,
    async verify(key, ports) {
      const chain = previousProofs(proof, proofsOf(document))
      if (chain === undefined) return 'malformed'
      const known = new Map<JsonObject, Promise<ProofCode>>()
      return verifyLink(proof, key)

      async function verifyLink(link: JsonObject, publicKey: VerifyingKey): Promise<ProofCode> {
        const previous = chain?.get(link) ?? []
        for (const earlier of previous) {
          const made = known.get(earlier) ?? verifyEarlier(earlier)
          known.set(earlier, made)
          const code = await made
          if (code !== 'ok') return code
        }
        return verifyOne(document, { proof: link, previous, publicKey }, ports)
      }

      async function verifyEarlier(earlier: JsonObject): Promise<ProofCode> {
        const lookup = await findSigner(earlier, findKey, moment)
        return typeof lookup === 'string' ? lookup : verifyLink(earlier, lookup)
      }
    },
  }
}

async function verifyOne(
  document: JsonObject,
  link: { proof: JsonObject; previous: readonly JsonObject[]; publicKey: VerifyingKey },
  { canonicalize, verifySignature }: ProofPorts,
): Promise<ProofCode> {
  const { proof, previous, publicKey } = link
  const verify = createProofVerifier(document, previous.length > 0 ? previous : undefined)
  const outcome = await verify({ proof, publicKey, canonicalize, verifySignature })
  return outcome.ok ? 'ok' : codeOf(outcome.code)
}

/** The key of one who signed before, or why there is none. */
async function findSigner(
  proof: JsonObject,
  findKey: FindKey,
  moment: Moment,
): Promise<VerifyingKey | ProofCode> {
  const reading = readDataIntegrityProof(proof)
  if (!reading.ok) return codeOf(reading.code)
  const { proofPurpose, verificationMethod: keyId, created, expires } = reading.proof
  if (proofPurpose !== 'assertionMethod' && proofPurpose !== 'authentication')
    return 'purpose_wrong'
  const isInTime =
    !isFuture(parseDateTime(created), moment) && !isPast(parseDateTime(expires), moment)
  if (!isInTime) return 'signature_invalid'
  const [controller = ''] = keyId.split('#')
  const lookup = await findKey({ keyId, controller, relationship: proofPurpose })
  if (lookup.outcome === 'found') return lookup.key.publicKey
  const isOpen = lookup.outcome !== 'refused' || openRefusals.includes(lookup.refusal)
  return isOpen ? 'not_checked' : 'signature_invalid'
}

const openRefusals: readonly KeyRefusal[] = ['unreachable', 'unsupported', 'key_unsupported']

/**
 * What each proof of the chain builds on. Undefined for one that names proofs which are not there, or several of one
 * id, and for a chain that leads back to itself.
 */
function previousProofs(
  last: JsonObject,
  proofs: readonly JsonObject[],
): Map<JsonObject, JsonObject[]> | undefined {
  const chain = new Map<JsonObject, JsonObject[]>()
  const open = new Set<JsonObject>()
  return isWhole(last) ? chain : undefined

  function isWhole(proof: JsonObject): boolean {
    if (chain.has(proof)) return true
    if (open.has(proof)) return false
    open.add(proof)
    const ids = listOf(proof.previousProof)
    const named = ids.map((id) => proofs.filter((other) => other.id === id))
    const previous = named.flatMap((found) => (found.length === 1 ? found : []))
    const isNamedOnce = previous.length === ids.length && new Set(ids).size === ids.length
    if (!isNamedOnce || !previous.every(isWhole)) return false
    chain.set(proof, previous)
    return true
  }
}
