import { EntitySchema, MoreThan } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { AwardKey } from '../awards/award-store.ts'
import { claimCodeEntity } from '../claim-codes/claim-code-store.ts'

/** A pre-authorized code, known by its hash; the code is derived again from the seed. */
export type OfferCodeRow = {
  provider: string
  codeHash: string
  awardId: string
  seed: string
  createdAt: string
  expiresAt: string
  /** When it was redeemed. */
  usedAt: string | null
  wrongTxCodes: number
}

export const offerCodeEntity = new EntitySchema<OfferCodeRow>({
  name: 'offer_code',
  columns: {
    provider: { type: 'varchar', primary: true },
    codeHash: { type: 'varchar', name: 'code_hash', primary: true },
    awardId: { type: 'varchar', name: 'award_id' },
    seed: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
    expiresAt: { type: 'varchar', name: 'expires_at' },
    usedAt: { type: 'varchar', name: 'used_at', nullable: true },
    wrongTxCodes: { type: 'integer', name: 'wrong_tx_codes' },
  },
})

export type AccessTokenRow = {
  provider: string
  tokenHash: string
  awardId: string
  expiresAt: string
}

export const accessTokenEntity = new EntitySchema<AccessTokenRow>({
  name: 'access_token',
  columns: {
    provider: { type: 'varchar', primary: true },
    tokenHash: { type: 'varchar', name: 'token_hash', primary: true },
    awardId: { type: 'varchar', name: 'award_id' },
    expiresAt: { type: 'varchar', name: 'expires_at' },
  },
})

/** A badge as it was handed out, byte for byte. */
export type IssuedCredentialRow = {
  provider: string
  awardId: string
  /** Which form of it: language and format. */
  configuration: string
  format: string
  holder: string
  body: string
  issuedAt: string
}

export const issuedCredentialEntity = new EntitySchema<IssuedCredentialRow>({
  name: 'issued_credential',
  columns: {
    provider: { type: 'varchar', primary: true },
    awardId: { type: 'varchar', name: 'award_id', primary: true },
    configuration: { type: 'varchar', primary: true },
    format: { type: 'varchar' },
    holder: { type: 'varchar' },
    body: { type: 'text' },
    issuedAt: { type: 'varchar', name: 'issued_at' },
  },
})

/** The award's newest code that has not reached its end, used or not. */
export async function findCurrentCode(
  reader: Reader,
  { provider, id }: AwardKey,
  now: string,
): Promise<OfferCodeRow | undefined> {
  const code = await reader
    .createQueryBuilder(offerCodeEntity, 'code')
    .where('code.provider = :provider AND code.awardId = :id', { provider, id })
    .andWhere('code.expiresAt > :now', { now })
    .orderBy('code.createdAt', 'DESC')
    .addOrderBy('code.codeHash')
    .limit(1)
    .getOne()
  return code ?? undefined
}

export async function findCode(
  reader: Reader,
  { provider, codeHash }: { provider: string; codeHash: string },
): Promise<OfferCodeRow | undefined> {
  return (await reader.findOneBy(offerCodeEntity, { provider, codeHash })) ?? undefined
}

/** Codes that were made after `since`, of an award, while they are kept. */
export async function countCodesSince(
  reader: Reader,
  { provider, id: awardId }: AwardKey,
  since: string,
): Promise<number> {
  return reader.count(offerCodeEntity, {
    where: { provider, awardId, createdAt: MoreThan(since) },
  })
}

export async function addCode(tx: Transaction, code: OfferCodeRow): Promise<void> {
  await tx.insert(offerCodeEntity, code)
}

export async function updateCode(
  tx: Transaction,
  { provider, codeHash }: Pick<OfferCodeRow, 'provider' | 'codeHash'>,
  changes: Partial<Pick<OfferCodeRow, 'usedAt' | 'wrongTxCodes' | 'expiresAt'>>,
): Promise<void> {
  await tx.update(offerCodeEntity, { provider, codeHash }, changes)
}

export async function addAccessToken(tx: Transaction, token: AccessTokenRow): Promise<void> {
  await tx.insert(accessTokenEntity, token)
}

export async function findAccessToken(
  reader: Reader,
  { provider, tokenHash }: { provider: string; tokenHash: string },
): Promise<AccessTokenRow | undefined> {
  return (await reader.findOneBy(accessTokenEntity, { provider, tokenHash })) ?? undefined
}

/** Codes, on paper too, and tokens of an award stop working when its offer is renewed. */
export async function forgetCodesOf(tx: Transaction, { provider, id }: AwardKey): Promise<void> {
  await tx.delete(offerCodeEntity, { provider, awardId: id })
  await tx.delete(accessTokenEntity, { provider, awardId: id })
  await tx.delete(claimCodeEntity, { provider, awardId: id })
}

export async function findIssuedCredential(
  reader: Reader,
  key: Pick<IssuedCredentialRow, 'provider' | 'awardId' | 'configuration'>,
): Promise<IssuedCredentialRow | undefined> {
  return (await reader.findOneBy(issuedCredentialEntity, key)) ?? undefined
}

export async function addIssuedCredential(
  tx: Transaction,
  row: IssuedCredentialRow,
): Promise<void> {
  await tx.insert(issuedCredentialEntity, row)
}
