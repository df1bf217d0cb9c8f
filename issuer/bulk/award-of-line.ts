import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { evidenceOf } from '../awards/evidence-of.ts'
import { type ClaimSecrets, hashSecret } from '../oid4vci/claim-secrets.ts'
import type { StatusPlace } from '../status/status-entry-store.ts'
import { lineIdsOf } from './bulk-ids.ts'
import type { BulkRow, PartKey } from './bulk-store.ts'
import type { RosterRow } from './roster.ts'

/** What all awards of a part have alike. */
export type LinesContext = {
  bulk: Pick<
    BulkRow,
    'provider' | 'id' | 'createdAt' | 'badge' | 'badgeVersion' | 'language' | 'delivery' | 'actor'
  >
  number: PartKey['number']
  /** When they are made. */
  at: string
  /** When those end of whom the list says nothing. */
  end: string | null
  /** Whether each learner's link goes out with it. */
  isSent: boolean
}

/** The award that a line of a list asks for: the same each time, but for its place and the moment. */
export function awardOfLine(
  row: RosterRow,
  place: StatusPlace,
  { bulk, number, at, end, isSent }: LinesContext,
  { derive, secrets }: { derive: DeriveBytes; secrets: ClaimSecrets },
): AwardRow {
  const { provider, delivery } = bulk
  const { id, credentialId, salt } = lineIdsOf(bulk, { number, line: row.line }, derive)
  const offerGeneration = 1
  return {
    provider,
    id,
    badge: bulk.badge,
    badgeVersion: bulk.badgeVersion,
    language: row.language ?? bulk.language,
    credentialId,
    recipientEmail: row.email,
    recipientName: row.name ?? null,
    earner: 'person',
    recipientSalt: salt,
    evidence:
      row.evidence === undefined
        ? null
        : JSON.stringify(evidenceOf({ evidence: [{ url: row.evidence }] })),
    awardedAt: at,
    validUntil: row.validUntil ?? end,
    statusList: place.list,
    statusIndex: place.index,
    status: 'active',
    statusReason: null,
    statusAt: null,
    needsTxCode: false,
    offerGeneration,
    claimHash: hashSecret(secrets.claimIdOf({ provider, id, offerGeneration })),
    wrongTxCodes: 0,
    holder: null,
    isHolderNamed: false,
    claimedAt: null,
    delivery,
    replaces: null,
    replacedBy: null,
    sentAt: isSent ? at : null,
  }
}
