import type { Express } from 'express'
import { render } from '../../shared/server/render.ts'

const paths = ['/', '/receive', '/present']

/**
 * Where links to the wallet lead. What a link offers or asks stands behind the `#`, which browsers keep to themselves;
 * the pages are the same for everybody, and a script in them reads it there.
 */
export function linkPages(app: Express, { qrPath }: { qrPath: string }): void {
  app.get(paths, (request, _response, next) => {
    // a link that came in the query after all is not repeated in the page's language links
    request.originalUrl = request.path
    next()
  })
  app.get('/', (_request, response) => render(response, 'home.njk', {}))
  app.get('/receive', (_request, response) => {
    render(response, 'link.njk', { kind: 'receive', qrPath })
  })
  app.get('/present', (_request, response) => {
    render(response, 'link.njk', { kind: 'present', qrPath })
  })
}
