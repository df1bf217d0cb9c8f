import type { Express, Request, Response } from 'express'
import { decodeBase64url } from '../../shared/did/base-encoding.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { findCheckpoint, findLatestCheckpoint } from './checkpoints.ts'
import { findInclusionProof, getConsistencyProof, getTile } from './log-documents.ts'

/** Everything of the award log stands below it. */
export const logPath = '/log'

const paths = {
  latest: `${logPath}/checkpoint`,
  checkpoint: `${logPath}/checkpoints/:size`,
  proof: `${logPath}/proofs/:leaf`,
  consistency: `${logPath}/consistency/:sizes`,
  tile: `${logPath}/tiles/:level/:index`,
}

export const logDeclarations: readonly RouteDeclaration[] = Object.values(paths).map((path) => ({
  path,
  methods: ['GET'],
  errors: 'problem',
  isOpenToAllOrigins: true,
}))

const checkpointType = 'application/waymark-log-checkpoint+jwt'

/** The log is public and the same for everyone; nearly all of it never changes. */
export function logRoutes(app: Express, { database }: { database: Database }): void {
  const { reader } = database

  app.get(paths.latest, async (_request, response) => {
    const checkpoint = await findLatestCheckpoint(reader)
    if (checkpoint === undefined) throw notYet(response)
    sendFor(response, 1).type(checkpointType).send(Buffer.from(checkpoint.statement))
  })

  app.get(paths.checkpoint, async (request, response) => {
    const checkpoint = await findCheckpoint(reader, numberOf(request, 'size'))
    if (checkpoint === undefined) {
      throw new AppError('not_found', 'No checkpoint of this size was signed')
    }
    sendForEver(response).type(checkpointType).send(Buffer.from(checkpoint.statement))
  })

  app.get(paths.proof, async (request, response) => {
    const text = String(request.params.leaf)
    if (!/^[\w-]{43}$/.test(text)) throw new AppError('not_found', 'This is not the hash of a leaf')
    const proof = await findInclusionProof(reader, decodeBase64url(text))
    if (proof === undefined) throw notYet(response)
    sendForEver(response).json(proof)
  })

  app.get(paths.consistency, async (request, response) => {
    const [, oldSize, newSize] = /^(\d{1,15})-(\d{1,15})$/.exec(String(request.params.sizes)) ?? []
    const sizes = { oldSize: Number(oldSize ?? 0), newSize: Number(newSize ?? 0) }
    sendForEver(response).json(await getConsistencyProof(reader, sizes))
  })

  app.get(paths.tile, async (request, response) => {
    const key = { level: numberOf(request, 'level'), index: numberOf(request, 'index') }
    const { hashes, isFull } = await getTile(reader, key)
    const answer = isFull ? sendForEver(response) : sendFor(response, 1)
    answer.type('application/octet-stream').send(Buffer.from(hashes))
  })
}

/** What waits is sealed within a second or so. */
function notYet(response: Response): AppError {
  response.set('Retry-After', '1')
  return new AppError('not_found', 'The log does not know this yet')
}

function sendForEver(response: Response): Response {
  return response.set('Cache-Control', 'public, max-age=31536000, immutable')
}

function sendFor(response: Response, seconds: number): Response {
  return response.set('Cache-Control', `public, max-age=${seconds}`)
}

/** A whole number that both databases can look for. @throws AppError not_found */
function numberOf(request: Request, name: string): number {
  const text = String(request.params[name])
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new AppError('not_found', 'There is nothing of this number')
}
