import { randomBytes, timingSafeEqual } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { hashSecret } from './claim-secrets.ts'

export const nonceLifeSeconds = 300

/** Far longer than its life, so that a clock that leaps back does not make a used one good again. */
const keptAfterUseSeconds = 86_400

export type UsedNonceRow = { provider: string; nonceHash: string; expiresAt: string }

export const usedNonceEntity = new EntitySchema<UsedNonceRow>({
  name: 'used_nonce',
  columns: {
    provider: { type: 'varchar', primary: true },
    nonceHash: { type: 'varchar', name: 'nonce_hash', primary: true },
    expiresAt: { type: 'varchar', name: 'expires_at' },
  },
})

/**
 * Nonces that any node recognises without having kept them: random bytes and their end, under a tag. Asking for
 * them costs no row, so nobody can fill the database with them; only used ones are kept, until they end.
 */
export type Nonces = {
  create(provider: string): string
  /** @throws AppError invalid_nonce: not made here for this provider, or at its end */
  check(provider: string, nonce: string): void
  /** Uses it up. @throws AppError invalid_nonce when it was used before */
  use(tx: Transaction, provider: string, nonce: string): Promise<void>
}

const randomLength = 16
const timeLength = 6
const tagLength = 16

export function createNonces(ports: { derive: DeriveBytes; clock: () => Date }): Nonces {
  const { derive, clock } = ports
  const tagOf = (provider: string, body: Buffer) =>
    derive('nonce', provider, body.toString('base64url')).subarray(0, tagLength)
  return {
    create(provider) {
      const end = Buffer.alloc(timeLength)
      end.writeUIntBE(Math.floor(clock().getTime() / 1_000) + nonceLifeSeconds, 0, timeLength)
      const body = Buffer.concat([randomBytes(randomLength), end])
      return Buffer.concat([body, tagOf(provider, body)]).toString('base64url')
    },
    check(provider, nonce) {
      const bytes = Buffer.from(nonce, 'base64url')
      const body = bytes.subarray(0, randomLength + timeLength)
      const tag = bytes.subarray(randomLength + timeLength)
      const isOurs =
        bytes.toString('base64url') === nonce &&
        tag.length === tagLength &&
        timingSafeEqual(tag, tagOf(provider, body))
      if (!isOurs || endOf(body) <= clock().getTime() / 1_000) throw invalidNonce()
    },
    async use(tx, provider, nonce) {
      const row = { provider, nonceHash: hashSecret(nonce) }
      if (await tx.exists(usedNonceEntity, { where: row })) throw invalidNonce()
      const expiresAt = new Date(clock().getTime() + keptAfterUseSeconds * 1_000).toISOString()
      await tx.insert(usedNonceEntity, { ...row, expiresAt })
    },
  }
}

function endOf(body: Buffer): number {
  return body.readUIntBE(randomLength, timeLength)
}

function invalidNonce(): AppError {
  return new AppError(
    'invalid_nonce',
    'The nonce of the proof is unknown, used or too old. Ask for a new one',
  )
}
