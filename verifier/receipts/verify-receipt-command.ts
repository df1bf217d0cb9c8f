import { readSecured } from '../../shared/credential/secured.ts'
import { type CommandIo, exitCodes, print } from '../../shared/node/command-line.ts'
import { readCommandNetwork } from '../../shared/node/command-network.ts'
import { readInput } from '../check/read-input.ts'
import { deletionText } from '../retention/deletion-text.ts'
import { isDeletion, readDeletion } from '../retention/read-deletion.ts'
import { createVerificationPorts } from '../verification-ports.ts'
import { hashBadge } from './badge-hash.ts'
import { type ReceiptReading, readReceipt } from './read-receipt.ts'
import { receiptText } from './receipt-text.ts'

export type VerifyReceiptOptions = {
  json?: boolean
  receipt: string
  /** A badge: is it one that the receipt is about? */
  source: string | undefined
}

/**
 * `waymark verify --receipt`: asks the verifier that signed for its keys, nobody else. The exit code says whether
 * the receipt is real (and, where a badge is given, about that badge), not what it found.
 */
export async function verifyReceiptCommand(
  io: CommandIo,
  options: VerifyReceiptOptions,
): Promise<void> {
  const { fetch, allowLoopbackHttp } = await readCommandNetwork(io)
  const text = await readInput(options.receipt, io, fetch)
  const badge =
    options.source === undefined ? undefined : await readInput(options.source, io, fetch)
  const { verification } = createVerificationPorts({ fetch, clock: io.clock, allowLoopbackHttp })
  if (isDeletion(text.trim())) {
    const deletion = await readDeletion(text.trim(), verification)
    const isReal = deletion.outcome === 'unavailable' ? null : deletion.outcome === 'read'
    print(io, { json: { isReal, ...deletion }, human: deletionText(deletion) }, options.json)
    io.exitCode = exitCodeOf(deletion, undefined)
    return
  }
  const reading = await readReceipt(text.trim(), verification)
  const named = badge === undefined ? undefined : findBadge(badge, reading)
  print(io, { json: jsonOf(reading, named), human: receiptText(reading, named) }, options.json)
  io.exitCode = exitCodeOf(reading, named)
}

/** Number of the badge in the receipt, from 1; 0 where it is not in it. */
function findBadge(text: string, reading: ReceiptReading): number {
  const hash = hashBadge(readSecured(text.trim()))
  if (reading.outcome !== 'read') return 0
  return reading.payload.badges.findIndex((badge) => badge.hash === hash) + 1
}

function exitCodeOf(
  { outcome }: Pick<ReceiptReading, 'outcome'>,
  named: number | undefined,
): number {
  if (outcome === 'unavailable') return exitCodes.unknown
  return outcome === 'read' && named !== 0 ? exitCodes.ok : exitCodes.invalid
}

function jsonOf(reading: ReceiptReading, named: number | undefined): object {
  if (reading.outcome === 'unavailable') return { isReal: null, ...reading }
  if (reading.outcome === 'refused') return { isReal: false, ...reading }
  return {
    isReal: true,
    outcome: 'read',
    keyThumbprint: reading.keyThumbprint,
    receipt: reading.payload,
    ...(named !== undefined && { badge: named === 0 ? 'not_in_receipt' : named }),
  }
}
