import { describe, expect, test } from 'vitest'
import { readPlainMarkdown } from '../../../../wallet/core/record/plain-markdown.ts'
import { processorTime } from '../../../support/processor-time.ts'

describe('readPlainMarkdown', () => {
  test('keeps headings, paragraphs and lists', () => {
    const markdown =
      '# What you did #\nYou **came**\nand _helped_.\n\n- one\n  more\n- `two`\n1. three\n---\nEnd'
    expect(readPlainMarkdown(markdown)).toEqual([
      { kind: 'heading', text: 'What you did' },
      { kind: 'paragraph', text: 'You came and helped.' },
      { kind: 'list', items: ['one more', 'two', 'three'] },
      { kind: 'paragraph', text: 'End' },
    ])
  })

  test.each([
    ['[click](javascript:alert(1))', 'click (javascript:alert(1))'],
    ['![pixel](https://spy.example/p.png)', 'pixel'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['> said', 'said'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['#hashtag', '#hashtag'],
  ])('%s is words: %s', (markdown, text) => {
    expect(readPlainMarkdown(markdown)).toEqual([{ kind: 'paragraph', text }])
  })

  test('is quick on what was made to be slow, and bounded', () => {
    const slow = `${'**a'.repeat(2_000)}\n${'['.repeat(4_000)}\n${'* '.repeat(2_000)}`
    expect(processorTime(() => void readPlainMarkdown(slow))).toBeLessThan(1_000)
    expect(readPlainMarkdown('a\n\n'.repeat(2_000))).toHaveLength(100)
  })
})
