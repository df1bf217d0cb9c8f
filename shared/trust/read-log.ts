import { parseJsonStrict } from '../credential/json.ts'
import { encodeBase64url } from '../did/base-encoding.ts'
import { isAppError } from '../errors/app-error.ts'
import { type LogCheckpoint, readCheckpoint } from './log-checkpoint.ts'
import { isProven, type LogProof, zConsistencyDocument, zLogProof } from './log-proof.ts'
import { verifyConsistency } from './merkle-proof.ts'
import type { CityTrust } from './read-trust-list.ts'
import type { TrustPorts } from './trust-ports.ts'

export type LeafReading =
  | { outcome: 'found'; index: number }
  | { outcome: 'absent' }
  | { outcome: 'unavailable' }

const maxProofBytes = 16_384

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
  if (brought.success && (await isGood(leaf, brought.data, trust, ports)) === 'yes') {
    return { outcome: 'found', index: brought.data.index }
  }
  const fetched = await ports.fetchText(`${trust.list.log.url}/proofs/${encodeBase64url(leaf)}`)
  if (fetched.outcome !== 'fetched') return fetched
  const proof = readDocument(fetched.text, zLogProof)
  if (proof === undefined || (await isGood(leaf, proof, trust, ports)) !== 'yes') {
    return { outcome: 'unavailable' }
  }
  return { outcome: 'found', index: proof.index }
}

async function isGood(
  leaf: Uint8Array,
  proof: LogProof,
  { list, checkpoint: known }: CityTrust,
  ports: TrustPorts,
): Promise<'yes' | 'no' | 'unknown'> {
  const reading = await readCheckpoint(proof.checkpoint, list.iss, ports)
  if (reading.outcome !== 'read') return reading.outcome === 'unavailable' ? 'unknown' : 'no'
  const { payload: checkpoint, keyThumbprint } = reading
  if (checkpoint.log !== list.log.url || !isProven(leaf, proof, checkpoint)) return 'no'
  const isEnded = list.keys.some(
    ({ thumbprint, retired, compromised }) =>
      thumbprint === keyThumbprint && (retired ?? compromised) !== undefined,
  )
  // whoever holds an old key of the city can sign any state of the log: only the log itself can confirm it
  return isEnded ? agrees(checkpoint, known, ports) : 'yes'
}

function agrees(
  checkpoint: LogCheckpoint,
  known: LogCheckpoint,
  ports: TrustPorts,
): Promise<'yes' | 'no' | 'unknown'> {
  if (checkpoint.size > known.size) return Promise.resolve('no')
  return isConsistent({ log: known.log, earlier: checkpoint, later: known }, ports)
}

type LogState = { size: number; root: Uint8Array }

/** Does the later state of a log begin with the earlier one? */
export async function isConsistent(
  { log, earlier, later }: { log: string; earlier: LogState; later: LogState },
  ports: Pick<TrustPorts, 'fetchText'>,
): Promise<'yes' | 'no' | 'unknown'> {
  const claim = {
    oldSize: earlier.size,
    oldRoot: earlier.root,
    newSize: later.size,
    newRoot: later.root,
  }
  if (earlier.size === later.size) return verifyConsistency({ ...claim, proof: [] }) ? 'yes' : 'no'
  const fetched = await ports.fetchText(`${log}/consistency/${earlier.size}-${later.size}`)
  if (fetched.outcome !== 'fetched') return 'unknown'
  const document = readDocument(fetched.text, zConsistencyDocument)
  if (document === undefined) return 'unknown'
  return verifyConsistency({ ...claim, proof: document.path }) ? 'yes' : 'no'
}

function readDocument<Output>(
  text: string,
  schema: { safeParse(value: unknown): { success: boolean; data?: Output } },
): Output | undefined {
  try {
    return schema.safeParse(parseJsonStrict(text, { maxBytes: maxProofBytes, maxDepth: 8 })).data
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}
