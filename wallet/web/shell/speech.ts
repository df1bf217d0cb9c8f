import type { Language, Message } from '../../../shared/i18n/messages.ts'
import { createStore, type Store } from './store.ts'

export type Messages = Readonly<Record<string, Message>>

export type Words = { language: Language; messages: Messages; areAllHere: boolean }

/** Where the sentences of a language come from: the shell's few, or every one. */
export type Sentences = Record<'few' | 'all', Record<Language, () => Promise<Messages>>>

export type Speech = {
  words: Store<Words>
  /** Speaks another language once its sentences are here: in full where they were wanted in full. */
  speak(language: Language): Promise<void>
  /** Fetches every sentence of the language that is spoken by then. */
  loadAll(): Promise<void>
}

/**
 * The language that is spoken, and its sentences. Both may be asked for anew while sentences are still on their way:
 * what comes late never takes the place of what was asked for since.
 */
export function createSpeech(first: Words, sentences: Sentences): Speech {
  const words = createStore(first)
  let wanted = { language: first.language, areAllHere: first.areAllHere }

  async function fetchWanted(): Promise<void> {
    while (!isSpoken(words.get(), wanted)) {
      const asked = wanted
      const messages = await sentences[asked.areAllHere ? 'all' : 'few'][asked.language]()
      if (asked === wanted && !isSpoken(words.get(), asked)) words.set({ ...asked, messages })
    }
  }

  return {
    words,
    async speak(language) {
      wanted = { ...wanted, language }
      try {
        await fetchWanted()
      } catch (error) {
        // the one that is spoken goes on
        if (wanted.language === language) wanted = { ...wanted, language: words.get().language }
        throw error
      }
    },
    async loadAll() {
      wanted = { ...wanted, areAllHere: true }
      await fetchWanted()
    },
  }
}

function isSpoken(words: Words, wanted: Pick<Words, 'language' | 'areAllHere'>): boolean {
  return words.language === wanted.language && words.areAllHere === wanted.areAllHere
}
