import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import type { HtmlTagDescriptor, Plugin } from 'vite'

const drawing = readFileSync(
  new URL('../../shared/server/assets/icon.svg', import.meta.url),
  'utf8',
)

/** The app's icons, all from the one drawing. */
export function appIcons(): Plugin {
  return {
    name: 'waymark-app-icons',
    transformIndexHtml: () => [
      link({ rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }),
      link({ rel: 'apple-touch-icon', href: '/icon-maskable-512.png' }),
    ],
    generateBundle() {
      const files: Readonly<Record<string, string | Uint8Array>> = {
        'icon.svg': drawing,
        'icon-192.png': png(drawing, 192),
        'icon-512.png': png(drawing, 512),
        'icon-maskable-512.png': png(maskable(), 512),
      }
      for (const [fileName, source] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source })
      }
    },
  }
}

function link(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'link', attrs, injectTo: 'head' }
}

/** On a ground of its own, and small enough that a round mask cuts nothing off. */
function maskable(): string {
  const inner = drawing.trim().replace(/^<svg[^>]*>|<\/svg>$/g, '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#fbf7f0" d="M0 0h32v32H0z"/><g transform="translate(6.4 6) scale(.6)">${inner}</g></svg>`
}

function png(svg: string, width: number): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng()
}
