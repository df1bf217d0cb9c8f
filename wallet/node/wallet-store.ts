import { createHash } from 'node:crypto'
import { parseDid } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import type { Disclosure, HeldBadge, NewBadge } from '../core/held-badge.ts'
import type { WalletStore } from '../core/wallet-ports.ts'
import { type BadgeRow, badgeEntity, disclosureEntity } from './wallet-schema.ts'

export type WalletStorePorts = { database: Database; newId: () => string }

/** The wallet's badges and history in its own tables. */
export function createWalletStore({ database, newId }: WalletStorePorts): WalletStore {
  const { reader } = database
  return {
    keepBadges(badges) {
      const rows = badges.map((badge) => toRow(badge, newId()))
      return database.transact(async (tx) => {
        const kept: { id: string; isNew: boolean }[] = []
        for (const row of rows) {
          const here = await tx.findOneBy(badgeEntity, { fingerprint: row.fingerprint })
          if (here === null) await tx.insert(badgeEntity, row)
          const { id, logProof } = { ...row, id: here?.id ?? row.id }
          if (here?.logProof === null && logProof !== null) {
            await tx.update(badgeEntity, { id }, { logProof })
          }
          kept.push({ id: here?.id ?? row.id, isNew: here === null })
        }
        return kept
      })
    },
    async listBadges() {
      const rows = await reader.find(badgeEntity, { order: { receivedAt: 'DESC', id: 'ASC' } })
      return rows.map(fromRow)
    },
    async findBadge(id) {
      const row = await reader.findOneBy(badgeEntity, { id })
      return row === null ? undefined : fromRow(row)
    },
    async updateReport(id, report) {
      await database.transact((tx) =>
        tx.update(badgeEntity, { id }, { report: JSON.stringify(report) }),
      )
    },
    async keepLogProof(id, proof) {
      const logProof = JSON.stringify(proof)
      await database.transact((tx) => tx.update(badgeEntity, { id }, { logProof }))
    },
    async addDisclosure(disclosure) {
      const row = { id: disclosure.id, at: disclosure.at, body: JSON.stringify(disclosure) }
      await database.transact((tx) => tx.insert(disclosureEntity, row))
    },
    async listDisclosures() {
      const rows = await reader.find(disclosureEntity, { order: { at: 'DESC', id: 'ASC' } })
      // written by addDisclosure and nobody else
      return rows.map(({ body }) => JSON.parse(body) as Disclosure)
    },
  }
}

/** The same badge is the same whatever white space its JSON came with. */
function fingerprintOf({ text, format }: NewBadge): string {
  const bytes = format === 'ldp_vc' ? JSON.stringify(JSON.parse(text)) : text
  return createHash('sha256').update(bytes).digest('base64url')
}

function toRow(badge: NewBadge, id: string): BadgeRow {
  const { text, format, holder, summary, report, source, receivedAt, logProof } = badge
  return {
    id,
    fingerprint: fingerprintOf(badge),
    text,
    format,
    holder: holder ?? null,
    summary: JSON.stringify(summary),
    report: JSON.stringify(report),
    source: JSON.stringify(source),
    receivedAt,
    logProof: logProof === undefined ? null : JSON.stringify(logProof),
  }
}

function fromRow(row: BadgeRow): HeldBadge {
  const format = credentialFormats.find((name) => name === row.format)
  if (format === undefined) {
    throw new AppError(
      'database_unavailable',
      'The wallet was written by a later version of Waymark',
    )
  }
  return {
    id: row.id,
    text: row.text,
    format,
    ...(row.holder !== null && { holder: parseDid(row.holder) }),
    // these three were written by toRow and nobody else
    summary: JSON.parse(row.summary) as HeldBadge['summary'],
    report: JSON.parse(row.report) as HeldBadge['report'],
    source: JSON.parse(row.source) as HeldBadge['source'],
    receivedAt: row.receivedAt,
    // written by toRow and keepLogProof and nobody else
    ...(row.logProof !== null && { logProof: JSON.parse(row.logProof) as LogProofDocument }),
  }
}
