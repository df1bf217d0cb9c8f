import type { Request, Response } from 'express'
import { createNonce, type RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { keepSession, readSession } from '../../shared/server/presenting/browser-session.ts'

/** One secret for all that a browser does at the advert of a vacancy, so that it is known to be one person's. */
export function visitorSession(
  request: Request,
  response: Response,
  { code, random, publicUrl }: { code: string; random: RandomBytes; publicUrl: string },
): string {
  const token = readSession(request) ?? createNonce(random)
  keepSession(response, token, { path: `/v/${code}`, publicUrl })
  return token
}
