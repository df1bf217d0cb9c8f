import { IsNull, Not } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { Candidate, EarlierCheck, Evidence } from './candidate.ts'
import {
  type CandidateQuery,
  countCandidates,
  countUnconfirmed,
  listCandidates,
} from './candidate-list.ts'
import { candidateOf, earlierCheckOf, evidenceOf } from './candidate-rows.ts'
import {
  candidateEntity,
  earlierCheckEntity,
  evidenceEntity,
  presentedEntity,
} from './candidate-schema.ts'
import { openCandidateSeal } from './candidate-seal.ts'
import type { Kept } from './kept.ts'

export type CandidateStorePorts = {
  reader: Reader
  keyEncryptionKey: KeyEncryptionKey
  derive: DeriveBytes
}

export type CandidateStore = ReturnType<typeof createCandidateStore>

/** What candidates sent to each organisation. What does not count yet is not seen. */
export function createCandidateStore({ reader, keyEncryptionKey, derive }: CandidateStorePorts) {
  const counts = { countsSince: Not(IsNull()) }
  const find = async (organisation: string, id: string): Promise<Candidate | undefined> => {
    const row = await reader.findOneBy(candidateEntity, { organisation, id })
    return row === null ? undefined : candidateOf(row)
  }

  return {
    find,
    /** @throws AppError not_found */
    async get(organisation: string, id: string): Promise<Candidate> {
      const found = await find(organisation, id)
      if (found !== undefined) return found
      throw new AppError('not_found', 'There is no such candidate, or no longer')
    },
    /** See listCandidates. */
    list: (query: CandidateQuery) => listCandidates(query, { reader, derive }),
    /** See countUnconfirmed. */
    countUnconfirmed: (query: Parameters<typeof countUnconfirmed>[0]) =>
      countUnconfirmed(query, reader),
    /** See countCandidates. */
    count: (organisation: string, vacancyIds: readonly string[]) =>
      countCandidates(organisation, vacancyIds, reader),
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
