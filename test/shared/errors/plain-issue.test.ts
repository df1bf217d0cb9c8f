import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { plainIssue } from '../../../shared/errors/plain-issue.ts'

describe('plainIssue', () => {
  test.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is missing'],
    [z.string(), 7, 'must be text'],
    [z.number(), 'seven', 'must be a number'],
    [z.number().int(), 1.5, 'must be a whole number'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), {}, 'must be a list'],
    [z.object({}), [], 'must be an object'],
    [z.record(z.string(), z.string()), 'x', 'must be an object'],
    [z.string().min(1), '', 'must not be empty'],
    [z.array(z.string()).min(1), [], 'must not be empty'],
    [z.string().min(3), 'a', 'must have at least 3 characters'],
    [z.string().max(1), 'abc', 'must have at most 1 character'],
    [z.array(z.number()).max(2), [1, 2, 3], 'must have at most 2 entries'],
    [z.number().min(5), 4, 'must be at least 5'],
    [z.number().max(5), 6, 'must be at most 5'],
    [z.number().multipleOf(5), 6, 'must be a multiple of 5'],
    [z.email(), 'nobody', 'must be an e-mail address'],
    [z.url(), 'nowhere', 'must be a web address'],
    [z.iso.datetime(), 'noon', 'must be a date and time such as 2026-11-22T10:00:00Z'],
    [z.iso.date(), 'today', 'must be a date such as 2026-11-22'],
    [z.string().regex(/^a$/), 'b', 'is not in the form it must have'],
    [z.enum(['en', 'cy']), 'de', 'must be one of "en", "cy"'],
    [z.literal(true), false, 'must be true'],
    [z.strictObject({}), { secret: 1 }, 'has a member that is not known here'],
    [z.union([z.string(), z.number()]), {}, 'does not fit'],
  ])('says of %# what it must be, and never the value', (schema, value, sentence) => {
    expect(messagesOf(schema, value)).toEqual([sentence])
  })

  test('lets a schema use words of its own', () => {
    const schema = z.string().refine(() => false, 'must be a colour')
    expect(messagesOf(schema, 'x')).toEqual(['must be a colour'])
  })

  test('holds where a package has changed the texts of the whole process', () => {
    const before = z.config().customError
    try {
      z.config({ customError: () => 'words of a stranger' })
      expect(messagesOf(z.email(), 'nobody')).toEqual(['must be an e-mail address'])
    } finally {
      z.config({ customError: before })
    }
  })
})

function messagesOf(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value, { error: plainIssue }).error?.issues.map((i) => i.message) ?? []
}
