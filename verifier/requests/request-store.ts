import { IsNull, MoreThan } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import { isJsonObject } from '../../shared/json/json.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../shared/node/kms/sealed-json.ts'
import type { WantedBadge } from '../../shared/oid4vc/dcql-badges.ts'
import type { ClientIdPrefix } from '../../shared/oid4vc/oid4vp-client-id.ts'
import type { ResponseKey } from '../../shared/oid4vc/oid4vp-encryption.ts'
import type { ResponseMode } from '../../shared/oid4vc/oid4vp-request.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { PresentationRequest, RequestState } from './presentation-request.ts'
import { type RequestRow, requestEntity } from './request-schema.ts'

export type RequestStorePorts = { database: Database; keyEncryptionKey: KeyEncryptionKey }

export type Answered = {
  progress: Exclude<RequestState, 'waiting'>
  answeredAt: Date
  declinedWith?: string
  responseCodeHash?: string
}

/** How far a request is, and under what it was made. */
export type MadeRequest = { madeBy: string; progress: RequestState; hasReturned: boolean }

const dayInMilliseconds = 86_400_000

export type RequestStore = ReturnType<typeof createRequestStore>

export function createRequestStore({ database, keyEncryptionKey }: RequestStorePorts) {
  const read = (row: RequestRow | null) =>
    row === null ? undefined : toRequest(row, keyEncryptionKey)
  return {
    async insert(tx: Transaction, request: PresentationRequest): Promise<void> {
      await tx.insert(requestEntity, toRow(request, keyEncryptionKey))
    },
    /** By the id that only its asker knows; `apiKeyId` narrows it to one client's. */
    async find(id: string, apiKeyId?: string): Promise<PresentationRequest | undefined> {
      const where = apiKeyId === undefined ? { id } : { id, apiKeyId }
      return read(await database.reader.findOneBy(requestEntity, where))
    },
    async findByExchange(exchangeId: string): Promise<PresentationRequest | undefined> {
      return read(await database.reader.findOneBy(requestEntity, { exchangeId }))
    },
    /**
     * Uses the request up: true for one caller, whatever comes at the same time and in whichever process.
     * The private key for its answer goes with it.
     */
    async markAnswered(tx: Transaction, id: string, answered: Answered): Promise<boolean> {
      const { progress, answeredAt, declinedWith = null, responseCodeHash = null } = answered
      const { affected } = await tx.update(
        requestEntity,
        { id, progress: 'waiting', expiresAt: MoreThan(answeredAt.toISOString()) },
        {
          progress,
          answeredAt: answeredAt.toISOString(),
          declinedWith,
          responseCodeHash,
          sealedResponseKey: null,
        },
      )
      return affected === 1
    },
    /** Those that were made for one candidate, and how far each is. */
    async listOfCandidate(organisation: string, candidateId: string): Promise<MadeRequest[]> {
      const rows = await database.reader.find(requestEntity, {
        select: { apiKeyId: true, progress: true, returnedAt: true },
        where: { organisation, candidateId },
        take: 200,
      })
      return rows.map(({ apiKeyId: madeBy, progress, returnedAt }) => ({
        madeBy,
        // sound: written by this store alone
        progress: progress as RequestState,
        hasReturned: returnedAt !== null,
      }))
    },
    /** Ties the request to the browser session that opens the wallet; the first one stays. */
    async bindSession(id: string, sessionHash: string): Promise<boolean> {
      const { affected } = await database.transact((tx) =>
        tx.update(requestEntity, { id, sessionHash: IsNull() }, { sessionHash }),
      )
      return affected === 1
    },
    /** The browser has come back with the code that its wallet was given: once. */
    async markReturned(
      tx: Transaction,
      id: string,
      proof: { sessionHash: string; responseCodeHash: string },
      at: Date,
    ): Promise<boolean> {
      const { affected } = await tx.update(
        requestEntity,
        { id, ...proof, returnedAt: IsNull() },
        { returnedAt: at.toISOString() },
      )
      return affected === 1
    },
    /** Whoever opened the wallet in this browser said that what came is theirs: once. */
    async markConfirmed(
      tx: Transaction,
      id: string,
      { sessionHash }: { sessionHash: string },
      at: Date,
    ): Promise<boolean> {
      const { affected } = await tx.update(
        requestEntity,
        { id, sessionHash, progress: 'received', returnedAt: IsNull() },
        { returnedAt: at.toISOString() },
      )
      return affected === 1
    },
    /** What came is not there any more: nobody's, or taken back. */
    async markWithdrawn(tx: Transaction, id: string, declinedWith: string): Promise<void> {
      await tx.update(requestEntity, { id }, { progress: 'declined', declinedWith })
    },
  }
}

function toRow(request: PresentationRequest, key: KeyEncryptionKey): RequestRow {
  const { responseKey, createdAt, retentionDays } = request
  const deleteAfter = new Date(request.expiresAt.getTime() + retentionDays * dayInMilliseconds)
  return {
    id: request.id,
    exchangeId: request.exchangeId,
    organisation: request.organisation,
    apiKeyId: request.apiKeyId,
    vacancyId: request.vacancy?.id ?? null,
    needs: request.vacancy ? JSON.stringify(request.vacancy.needs) : null,
    candidateId: request.candidateId ?? null,
    badges: JSON.stringify(request.badges),
    purpose: request.purpose ?? null,
    trustedCities: request.trustedCities ? JSON.stringify(request.trustedCities) : null,
    retentionDays,
    clientIdPrefix: request.clientIdPrefix,
    responseMode: request.responseMode,
    nonce: request.nonce,
    state: request.state,
    publicResponseKey: responseKey ? JSON.stringify(responseKey.publicJwk) : null,
    sealedResponseKey: responseKey ? sealKey(responseKey, request.id, key) : null,
    isSameDevice: request.isSameDevice ? 1 : 0,
    sessionHash: request.sessionHash ?? null,
    responseCodeHash: null,
    returnedAt: null,
    progress: request.progress,
    declinedWith: null,
    createdAt: createdAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    answeredAt: null,
    deleteAfter: deleteAfter.toISOString(),
  }
}

function toRequest(row: RequestRow, key: KeyEncryptionKey): PresentationRequest {
  const { purpose, trustedCities, sessionHash, declinedWith, answeredAt, returnedAt } = row
  const { responseCodeHash } = row
  const { vacancyId, needs, candidateId } = row
  const responseKey = openKey(row, key)
  // the casts below name what toRow wrote; nothing else writes this table
  return {
    id: row.id,
    exchangeId: row.exchangeId,
    organisation: row.organisation,
    apiKeyId: row.apiKeyId,
    ...(needs !== null && {
      vacancy: {
        ...(vacancyId !== null && { id: vacancyId }),
        needs: JSON.parse(needs) as Need[],
      },
    }),
    ...(candidateId !== null && { candidateId }),
    badges: JSON.parse(row.badges) as WantedBadge[],
    ...(purpose !== null && { purpose }),
    ...(trustedCities !== null && { trustedCities: JSON.parse(trustedCities) as Did[] }),
    retentionDays: row.retentionDays,
    clientIdPrefix: row.clientIdPrefix as ClientIdPrefix,
    responseMode: row.responseMode as ResponseMode,
    nonce: row.nonce,
    state: row.state,
    ...(responseKey && { responseKey }),
    isSameDevice: row.isSameDevice === 1,
    ...(sessionHash !== null && { sessionHash }),
    ...(responseCodeHash !== null && { responseCodeHash }),
    hasReturned: returnedAt !== null,
    progress: row.progress as RequestState,
    ...(declinedWith !== null && { declinedWith }),
    createdAt: new Date(row.createdAt),
    expiresAt: new Date(row.expiresAt),
    ...(answeredAt !== null && { answeredAt: new Date(answeredAt) }),
  }
}

const sealOwner = 'presentation-request'

function sealKey({ privateJwk }: ResponseKey, keyId: string, key: KeyEncryptionKey): string {
  return sealJson(privateJwk, key, { owner: sealOwner, keyId })
}

function openKey(row: RequestRow, key: KeyEncryptionKey): ResponseKey | undefined {
  if (row.sealedResponseKey === null || row.publicResponseKey === null) return undefined
  const privateJwk = openJson(row.sealedResponseKey, key, { owner: sealOwner, keyId: row.id })
  const publicJwk: unknown = JSON.parse(row.publicResponseKey)
  if (!isJsonObject(privateJwk) || !isJsonObject(publicJwk)) return undefined
  return { privateJwk, publicJwk }
}
