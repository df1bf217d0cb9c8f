import { zConsistencyDocument } from './log-proof.ts'
import { verifyConsistency } from './merkle-proof.ts'
import { readJsonDocument } from './read-json-document.ts'
import type { TrustPorts } from './trust-ports.ts'

/** The first `size` leaves of a log, by their root. */
export type LogState = { size: number; root: Uint8Array }

/** Does the later state of a log begin with the earlier one? `unknown` where the log could not be asked. */
export async function isConsistent(
  { log, earlier, later }: { log: string; earlier: LogState; later: LogState },
  ports: Pick<TrustPorts, 'fetchText'>,
): Promise<'yes' | 'no' | 'unknown'> {
  if (earlier.size === 0) return 'yes'
  if (earlier.size > later.size) return 'no'
  const claim = {
    oldSize: earlier.size,
    oldRoot: earlier.root,
    newSize: later.size,
    newRoot: later.root,
  }
  if (earlier.size === later.size) return verifyConsistency({ ...claim, proof: [] }) ? 'yes' : 'no'
  const url = `${log}/consistency/${earlier.size}-${later.size}`
  const kept = await checkPath(url, {}, claim, ports)
  // what a cache holds for ever may be damaged: only the log's own word tells of a fork
  return kept === 'no' ? checkPath(url, { fresh: true }, claim, ports) : kept
}

async function checkPath(
  url: string,
  options: { fresh?: boolean },
  claim: Omit<Parameters<typeof verifyConsistency>[0], 'proof'>,
  { fetchText }: Pick<TrustPorts, 'fetchText'>,
): Promise<'yes' | 'no' | 'unknown'> {
  const fetched = await fetchText(url, options)
  if (fetched.outcome !== 'fetched') return 'unknown'
  const document = readJsonDocument(fetched.text, zConsistencyDocument)
  if (document === undefined) return 'unknown'
  return verifyConsistency({ ...claim, proof: document.path }) ? 'yes' : 'no'
}
