import { type EntitySchema, IsNull } from 'typeorm'
import { parseDid } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import { badgeFingerprint } from '../core/badge-fingerprint.ts'
import type { Cv } from '../core/cv/cv.ts'
import type { Share } from '../core/cv/share.ts'
import { badgeFormats, type Disclosure, type HeldBadge, type NewBadge } from '../core/held-badge.ts'
import { badgeRow } from '../core/record/badge-row.ts'
import type { WalletStore } from '../core/wallet-ports.ts'
import {
  type BodyRow,
  badgeEntity,
  cvEntity,
  disclosureEntity,
  type StoredBadge,
  shareEntity,
} from './wallet-schema.ts'

export type WalletStorePorts = { database: Database; newId: () => string }

/** The wallet's badges and history in its own tables. */
export function createWalletStore({ database, newId }: WalletStorePorts): WalletStore {
  const { reader } = database
  async function listBadges(): Promise<HeldBadge[]> {
    const rows = await reader.find(badgeEntity, { order: { receivedAt: 'DESC', id: 'ASC' } })
    return rows.map(fromRow)
  }
  return {
    keepBadges(badges) {
      const rows = badges.map((badge) => toRow(badge, badge.id ?? newId()))
      return database.transact(async (tx) => {
        const kept: { id: string; isNew: boolean }[] = []
        for (const row of rows) {
          const here = await tx.findOneBy(badgeEntity, { fingerprint: row.fingerprint })
          if (here === null) {
            if ((await tx.findOneBy(badgeEntity, { id: row.id })) !== null) row.id = newId()
            await tx.insert(badgeEntity, row)
          }
          const { id, logProof } = { ...row, id: here?.id ?? row.id }
          if (here?.logProof === null && logProof !== null) {
            await tx.update(badgeEntity, { id }, { logProof })
          }
          kept.push({ id: here?.id ?? row.id, isNew: here === null })
        }
        return kept
      })
    },
    listBadges,
    listRows: async () => (await listBadges()).map(badgeRow),
    async findBadge(id) {
      const row = await reader.findOneBy(badgeEntity, { id })
      return row === null ? undefined : fromRow(row)
    },
    async updateReport(id, report, summary) {
      const found = {
        report: JSON.stringify(report),
        ...(summary && { summary: JSON.stringify(summary) }),
      }
      await database.transact((tx) => tx.update(badgeEntity, { id }, found))
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
    async removeBadge(id) {
      await database.transact((tx) => tx.delete(badgeEntity, { id }))
    },
    async keepReflection(id, text) {
      const reflection = text === '' ? null : text
      await database.transact((tx) => tx.update(badgeEntity, { id }, { reflection }))
    },
    async addReflection(id, reflection) {
      await database.transact((tx) =>
        tx.update(badgeEntity, { id, reflection: IsNull() }, { reflection }),
      )
    },
    async removeDisclosure(id) {
      await database.transact((tx) => tx.delete(disclosureEntity, { id }))
    },
    ...cvStore(database),
    ...shareStore(database),
  }
}

function cvStore(
  database: Database,
): Pick<WalletStore, 'listCvs' | 'keepCv' | 'changeCv' | 'removeCv'> {
  const rowOf = (cv: Cv) => ({ id: cv.id, at: cv.updatedAt, body: JSON.stringify(cv) })
  return {
    // written by keepCv and nobody else
    listCvs: async () => (await listBodies(database, cvEntity)) as Cv[],
    async keepCv(cv) {
      await database.transact((tx) => tx.upsert(cvEntity, rowOf(cv), ['id']))
    },
    changeCv: (id, change) =>
      database.transact(async (tx) => {
        const kept = await tx.findOneBy(cvEntity, { id })
        const cv = change(kept === null ? undefined : (JSON.parse(kept.body) as Cv))
        await tx.upsert(cvEntity, rowOf(cv), ['id'])
        return cv
      }),
    async removeCv(id) {
      await database.transact((tx) => tx.delete(cvEntity, { id }))
    },
  }
}

function shareStore(
  database: Database,
): Pick<WalletStore, 'listShares' | 'keepShare' | 'removeShare'> {
  return {
    // written by keepShare and nobody else
    listShares: async () => (await listBodies(database, shareEntity)) as Share[],
    async keepShare(share) {
      const row = { id: share.id, at: share.createdAt, body: JSON.stringify(share) }
      await database.transact((tx) => tx.upsert(shareEntity, row, ['id']))
    },
    async removeShare(id) {
      await database.transact((tx) => tx.delete(shareEntity, { id }))
    },
  }
}

async function listBodies({ reader }: Database, entity: EntitySchema<BodyRow>): Promise<unknown[]> {
  const rows = await reader.find(entity, { order: { at: 'DESC', id: 'ASC' } })
  return rows.map(({ body }) => JSON.parse(body))
}

function toRow(badge: NewBadge, id: string): StoredBadge {
  const { text, format, holder, summary, report, source, receivedAt } = badge
  const { logProof, reflection } = badge
  return {
    id,
    fingerprint: badgeFingerprint(badge),
    text,
    format,
    holder: holder ?? null,
    summary: JSON.stringify(summary),
    report: JSON.stringify(report),
    source: JSON.stringify(source),
    receivedAt,
    logProof: logProof === undefined ? null : JSON.stringify(logProof),
    reflection: reflection ?? null,
  }
}

function fromRow(row: StoredBadge): HeldBadge {
  const format = badgeFormats.find((name) => name === row.format)
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
    ...(row.reflection !== null && { reflection: row.reflection }),
  }
}
