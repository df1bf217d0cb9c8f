import type { Experience, OwnWords } from '../../../shared/cv/own-words.ts'
import type { Cv } from './cv.ts'
import { mergeLists, type Versions } from './merge-lists.ts'

/** Three states of one value: what both sides began with, and what each made of it. */
type Sides<Value> = { base: Value; mine: Value; theirs: Value }

const most = { title: 120, line: 200, text: 3_000, badges: 100, entries: 30, skills: 60 } as const

/**
 * A CV that was changed in two places at once: each field has what was done to it in either. Where both wrote in the same
 * place both words stay, theirs first, for the owner to choose.
 */
export function mergeCv(base: Cv, mine: Cv, theirs: Cv): Cv {
  return {
    ...mine,
    title: mergeText({ base: base.title, mine: mine.title, theirs: theirs.title }, most.title),
    badgeIds: mergeSet(pick('badgeIds', { base, mine, theirs })).slice(0, most.badges),
    ownWords: mergeWords(pick('ownWords', { base, mine, theirs })),
    updatedAt: later(mine.updatedAt, theirs.updatedAt),
  }
}

function pick<Whole, Name extends keyof Whole>(
  name: Name,
  { base, mine, theirs }: Sides<Whole>,
): Sides<Whole[Name]> {
  return { base: base[name], mine: mine[name], theirs: theirs[name] }
}

function mergeWords(words: Sides<OwnWords>): OwnWords {
  const { base, mine, theirs } = words
  const line = (name: 'name' | 'email' | 'phone' | 'place' | 'about') =>
    said(name, pick(name, words), name === 'about' ? most.text : most.line)
  return {
    language: mine.language === base.language ? theirs.language : mine.language,
    ...line('name'),
    ...line('email'),
    ...line('phone'),
    ...line('place'),
    ...line('about'),
    work: mergeEntries(pick('work', words)),
    education: mergeEntries(pick('education', words)),
    skills: mergeSet(pick('skills', words)).slice(0, most.skills),
  }
}

/** The member of that name; none where nothing is said. */
function said<Name extends string>(
  name: Name,
  { base = '', mine = '', theirs = '' }: Sides<string | undefined>,
  maxLetters: number,
): { [name in Name]?: string } {
  const text = mergeText({ base, mine, theirs }, maxLetters)
  // sound: the member has the one name; TypeScript widens computed names
  return text === '' ? {} : ({ [name]: text } as { [name in Name]: string })
}

/** Word by word. What became too long to keep is not joined: the longer one stays whole. */
function mergeText({ base, mine, theirs }: Sides<string>, maxLetters: number): string {
  if (mine === base || mine === theirs) return theirs
  if (theirs === base) return mine
  const words = { base: wordsOf(base), mine: wordsOf(mine), theirs: wordsOf(theirs) }
  const merged = mergeLists(words, (one, other) => one === other, bothTexts).join('')
  if (merged.length <= maxLetters) return merged
  return theirs.length > mine.length ? theirs : mine
}

const wordsOf = (text: string) => text.split(/(\s+)/).filter((word) => word !== '')

function bothTexts({ mine, theirs }: Versions<string>): string[] {
  const [own, other] = [mine.join(''), theirs.join('')]
  if (own.includes(other)) return [own]
  if (other.includes(own)) return [other]
  const isApart = /\s$/.test(other) || /^\s/.test(own)
  return isApart ? [other, own] : [other, ' ', own]
}

/** In my order, or in theirs where mine is as it was: without what either took out, with what either put in. */
function mergeSet({ base, mine, theirs }: Sides<readonly string[]>): string[] {
  const isUnchanged = JSON.stringify(mine) === JSON.stringify(base)
  const [first, second] = isUnchanged ? [theirs, mine] : [mine, theirs]
  const stays = (item: string) => !base.includes(item) || second.includes(item)
  const added = second.filter((item) => !base.includes(item) && !first.includes(item))
  return [...first.filter(stays), ...added]
}

function mergeEntries(entries: Sides<readonly Experience[]>): Experience[] {
  const isSame = (one: Experience, other: Experience) => textOf(one) === textOf(other)
  return mergeLists(entries, isSame, bothEntries).slice(0, most.entries)
}

/** Of the same entries each is merged by itself; where entries came or went too, those of both sides stay. */
function bothEntries({ base, mine, theirs }: Versions<Experience>): Experience[] {
  const isOneEach = base.length === mine.length && base.length === theirs.length
  if (!isOneEach) {
    const own = new Set(mine.map(textOf))
    return [...theirs.filter((entry) => !own.has(textOf(entry))), ...mine]
  }
  return mine.map((entry, place) =>
    mergeEntry({ base: base[place] ?? entry, mine: entry, theirs: theirs[place] ?? entry }),
  )
}

function mergeEntry(entry: Sides<Experience>): Experience {
  const detail = (name: 'where' | 'from' | 'until' | 'more') =>
    said(name, pick(name, entry), name === 'more' ? most.text : most.line)
  return {
    what: mergeText(pick('what', entry), most.line),
    ...detail('where'),
    ...detail('from'),
    ...detail('until'),
    ...detail('more'),
  }
}

/** Whichever order its members were written in. */
function textOf({ what, where, from, until, more }: Experience): string {
  return JSON.stringify([what, where, from, until, more])
}

function later(one: string, other: string): string {
  if (one > other) return one
  return other
}
