import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
}

const formats: Readonly<Record<string, string>> = {
  email: 'must be an e-mail address',
  url: 'must be a web address',
  datetime: 'must be a date and time such as 2026-11-22T10:00:00Z',
  date: 'must be a date such as 2026-11-22',
  json_string: 'must be JSON',
}

/**
 * What is wrong with one value, in words that follow its path: "badge must not be empty". It never repeats the value.
 * Given to zod with each parse, because packages replace zod's own texts for the whole process.
 */
export function plainIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_format':
      return formats[issue.format] ?? 'is not in the form it must have'
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`
    case 'too_small':
      return least(issue.origin, Number(issue.minimum))
    case 'too_big':
      return `must ${sized(issue.origin, 'at most', Number(issue.maximum))}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    // zod names the members that are too many: they are input, and input does not belong in a message
    case 'unrecognized_keys':
      return 'has a member that is not known here'
    default:
      return 'does not fit'
  }
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value))
  return texts.length === 1 ? `${texts[0]}` : `one of ${texts.join(', ')}`
}

function least(origin: string, minimum: number): string {
  const isCounted = origin === 'string' || origin === 'array' || origin === 'set'
  if (isCounted && minimum === 1) return 'must not be empty'
  return `must ${sized(origin, 'at least', minimum)}`
}

function sized(origin: string, bound: 'at least' | 'at most', size: number): string {
  const unit = { string: 'character', array: 'entry', set: 'entry' }[origin]
  if (unit === undefined) return `be ${bound} ${size}`
  const plural = unit === 'entry' ? 'entries' : 'characters'
  return `have ${bound} ${size} ${size === 1 ? unit : plural}`
}
