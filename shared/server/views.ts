import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import { translateLoosely } from '../i18n/catalogue.ts'
import { formatDate, formatDateTime } from '../i18n/dates.ts'
import type { Language, ParameterValue } from '../i18n/messages.ts'
import { layerGlyphs, stoneGlyphs } from '../look/stone.ts'
import { hueColours } from '../look/stone-colours.ts'
import { type Asset, readAssets } from './assets.ts'
import { readTemplates } from './templates.ts'

export type ServiceLink = { text: string; href: string }

/** What stands at the top of every page. */
export type Service = {
  /** The name people know it by, e.g. the city's. */
  name: (language: Language) => string
  /** Where the name leads. Default `/`. */
  home?: string
  links?: (language: Language) => ServiceLink[]
  /** At the foot of every page but the console's. */
  footLinks?: (language: Language) => ServiceLink[]
  /** Where anyone checks a badge. */
  checkUrl?: string
  /** What it sets beside the common look, as it is at the moment. */
  look?: () => ServiceLook
}

export type ServiceLook = {
  /** Address of a stylesheet that comes after the theme. */
  stylesheet?: string
  /** Stands in place of Waymark's mark; its name stands beside it. */
  logo?: string
}

export type ViewsOptions = {
  /** The application's own template folders; the shared layout and macros are always there. */
  folders: readonly (string | URL)[]
  /** Folders whose files are served hashed below /assets beside the shared ones. */
  assetFolders?: readonly (string | URL)[]
  /** Served beside them; made of something else than a file of a folder. */
  madeAssets?: readonly Asset[]
  service: Service
}

/** What of a request a page depends on. */
export type PageContext = {
  language: Language
  cspNonce: string
  /** Path and query of the request, for the language links; never its Host. */
  url: string
  /** In the place of the service's own. */
  look?: ServiceLook
}

export type Views = {
  assets: readonly Asset[]
  renderPage(template: string, viewModel: object, context: PageContext): string
}

const sharedFolder = fileURLToPath(new URL('./views/', import.meta.url))
const govukFolder = fileURLToPath(
  new URL('./dist/', import.meta.resolve('govuk-frontend/package.json')),
)

/** Reads templates and assets once; the templates are compiled at first use and kept. */
export function createViews(options: ViewsOptions): Views {
  const own = readTemplates([...options.folders.map(pathOf), sharedFolder])
  const environment = new nunjucks.Environment([own, new nunjucks.FileSystemLoader(govukFolder)], {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  const { assetFolders = [], madeAssets = [] } = options
  const assets = [...readAssets(assetFolders.map(pathOf)), ...madeAssets]
  const paths = new Map(assets.map((asset) => [asset.name, asset.path]))
  environment.addGlobal('asset', (name: string) => {
    const path = paths.get(name)
    if (path === undefined) throw new Error(`no asset has the name ${name}`)
    return path
  })
  environment.addGlobal('newFormId', randomUUID)
  environment.addFilter('breakable', breakable)
  environment.addGlobal('glyphs', stoneGlyphs)
  environment.addGlobal('layerGlyphs', layerGlyphs)
  environment.addGlobal('hueColours', hueColours)
  return {
    assets,
    renderPage(template, viewModel, context) {
      return environment.render(template, { ...viewModel, ...globalsOf(options.service, context) })
    },
  }
}

function globalsOf(service: Service, { language, cspNonce, url, look }: PageContext) {
  return {
    lang: language,
    cspNonce,
    t: (key: string, parameters?: Record<string, ParameterValue>) =>
      translateLoosely(language, key, parameters),
    date: (iso: string) => formatDate(iso, language),
    dateTime: (iso: string) => formatDateTime(iso, language),
    service: {
      name: service.name(language),
      home: service.home ?? '/',
      links: service.links?.(language) ?? [],
      footLinks: service.footLinks?.(language) ?? [],
      look: look ?? service.look?.() ?? {},
      checkUrl: service.checkUrl,
    },
    languageLinks: { en: languageLink(url, 'en'), cy: languageLink(url, 'cy') },
  }
}

/** An address that may break after its dots, slashes and hyphens, and nowhere else. */
function breakable(text: string) {
  const escaped = text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
  const html = escaped.replace(/[./-]/g, '$&<wbr>')
  return new nunjucks.runtime.SafeString(html)
}

/** The same page in the other language, as a relative reference. */
function languageLink(url: string, language: Language): string {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'))
  query.set('lang', language)
  return `?${query}`
}

function pathOf(folder: string | URL): string {
  return typeof folder === 'string' ? folder : fileURLToPath(folder)
}
