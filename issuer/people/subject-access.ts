import type { Reader } from '../../shared/node/database/database.ts'
import { listMailTo } from '../../shared/server/mail/mail-store.ts'
import { listApplicationsOf } from '../applications/application-store.ts'
import { type AwardRow, listAwardsTo } from '../awards/award-store.ts'
import { awardView } from '../awards/award-view.ts'
import { findBadge } from '../badges/badge-store.ts'
import { listEvidenceOf } from '../evidence/evidence-store.ts'
import { evidenceJson } from '../evidence/review-api.ts'
import { auditEntity } from '../log/audit-entry.ts'
import { logLeafEntity } from '../log/award-log.ts'
import { issuedCredentialEntity } from '../oid4vci/claim-store.ts'
import { attendanceEntity, listRegistersOf } from '../registers/activity-store.ts'

/** Everything that the city holds about a person, in the words in which it holds it. */
export async function readSubject(
  email: string,
  { reader, publicUrl, at }: { reader: Reader; publicUrl: string; at: Date },
) {
  const awards = await listAwardsTo(reader, email)
  return {
    email,
    asOf: at.toISOString(),
    awards: await Promise.all(awards.map((award) => readAward(award, { reader, publicUrl }))),
    registers: await readRegisters(reader, email),
    applications: (await listApplicationsOf(reader, email)).map(
      ({ tokenHash: _secret, nameKey: _key, ...kept }) => kept,
    ),
    evidence: (await listEvidenceOf(reader, email))
      .filter((sent) => sent.email.toLowerCase() === email.toLowerCase())
      .map(evidenceJson),
    mails: await listMailTo(reader, email),
  }
}

async function readRegisters(reader: Reader, email: string) {
  const rows = await listRegistersOf(reader, email)
  return Promise.all(
    rows.map(async ({ provider, activityId, id, name, addedAt }) => {
      const came = await reader.findBy(attendanceEntity, { provider, activityId, personId: id })
      const days = came.map(({ day }) => day).sort()
      return { provider, activity: activityId, name, addedAt, days }
    }),
  )
}

async function readAward(
  award: AwardRow,
  { reader, publicUrl }: { reader: Reader; publicUrl: string },
) {
  const { provider, id, badge: slug, badgeVersion: version, evidence, holder } = award
  const [badge, credentials, leaves, entries] = await Promise.all([
    findBadge(reader, { provider, slug, version }),
    reader.findBy(issuedCredentialEntity, { provider, awardId: id }),
    reader.findBy(logLeafEntity, { provider, awardId: id }),
    reader.find(auditEntity, { where: { provider, subject: id }, order: { at: 'ASC' } }),
  ])
  const mainLanguage = badge?.design.mainLanguage ?? award.language
  return {
    ...awardView(award, { publicUrl, mainLanguage }),
    credentialId: award.credentialId,
    recipientSalt: award.recipientSalt,
    ...(holder !== null && { holder }),
    // makeAward wrote it as JSON
    ...(evidence !== null && { evidence: parseJson(evidence) }),
    statusList: { id: award.statusList, index: award.statusIndex },
    credentials: credentials.map(({ configuration, format, issuedAt, body }) => ({
      configuration,
      format,
      issuedAt,
      body,
    })),
    log: leaves.map(({ leafHash, position }) => ({ leafHash, position })),
    audit: entries.map(({ action, actor, at, detail }) => ({
      action,
      actor,
      at,
      detail: parseJson(detail),
    })),
  }
}

function parseJson(text: string): unknown {
  return JSON.parse(text)
}
