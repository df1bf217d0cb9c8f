import { z } from 'zod'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import { oneLinePattern } from '../awards/award.ts'

export type Person = { email: string; name: string | null; language: Language | null }

export const maxPeopleAtOnce = 500

const zEmail = z.email().max(254)
const zName = z.string().max(200).regex(oneLinePattern)

/**
 * People as somebody types or pastes them, one a line: `sam@mail.example`, `Sam Jones, sam@mail.example`, the address
 * before the name or `Sam Jones <sam@mail.example>`; a language may stand at the end, `cy` or `en`, as in `sam@mail.example, Sam, cy`.
 * @returns each address once, and the numbers of the lines that name nobody
 */
export function readPeople(text: string): { people: Person[]; faultyLines: number[] } {
  const people = new Map<string, Person>()
  const faultyLines: number[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const person = readPerson(line)
    if (person === undefined) faultyLines.push(index + 1)
    else if (!people.has(person.email)) people.set(person.email, person)
  }
  return { people: [...people.values()], faultyLines }
}

function readPerson(line: string): Person | undefined {
  const { named, language } = takeLanguage(line)
  const [, namedBefore, bracketed] = /^([^<>]*)<([^<>]+)>\s*$/.exec(named) ?? []
  const parts = named.split(/[,;\t]/)
  const address = bracketed ?? parts.find((part) => part.includes('@')) ?? ''
  const email = address.trim().toLowerCase()
  const others = parts.filter((part) => part !== address).map((part) => part.trim())
  const name = (namedBefore ?? others.filter((part) => part !== '').join(' '))
    .trim()
    .replace(/^"|"$/g, '')
  if (!zEmail.safeParse(email).success || !zName.safeParse(name).success) return undefined
  return { email, name: name === '' ? null : name, language }
}

/**
 * The language at the end, behind a comma, semicolon or tab. Not by one pattern: where tabs are both what parts and what
 * is passed over, it would try each of a megabyte of them with each other.
 */
function takeLanguage(line: string): { named: string; language: Language | null } {
  const text = line.trimEnd()
  const before = text.slice(0, -2).trimEnd()
  const named = before.replace(/[,;]$/, '')
  const isApart = named !== before || text.slice(before.length, -2).includes('\t')
  const language = languages.find((each) => each === text.slice(-2).toLowerCase())
  return isApart && language ? { named, language } : { named: line, language: null }
}
