import { createHash } from 'node:crypto'
import type { Signer } from '../../shared/credential/signer.ts'
import type { DidService } from '../../shared/did/did-document.ts'
import { awardLogService, trustListService } from '../../shared/trust/read-trust-list.ts'
import { signStatement } from '../../shared/trust/signed-statement.ts'
import { type CheckpointPorts, signLatest } from '../log/checkpoints.ts'
import { logPath } from '../log/log-routes.ts'
import type { Publisher } from '../publishing/publisher.ts'
import { type CompilePorts, compileTrustList } from './compile-trust-list.ts'
import {
  addTrustList,
  confirmTrustList,
  findLatestTrustList,
  type TrustListRow,
} from './trust-list-store.ts'
import { readTrustVersion } from './trust-version.ts'

export type TrustListPorts = CheckpointPorts &
  CompilePorts & { publisher: Publisher; citySigner: () => Promise<Signer> }

const trustListPath = '/trust/list.jwt'

/** A list is signed again when half of this is over, so that an outage of days makes nobody's badge unknown. */
const validSeconds = 7 * 86_400
const maxAgeSeconds = 60
const mostAttempts = 5

/** How the city's DID document says where its trust list and its award log are. */
export function trustServices(publicUrl: string, cityDid: string): DidService[] {
  return [
    {
      id: `${cityDid}#trust-list`,
      type: trustListService,
      serviceEndpoint: `${publicUrl}${trustListPath}`,
    },
    {
      id: `${cityDid}#award-log`,
      type: awardLogService,
      serviceEndpoint: `${publicUrl}${logPath}`,
    },
  ]
}

/**
 * Makes sure that the list that is out says what there is to say. Two nodes may do it at once: whoever finds its
 * number taken looks again.
 */
export async function publishTrustList(ports: TrustListPorts): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (await tryToPublish(ports)) return
  }
}

/** @returns false where another node published in between */
async function tryToPublish(ports: TrustListPorts): Promise<boolean> {
  const { database, publisher, clock } = ports
  const { reader } = database
  const latest = await findLatestTrustList(reader)
  const trustVersion = await readTrustVersion(reader)
  const now = clock()
  if (latest?.trustVersion === trustVersion && !isOld(latest, now)) return true
  const content = await compileTrustList(reader, ports)
  const signer = await ports.citySigner()
  // a new key of the city signs the list anew: who remembers the old one as ended believes it no more
  const contentHash = hashOf([content, signer.keyId])
  if (latest?.contentHash === contentHash && !isOld(latest, now)) {
    await database.transact((tx) => confirmTrustList(tx, { seq: latest.seq, trustVersion }))
    return true
  }
  const seq = (latest?.seq ?? 0) + 1
  const { statement: checkpoint } = await signLatest(ports)
  const iat = Math.floor(now.getTime() / 1000)
  const log = { url: `${ports.publicUrl}${logPath}`, checkpoint }
  const payload = { ...content, iat, exp: iat + validSeconds, seq, log }
  const statement = await signStatement({ type: 'waymark-trust-list+jwt', payload, signer })
  const renewAt = new Date((iat + validSeconds / 2) * 1000).toISOString()
  const row = { seq, statement, contentHash, trustVersion, signedAt: now.toISOString(), renewAt }
  return publisher.publishWith(async (tx) => {
    if (!(await addTrustList(tx, row))) return undefined
    const contentType = 'application/waymark-trust-list+jwt'
    return [{ path: trustListPath, body: statement, contentType, maxAgeSeconds }]
  })
}

function isOld({ renewAt }: TrustListRow, now: Date): boolean {
  return renewAt <= now.toISOString()
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
