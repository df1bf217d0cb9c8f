import { In, IsNull, Not, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createCursorCodec, type Page, pageOf } from '../../shared/server/cursor.ts'
import type { Verdict } from '../../shared/verify/report.ts'
import type { Candidate, EarlierCheck, Evidence, EvidenceSource } from './candidate.ts'
import { candidateOf, earlierCheckOf, evidenceOf } from './candidate-rows.ts'
import {
  candidateEntity,
  earlierCheckEntity,
  evidenceEntity,
  presentedEntity,
} from './candidate-schema.ts'
import { openCandidateSeal } from './candidate-seal.ts'
import type { Kept } from './kept.ts'

/** What a list says of something that was sent. */
export type EvidenceLine = { source: EvidenceSource; badges: number; verdict?: Verdict }

export type CandidateLine = Candidate & {
  evidence: EvidenceLine[]
  /** How many answers came that the person at the screen has not said to be theirs. */
  unconfirmed: number
}

export type CandidateQuery = {
  organisation: string
  vacancyId?: string
  /** Part of a pseudonym or name. */
  search?: string
  cursor?: string
  limit: number
}

export type CandidateStorePorts = {
  reader: Reader
  keyEncryptionKey: KeyEncryptionKey
  derive: DeriveBytes
}

export type CandidateStore = ReturnType<typeof createCandidateStore>

const zPosition = z.object({ receivedAt: z.string(), id: z.string() })

/** What candidates sent to each organisation. What does not count yet is not seen. */
export function createCandidateStore({ reader, keyEncryptionKey, derive }: CandidateStorePorts) {
  const counts = { countsSince: Not(IsNull()) }
  const find = async (organisation: string, id: string): Promise<Candidate | undefined> => {
    const row = await reader.findOneBy(candidateEntity, { organisation, id })
    return row === null ? undefined : candidateOf(row)
  }

  async function linesOf(
    organisation: string,
    ids: string[],
  ): Promise<Map<string, Pick<CandidateLine, 'evidence' | 'unconfirmed'>>> {
    const rows = await reader.find(evidenceEntity, {
      select: { candidateId: true, source: true, badges: true, verdict: true, countsSince: true },
      where: { organisation, candidateId: In(ids) },
      order: { receivedAt: 'ASC', id: 'ASC' },
    })
    const lines = new Map(ids.map((id) => [id, noLine()]))
    for (const { candidateId, source, badges, verdict, countsSince } of rows) {
      const ofCandidate = lines.get(candidateId)
      if (ofCandidate === undefined) continue
      if (countsSince === null) {
        ofCandidate.unconfirmed += 1
        continue
      }
      const line = {
        // sound: written by this folder alone, from values of these types
        source: source as EvidenceSource,
        badges,
        ...(verdict !== null && { verdict: verdict as Verdict }),
      }
      ofCandidate.evidence.push(line)
    }
    return lines
  }

  return {
    find,
    /** @throws AppError not_found */
    async get(organisation: string, id: string): Promise<Candidate> {
      const found = await find(organisation, id)
      if (found !== undefined) return found
      throw new AppError('not_found', 'There is no such candidate, or no longer')
    },
    /** The newest first. @throws AppError cursor_malformed */
    async list(query: CandidateQuery): Promise<Page<CandidateLine>> {
      const { organisation, vacancyId, cursor, limit } = query
      const codec = createCursorCodec({
        key: derive('cursor'),
        list: `candidates ${organisation} ${vacancyId ?? ''}`,
        position: zPosition,
      })
      const finding = narrow(
        reader
          .createQueryBuilder(candidateEntity, 'candidate')
          .where('candidate.organisation = :organisation', { organisation })
          .orderBy('candidate.receivedAt', 'DESC')
          .addOrderBy('candidate.id', 'DESC'),
        query,
      )
      if (cursor !== undefined) {
        const position = codec.decode(cursor)
        finding.andWhere('(candidate.receivedAt, candidate.id) < (:receivedAt, :id)', position)
      }
      const rows = await finding.limit(limit + 1).getMany()
      const { items, nextCursor } = pageOf(rows, {
        limit,
        codec,
        positionOf: ({ receivedAt, id }) => ({ receivedAt, id }),
      })
      const lines = await linesOf(
        organisation,
        items.map(({ id }) => id),
      )
      return {
        items: items.map((row) => ({ ...candidateOf(row), ...(lines.get(row.id) ?? noLine()) })),
        ...(nextCursor !== undefined && { nextCursor }),
      }
    },
    /** How many answers of the whole list wait for the yes of the person at the screen: none for longer than a day. */
    async countUnconfirmed(query: Omit<CandidateQuery, 'cursor' | 'limit'>): Promise<number> {
      const { organisation, vacancyId, search } = query
      const waiting = reader
        .createQueryBuilder(evidenceEntity, 'evidence')
        .where('evidence.countsSince IS NULL AND evidence.organisation = :organisation', {
          organisation,
        })
      if (vacancyId === undefined && search === undefined) return waiting.getCount()
      const ofThem =
        'candidate.organisation = evidence.organisation AND candidate.id = evidence.candidateId'
      return narrow(
        waiting.innerJoin(candidateEntity.options.name, 'candidate', ofThem),
        query,
      ).getCount()
    },
    /** What somebody showed, in the order in which it came. */
    async listEvidence(organisation: string, candidateId: string): Promise<Evidence[]> {
      const rows = await reader.find(evidenceEntity, {
        where: { organisation, candidateId, ...counts },
        order: { receivedAt: 'ASC', id: 'ASC' },
      })
      return rows.map(evidenceOf)
    },
    /** What was found before, the newest first. */
    async listEarlierChecks(organisation: string, candidateId: string): Promise<EarlierCheck[]> {
      const rows = await reader.find(earlierCheckEntity, {
        where: { organisation, candidateId },
        order: { checkedAt: 'DESC', id: 'ASC' },
        take: 100,
      })
      return rows.map(earlierCheckOf)
    },
    /** What came for a request, whether or not it counts yet. */
    async findOfRequest(requestId: string): Promise<(Evidence & { counts: boolean }) | undefined> {
      const row = await reader.findOneBy(evidenceEntity, { requestId })
      return row === null ? undefined : { ...evidenceOf(row), counts: row.countsSince !== null }
    },
    /** What was presented, as it came. @throws AppError not_found | key_unreadable */
    async openPresented({ organisation, candidateId, id }: Evidence): Promise<Kept> {
      const candidate = { organisation, candidateId }
      const seal = await openCandidateSeal(reader, candidate, keyEncryptionKey)
      const row = await reader.findOneBy(presentedEntity, { organisation, evidenceId: id })
      if (row === null) throw new AppError('not_found', 'What was sent is not there any more')
      return seal.open(id, row.sealed)
    },
  }
}

/** To the candidates of one vacancy, or with such a name. */
function narrow<Row extends ObjectLiteral>(
  finding: SelectQueryBuilder<Row>,
  { vacancyId, search }: Pick<CandidateQuery, 'vacancyId' | 'search'>,
): SelectQueryBuilder<Row> {
  if (vacancyId !== undefined) finding.andWhere('candidate.vacancyId = :vacancyId', { vacancyId })
  if (search !== undefined) {
    const part = search
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')
    finding.andWhere("candidate.foundBy LIKE :part ESCAPE '\\'", { part: `%${part}%` })
  }
  return finding
}

function noLine(): Pick<CandidateLine, 'evidence' | 'unconfirmed'> {
  return { evidence: [], unconfirmed: 0 }
}
