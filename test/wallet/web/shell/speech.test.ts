import { describe, expect, test } from 'vitest'
import type { Language } from '../../../../shared/i18n/messages.ts'
import { createSpeech, type Sentences } from '../../../../wallet/web/shell/speech.ts'

/** Sentences that come when they are let go, in any order. */
function createWorld() {
  type Answer = { said: string } | Promise<never>
  const waiting: { name: string; resolve(answer: Answer): void }[] = []
  const ask = (kind: keyof Sentences, language: Language) => () =>
    new Promise<{ said: string }>((resolve) =>
      waiting.push({ name: `${kind} ${language}`, resolve }),
    )
  const of = (kind: keyof Sentences) => ({ en: ask(kind, 'en'), cy: ask(kind, 'cy') })
  const { words, ...speech } = createSpeech(
    { language: 'en', messages: { said: 'few en' }, areAllHere: false },
    { few: of('few'), all: of('all') },
  )
  const shown: string[] = []
  words.subscribe(() => {
    const { language, areAllHere, messages } = words.get()
    shown.push(`${areAllHere ? 'all' : 'few'} ${language}: ${String(messages.said)}`)
  })
  async function answer(name: string, how: () => Answer) {
    for (const asked of waiting) if (asked.name === name) asked.resolve(how())
    await new Promise((resolve) => setImmediate(resolve))
  }
  const come = (name: string) => answer(name, () => ({ said: name }))
  const fail = (name: string) => answer(name, () => Promise.reject(new Error('offline')))
  return { ...speech, shown, come, fail }
}

describe('createSpeech', () => {
  test('speaks another language once its sentences are here', async () => {
    const { speak, shown, come } = createWorld()
    const spoken = speak('cy')
    await come('few cy')
    await spoken
    expect(shown).toEqual(['few cy: few cy'])
  })

  test('stays with the language that was asked for last, whichever comes first', async () => {
    const { speak, shown, come } = createWorld()
    const both = Promise.all([speak('cy'), speak('en')])
    await come('few cy')
    await both
    expect(shown).toEqual([])
  })

  test('never falls back to few sentences where all were wanted while a language came', async () => {
    const { speak, loadAll, shown, come } = createWorld()
    const both = Promise.all([speak('cy'), loadAll()])
    await come('few cy')
    await come('all cy')
    await both
    expect(shown).toEqual(['all cy: all cy'])
  })

  test('brings all sentences of the language that is spoken by then', async () => {
    const { speak, loadAll, shown, come } = createWorld()
    const both = Promise.all([loadAll(), speak('cy')])
    await come('all cy')
    await come('all en')
    await both
    expect(shown).toEqual(['all cy: all cy'])
  })

  test('goes on in the language that is spoken where another cannot be had', async () => {
    const { speak, loadAll, shown, come, fail } = createWorld()
    const refused = expect(speak('cy')).rejects.toThrow('offline')
    await fail('few cy')
    await refused
    const all = loadAll()
    await come('all en')
    await all
    expect(shown).toEqual(['all en: all en'])
  })
})
