import { check } from './check.ts'
import { findKey } from './key-lookup.ts'
import type { KeyLookup } from './key-query.ts'
import type { Moment } from './moment.ts'
import type { SearchPorts } from './ports.ts'
import type { ExpectedSigner, ProofCandidate } from './proof-candidate.ts'
import type { Check } from './report.ts'

/** The signature's check, how the search for its key went, and which of the proofs it is about. */
export type ProofOutcome = { proof: Check; lookup: KeyLookup; candidate: ProofCandidate }

/** Signatures that are tried of one document, by keys of whoever must have signed. */
const maxTries = 3

/**
 * Tries the proofs in turn, few of them. Any good one suffices (Open Badges 3.0, "you may accept any one proof");
 * if there is none, the first by a key of the signer's tells what is wrong.
 * @param isEach whether one by a key of the signer's that is wrong refutes the others, as it does where every proof of
 * a document is verified
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
 */
export async function verifyProof(
  candidates: readonly [ProofCandidate, ...ProofCandidate[]],
  signer: ExpectedSigner,
  ports: SearchPorts,
  moment: Moment,
  isEach = false,
): Promise<ProofOutcome> {
  const { further } = ports
  const [first, ...others] = further
    ? await further.prepare(candidates, signer, ports, moment)
    : candidates
  let best = await verifyCandidate(first, signer, ports, moment)
  let tries = triesOf(best)
  for (const candidate of others) {
    const isSettled = isEach ? isRefuted(best) : rank(best) === 3 || tries >= maxTries
    if (isSettled) return best
    const outcome = await verifyCandidate(candidate, signer, ports, moment)
    tries += triesOf(outcome)
    if (rank(outcome) > rank(best) || (isEach && isRefuted(outcome))) best = outcome
  }
  return best
}

function isRefuted({ proof, lookup }: ProofOutcome): boolean {
  return lookup.outcome === 'found' && proof.result === 'fail'
}

/** Where there was no key, no signature was tried. */
function triesOf({ lookup }: ProofOutcome): 0 | 1 {
  return lookup.outcome === 'refused' ? 0 : 1
}

/**
 * A right signature is worth more by a key that was not revoked; of wrong ones, that of the signer's own key says more
 * than that of somebody else, who may have signed before.
 */
function rank({ proof, lookup }: ProofOutcome): 0 | 1 | 2 | 3 {
  if (proof.result !== 'pass') return lookup.outcome === 'refused' ? 0 : 1
  return lookup.outcome === 'found' ? 3 : 2
}

async function verifyCandidate(
  candidate: ProofCandidate,
  signer: ExpectedSigner,
  ports: SearchPorts,
  moment: Moment,
): Promise<ProofOutcome> {
  const query = {
    keyId: candidate.keyId,
    controller: signer.controller(candidate),
    relationship: signer.purpose,
    jwk: candidate.header?.jwk,
  }
  const lookup = await (ports.further?.findKey ?? findKey)(query, ports, moment)
  if (lookup.outcome === 'refused') {
    return { proof: check('proof', 'not_checked'), lookup, candidate }
  }
  const code = await candidate.verify(lookup.key.publicKey, ports)
  return { proof: check('proof', code), lookup, candidate }
}
