import { In, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm'
import { z } from 'zod'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createCursorCodec, type Page, pageOf } from '../../shared/server/cursor.ts'
import type { Verdict } from '../../shared/verify/report.ts'
import type { Candidate, EvidenceSource } from './candidate.ts'
import { candidateOf } from './candidate-rows.ts'
import { candidateEntity, evidenceEntity } from './candidate-schema.ts'

/** What a list says of something that was sent. */
export type EvidenceLine = {
  source: EvidenceSource
  badges: number
  verdict?: Verdict
  fileName?: string
}

export type CandidateLine = Candidate & {
  evidence: EvidenceLine[]
  /** How many answers came that the person at the screen has not said to be theirs. */
  unconfirmed: number
}

export type CandidateQuery = {
  organisation: string
  vacancyId?: string
  /** Part of a pseudonym, of a name or of the name of a file that was sent. */
  search?: string
  /** Only those who sent a badge, good or not. */
  withBadges?: boolean
  cursor?: string
  limit: number
}

const zPosition = z.object({ receivedAt: z.string(), id: z.string() })

/** The newest first. @throws AppError cursor_malformed */
export async function listCandidates(
  query: CandidateQuery,
  { reader, derive }: { reader: Reader; derive: DeriveBytes },
): Promise<Page<CandidateLine>> {
  const { organisation, vacancyId, cursor, limit } = query
  const codec = createCursorCodec({
    key: derive('cursor'),
    list: `candidates ${organisation} ${vacancyId ?? ''}${query.withBadges ? ' with badges' : ''}`,
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
  const lines = await readLines(
    organisation,
    items.map(({ id }) => id),
    reader,
  )
  return {
    items: items.map((row) => ({ ...candidateOf(row), ...(lines.get(row.id) ?? noLine()) })),
    ...(nextCursor !== undefined && { nextCursor }),
  }
}

/** How many answers of the whole list wait for the yes of the person at the screen: none for longer than a day. */
export async function countUnconfirmed(
  query: Pick<CandidateQuery, 'organisation' | 'vacancyId' | 'search'>,
  reader: Reader,
): Promise<number> {
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
}

/** What the list says of each, in few words. */
async function readLines(
  organisation: string,
  ids: string[],
  reader: Reader,
): Promise<Map<string, Pick<CandidateLine, 'evidence' | 'unconfirmed'>>> {
  const rows = await reader.find(evidenceEntity, {
    select: {
      ...{ candidateId: true, source: true, fileName: true },
      ...{ badges: true, verdict: true, countsSince: true },
    },
    where: { organisation, candidateId: In(ids) },
    order: { receivedAt: 'ASC', id: 'ASC' },
  })
  const lines = new Map(ids.map((id) => [id, noLine()]))
  for (const { candidateId, source, badges, verdict, fileName, countsSince } of rows) {
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
      ...(fileName !== null && { fileName }),
    }
    ofCandidate.evidence.push(line)
  }
  return lines
}

/** How many of each of these vacancies sent something that counts; those of which nobody did are left out. */
export async function countCandidates(
  organisation: string,
  vacancyIds: readonly string[],
  reader: Reader,
): Promise<ReadonlyMap<string, number>> {
  if (vacancyIds.length === 0) return new Map()
  const counted: { vacancy: string; count: number | string }[] = await reader
    .createQueryBuilder(candidateEntity, 'candidate')
    .select('candidate.vacancy_id', 'vacancy')
    .addSelect('count(*)', 'count')
    .where({ organisation, vacancyId: In([...vacancyIds]), state: 'received' })
    .groupBy('candidate.vacancy_id')
    .getRawMany()
  return new Map(counted.map(({ vacancy, count }) => [vacancy, Number(count)]))
}

const sentByThem = `SELECT 1 FROM ${evidenceEntity.options.tableName} sent WHERE sent.organisation = candidate.organisation
  AND sent.candidate_id = candidate.id AND sent.counts_since IS NOT NULL`

/** To the candidates of one vacancy, who sent a badge, or with such a name. */
function narrow<Row extends ObjectLiteral>(
  finding: SelectQueryBuilder<Row>,
  { vacancyId, search, withBadges }: Pick<CandidateQuery, 'vacancyId' | 'search' | 'withBadges'>,
): SelectQueryBuilder<Row> {
  if (vacancyId !== undefined) finding.andWhere('candidate.vacancyId = :vacancyId', { vacancyId })
  if (withBadges) finding.andWhere(`EXISTS (${sentByThem} AND sent.badges > 0)`)
  if (search !== undefined) {
    const part = search
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')
    const inFileName = `EXISTS (${sentByThem} AND lower(sent.file_name) LIKE :part ESCAPE '\\')`
    finding.andWhere(`(candidate.foundBy LIKE :part ESCAPE '\\' OR ${inFileName})`, {
      part: `%${part}%`,
    })
  }
  return finding
}

function noLine(): Pick<CandidateLine, 'evidence' | 'unconfirmed'> {
  return { evidence: [], unconfirmed: 0 }
}
