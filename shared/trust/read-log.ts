import { encodeBase64url } from '../did/base-encoding.ts'
import { readCheckpoint } from './log-checkpoint.ts'
import { isConsistent } from './log-consistency.ts'
import { isProven, type LogProof, zLogProof } from './log-proof.ts'
import { readJsonDocument } from './read-json-document.ts'
import { type CityTrust, isEndedKey } from './read-trust-list.ts'
import type { TrustPorts } from './trust-ports.ts'

export type LeafReading =
  /** `size` is that of the log which the proof is about. */
  | { outcome: 'found'; index: number; size: number }
  | { outcome: 'absent' }
  | { outcome: 'unavailable' }
  /** The city signed two logs that contradict each other. */
  | { outcome: 'forked' }

/**
 * Where a leaf stands in a city's log, proven under a checkpoint that the city signed. A proof that came with
 * the badge is used where it is good; else the log is asked.
 * @param presented as it came, unchecked
 */
export async function findLeaf(
  leaf: Uint8Array,
  trust: CityTrust,
  presented: unknown,
  ports: TrustPorts,
): Promise<LeafReading> {
  const brought = zLogProof.safeParse(presented)
  const reading = brought.success && (await readProof(leaf, brought.data, trust, ports, false))
  if (reading && reading.outcome !== 'unavailable') return reading
  const kept = await fetchProof(leaf, trust, {}, ports)
  // caches keep proofs for ever, also those that a key signed which was stolen since: the log has others by now
  return kept === 'unusable' ? settle(await fetchProof(leaf, trust, { fresh: true }, ports)) : kept
}

async function fetchProof(
  leaf: Uint8Array,
  trust: CityTrust,
  options: { fresh?: boolean },
  ports: TrustPorts,
): Promise<LeafReading | 'unusable'> {
  const url = `${trust.list.log.url}/proofs/${encodeBase64url(leaf)}`
  const fetched = await ports.fetchText(url, options)
  if (fetched.outcome !== 'fetched') return fetched
  const proof = readJsonDocument(fetched.text, zLogProof)
  const reading = proof && (await readProof(leaf, proof, trust, ports, true))
  return reading === undefined || reading.outcome === 'unavailable' ? 'unusable' : reading
}

function settle(reading: LeafReading | 'unusable'): LeafReading {
  return reading === 'unusable' ? { outcome: 'unavailable' } : reading
}

async function readProof(
  leaf: Uint8Array,
  proof: LogProof,
  { list, latest }: CityTrust,
  ports: TrustPorts,
  refreshesKeys: boolean,
): Promise<LeafReading> {
  const reading = await readCheckpoint(proof.checkpoint, list.iss, ports, { refreshesKeys })
  if (reading.outcome !== 'read') return { outcome: 'unavailable' }
  const { payload: checkpoint, keyThumbprint, isKeyRevoked } = reading
  const log = list.log.url
  if (checkpoint.log !== log || !isProven(leaf, proof, checkpoint))
    return { outcome: 'unavailable' }
  const found: LeafReading = { outcome: 'found', index: proof.index, size: checkpoint.size }
  // whoever holds an old key of the city can sign any state of the log: only the log itself can confirm it
  if (isKeyRevoked || isEndedKey(list, keyThumbprint)) {
    const continues = await isConsistent({ log, earlier: checkpoint, later: latest }, ports)
    return continues === 'yes' ? found : { outcome: 'unavailable' }
  }
  // asking about an older state would tell the city which badge is looked at: there its signature is enough
  if (checkpoint.size < latest.size) return found
  const continues = await isConsistent({ log, earlier: latest, later: checkpoint }, ports)
  if (continues === 'no') return { outcome: 'forked' }
  return continues === 'yes' ? found : { outcome: 'unavailable' }
}
