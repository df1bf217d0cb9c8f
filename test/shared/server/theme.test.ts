import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { stoneHues } from '../../../shared/look/stone.ts'
import { readAssets } from '../../../shared/server/assets.ts'
import { contrast } from '../../support/colour.ts'

const styles = new URL('../../../shared/server/styles/', import.meta.url)
const assets = readAssets([])

type Scheme = 'light' | 'dark'

/** The custom properties that a selector sets, as the dark scheme leaves them. */
function propertiesOf(file: string, selector: string, scheme: Scheme): Record<string, string> {
  const css = readFileSync(new URL(file, styles), 'utf8')
  const [light = '', dark = ''] = css.split(/@media screen and \(prefers-color-scheme: dark\)/)
  const texts = scheme === 'light' ? [light] : [light, dark]
  const found = texts.flatMap((text) => [
    ...(text.split(`${selector} {`)[1]?.split('}')[0] ?? '').matchAll(
      /--([\w-]+): (#[0-9a-f]{6});/g,
    ),
  ])
  return Object.fromEntries(found.map(([, name, value]) => [name, value]))
}

function colour(name: string, scheme: Scheme): string {
  const value = propertiesOf('colours.css', ':root', scheme)[name]
  if (value === undefined) throw new Error(`no colour ${name}`)
  return value
}

describe('the colours', () => {
  test('are those of the look', () => {
    const named = [
      'ink',
      'paper',
      'card',
      'sea',
      'lamp',
      'moss',
      'ochre',
      'brick',
      'stone',
      'field-border',
    ]
    const inScheme = (scheme: Scheme) => named.map((name) => `${name} ${colour(name, scheme)}`)
    expect([inScheme('light'), inScheme('dark')]).toEqual([
      [
        'ink #14213d',
        'paper #fbf7f0',
        'card #ffffff',
        'sea #0b6e6e',
        'lamp #f2b134',
        'moss #2f6b3a',
        'ochre #8a5a00',
        'brick #b3361f',
        'stone #5b6472',
        'field-border #8a8f98',
      ],
      [
        'ink #f3efe6',
        'paper #0f1726',
        'card #1a2438',
        'sea #5fd0c5',
        'lamp #f2b134',
        'moss #7fc98f',
        'ochre #f0b95a',
        'brick #ff9a85',
        'stone #a9b3c4',
        'field-border #7d889c',
      ],
    ])
  })

  test.each<[string, string, Scheme, number]>([
    ['ink', 'paper', 'light', 14.5],
    ['ink', 'card', 'light', 14.5],
    ['on-sea', 'sea', 'light', 6],
    ['on-sea', 'sea-strong', 'light', 6],
    ['on-brick', 'brick', 'light', 5.5],
    ['on-brick', 'brick-strong', 'light', 5.5],
    ...(['sea', 'sea-strong', 'moss', 'ochre', 'brick', 'stone'] as const).flatMap(
      (name): [string, string, Scheme, number][] => [
        [name, 'paper', 'light', 5.4],
        [name, 'card', 'light', 5.5],
        [name, 'paper', 'dark', 7],
        [name, 'card', 'dark', 7],
      ],
    ),
    ['ink', 'paper', 'dark', 14.5],
    ['on-sea', 'sea', 'dark', 7],
    ['on-sea', 'sea-strong', 'dark', 7],
    ['on-brick', 'brick', 'dark', 7],
    ['on-band', 'band', 'light', 7],
    ['on-band', 'band', 'dark', 7],
    ['field-border', 'card', 'light', 3],
    ['field-border', 'paper', 'light', 3],
    ['field-border', 'card', 'dark', 3],
    ['field-border', 'paper', 'dark', 3],
  ])('%s on %s, %s, has a contrast of at least %d : 1 as asked', (front, ground, scheme, least) => {
    expect(contrast(colour(front, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(least)
  })

  test('Ink stands on Lamp in both schemes', () => {
    expect(contrast('#14213d', '#f2b134')).toBeGreaterThanOrEqual(7)
  })
})

describe('the eight hues of stones', () => {
  const cases = stoneHues.flatMap((hue) => [
    { hue, scheme: 'light' as const },
    { hue, scheme: 'dark' as const },
  ])

  test.each(cases)(
    '$hue, $scheme: its glyph reads on it, its rim shows on paper and card',
    ({ hue, scheme }) => {
      const colours = propertiesOf('stone.css', `.stone--${hue}`, scheme)
      const [face = '', glyph = ''] = [colours.hue, colours['on-hue']]
      expect(contrast(glyph, face)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(face, colour('paper', scheme))).toBeGreaterThanOrEqual(4.5)
      expect(contrast(face, colour('card', scheme))).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('a stone that was taken back is grey and still readable', () => {
    for (const scheme of ['light', 'dark'] as const) {
      const [grey, card] = [colour('weathered', scheme), colour('card', scheme)]
      expect(contrast(grey, card)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('are eight, each of its own', () => {
    const values = cases.map(
      ({ hue, scheme }) => propertiesOf('stone.css', `.stone--${hue}`, scheme).hue,
    )
    expect(new Set(values).size).toBe(16)
  })
})

describe('readAssets', () => {
  const theme = assets.find((asset) => asset.name === 'theme.css')
  const css = String(theme?.document.body)

  test('keeps all fonts together at 75 kB or below', () => {
    const fonts = assets.filter((asset) => asset.name.endsWith('.woff2'))
    const bytes = fonts.reduce((total, font) => total + font.document.body.length, 0)
    expect(fonts).toHaveLength(6)
    expect(bytes).toBeLessThanOrEqual(75_000)
  })

  test('gives each file a path that changes with its content, and lets caches keep it for a year', () => {
    expect(theme?.path).toMatch(/^\/assets\/theme\.[0-9a-f]{12}\.css$/)
    expect(theme?.document).toMatchObject({ maxAgeSeconds: 31_536_000, isImmutable: true })
    expect(new Set(assets.map((asset) => asset.path)).size).toBe(assets.length)
  })

  test('names fonts in the theme by their hashed paths, and nothing from elsewhere', () => {
    const urls = [...css.matchAll(/url\(([^)]+)\)/g)].map(([, url]) => url)
    const paths = assets.map((asset) => asset.path)
    expect(urls).toHaveLength(6)
    expect(urls.filter((url) => !paths.includes(url ?? ''))).toEqual([])
    expect(css).not.toMatch(/https?:|@import/)
  })

  test('refuses a style sheet that names a file that is not there', () => {
    const folder = new URL('./demo/broken-assets/', import.meta.url).pathname
    expect(() => readAssets([folder])).toThrow('a style sheet names the missing file nothing.png')
  })
})
