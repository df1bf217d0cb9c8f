import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { zWriteToken } from '../../shared/sealed/vault-copy-api.ts'
import { bearerTokenOf } from '../../shared/server/api/bearer-token.ts'

/** Tokens are long and random, so one round of a plain hash tells a thief of the database nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function isToken(token: string, hash: string): boolean {
  const [given, kept] = [hashToken(token), hash].map((text) => Buffer.from(text))
  if (given === undefined || kept === undefined) return false
  return given.length === kept.length && timingSafeEqual(given, kept)
}

/** @throws AppError unauthenticated */
export function tokenOf(request: Pick<Request, 'get'>): string {
  const token = zWriteToken.safeParse(bearerTokenOf(request))
  if (token.success) return token.data
  throw new AppError('unauthenticated', 'Send the token as Authorization: Bearer')
}
