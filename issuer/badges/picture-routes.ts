import type { Express } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { findPicture } from './picture-store.ts'

const path = '/providers/:slug/pictures/:picture.png'

export const pictureDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], isOpenToAllOrigins: true },
]

/** Pictures of badges, named by what they hold: they never change. */
export function pictureRoutes(app: Express, { database }: { database: { reader: Reader } }): void {
  app.get(path, async (request, response) => {
    const { slug: provider, picture: id } = request.params
    const png = /^[\da-f]{64}$/.test(id) && (await findPicture(database.reader, { provider, id }))
    if (!png) throw new AppError('not_found', 'There is no such picture')
    response
      .set({
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      })
      .type('png')
      .send(png)
  })
}
