import type { Express } from 'express'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { type Stone, stoneHues } from '../../../../shared/look/stone.ts'
import { createHttpApp, type HttpAppOptions } from '../../../../shared/server/http/http-app.ts'
import { render } from '../../../../shared/server/render.ts'
import { reportViewModel } from '../../../../shared/server/report-view-model.ts'
import { createViews } from '../../../../shared/server/views.ts'
import { createTestClock } from '../../../support/clock.ts'
import { createMemoryLogger } from './memory-logger.ts'
import { sixBadges } from './report-samples.ts'

export const hostileText = '<script>alert(1)</script>" onload="x'

export const demoViews = createViews({
  folders: [new URL('./', import.meta.url)],
  assetFolders: [new URL('./assets/', import.meta.url)],
  service: {
    name: () => 'City of Hove',
    links: () => [{ text: 'Badges', href: '/parts' }],
  },
})

/** An application that shows every part, the report and each error page. */
export function createDemoApp(options: Partial<HttpAppOptions> = {}) {
  return createHttpApp({
    name: 'demo',
    publicUrl: 'https://city.example',
    logger: createMemoryLogger().logger,
    views: demoViews,
    clock: createTestClock(),
    routes: demoRoutes,
    ...options,
  })
}

function demoRoutes(app: Express): void {
  app.get('/parts', (_request, response) => {
    render(response, 'parts-page.njk', { stones: demoStones, hostile: hostileText })
  })
  app.get('/report', (_request, response) => {
    const view = reportViewModel(sixBadges, response.locals.lang, { retryHref: '/report' })
    render(response, 'report-page.njk', { view })
  })
  app.get('/errors/malformed', () => {
    throw new AppError('request_malformed', 'The demo says so')
  })
  app.get('/errors/limited', () => {
    throw new AppError('rate_limited', 'The demo says so')
  })
  app.get('/errors/bug', () => {
    throw new Error('a bug, with a secret in its message')
  })
}

const shown = ['self-stated', 'attended', 'peer-reviewed', 'assessed'] as const
const layers = [
  { glyph: 'dot', word: 'Engage' },
  { glyph: 'links', word: 'Participate' },
  { glyph: 'peak', word: 'Demonstrate' },
  { glyph: 'flag', word: 'Lead' },
] as const
const glyphs = [
  'spark',
  'leaf',
  'heart',
  'book',
  'wave',
  'tool',
  'people',
  'note',
  'hands',
  'spark',
] as const

export const demoStones: Stone[] = [
  ...stoneHues.map((hue, place) => ({
    name: `Badge in ${hue}`,
    hue,
    howShown: shown[place % 4] ?? 'attended',
    layer: layers[place % 4] ?? layers[0],
    glyph: glyphs[place] ?? 'spark',
    isEndorsed: place === 3,
  })),
  {
    name: 'Cymraeg',
    hue: 'sea',
    layer: { glyph: 'ring', word: 'Hunanddatganwyd' },
    glyph: 'hands',
  },
  { name: 'Taken back', hue: 'fern', howShown: 'assessed', glyph: 'leaf', isRevoked: true },
]
