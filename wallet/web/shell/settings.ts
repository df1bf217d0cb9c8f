import { type Language, languages } from '../../../shared/i18n/messages.ts'
import { createStore } from './store.ts'
import { loadLanguage } from './words.ts'

/** What the person set for this browser. None of it is secret, and the wallet need not be open for it. */

export const appearances = ['system', 'light', 'dark'] as const

export type Appearance = (typeof appearances)[number]

const languageKey = 'waymark.language'
const appearanceKey = 'waymark.appearance'

export const appearance = createStore<Appearance>('system')

/** The language set here, else the first of the browser's that the app speaks. */
export function chosenLanguage(browserLanguages: readonly string[]): Language {
  const stored = read(languageKey)
  const wanted = [...(stored === null ? [] : [stored]), ...browserLanguages]
  const tags = wanted.map((tag) => tag.toLowerCase().split('-')[0])
  return languages.find((language) => language === tags.find(isLanguage)) ?? 'en'
}

function isLanguage(tag: string | undefined): boolean {
  return languages.some((language) => language === tag)
}

/** Speaks this language from now on, here and in the name that screen readers and spelling go by. */
export async function setLanguage(language: Language): Promise<void> {
  const spoken = await loadLanguage(language)
  document.documentElement.lang = spoken
  keep(languageKey, spoken)
}

export async function startLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language === 'en' ? language : await loadLanguage(language)
}

export function startAppearance(): void {
  const stored = appearances.find((each) => each === read(appearanceKey))
  if (stored !== undefined && stored !== 'system') show(stored)
}

export function setAppearance(wanted: Appearance): void {
  show(wanted)
  keep(appearanceKey, wanted)
}

const wide = '(prefers-color-scheme: dark)'

/** The style sheet's dark rules are under one condition of the device: here it is answered for it. */
function show(wanted: Appearance): void {
  appearance.set(wanted)
  const { documentElement } = document
  documentElement.style.colorScheme = wanted === 'system' ? '' : wanted
  documentElement.dataset.appearance = wanted
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule) answer(rule, wanted)
  }
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    meta.dataset.scheme ??= meta.media.includes('dark') ? 'dark' : 'light'
    meta.media = mediaFor(meta.dataset.scheme === 'dark', wanted)
  }
}

const darkRules = new WeakSet<CSSMediaRule>()

function answer(rule: CSSMediaRule, wanted: Appearance): void {
  if (rule.media.mediaText.includes(wide)) darkRules.add(rule)
  if (!darkRules.has(rule)) return
  const asked = wanted === 'system' ? ` and ${wide}` : ''
  rule.media.mediaText = wanted === 'light' ? 'not all' : `screen${asked}`
}

function mediaFor(isDark: boolean, wanted: Appearance): string {
  if (wanted === 'system') return `(prefers-color-scheme: ${isDark ? 'dark' : 'light'})`
  return isDark === (wanted === 'dark') ? 'all' : 'not all'
}

/** A browser may refuse storage altogether; then a setting lasts as long as the page. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // see read
  }
}
