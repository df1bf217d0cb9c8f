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

const zPosition = z.object({ receivedAt: z.string(), id: z.string() })

/** The newest first. @throws AppError cursor_malformed */
export async function listCandidates(
  query: CandidateQuery,
  { reader, derive }: { reader: Reader; derive: DeriveBytes },
): Promise<Page<CandidateLine>> {
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
  query: Omit<CandidateQuery, 'cursor' | 'limit'>,
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
