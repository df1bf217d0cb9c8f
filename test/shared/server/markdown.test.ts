import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../../shared/server/markdown.ts'
import { processorTime } from '../../support/processor-time.ts'

const ourLink = /^<a href="https:\/\/[^"]*" rel="nofollow noopener noreferrer">$/

describe('renderMarkdown', () => {
  it('writes paragraphs, lists and links', () => {
    const text = 'Do **this**:\n\n- one\n- two\n\n[More](https://a.example/x)'
    expect(renderMarkdown(text)).toBe(
      '<p>Do <strong>this</strong>:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p><a href="https://a.example/x" rel="nofollow noopener noreferrer">More</a></p>\n',
    )
  })

  it('puts headings below those of the page', () => {
    expect(renderMarkdown('# A\n\n##### B')).toBe('<h3>A</h3>\n<h4>B</h4>\n')
    expect(renderMarkdown('## A\n\n### B\n\n## C')).toBe('<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n')
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&colon;alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '[x](//evil.example)',
    '[x](http://plain.example)',
    '![x](https://evil.example/track.png)',
    '<https://ok.example/"onmouseover="alert(1)>',
    '[x]: javascript:alert(1)\n\n[x]',
    '<a href="https://evil.example">x</a>',
  ])('makes no markup, no picture and no other link of %s', (text) => {
    const tags = renderMarkdown(text).match(/<[^>]*>/g) ?? []
    const strange = tags.filter((tag) => !/^<\/?(?:p|code|pre|em|strong|a)>$/.test(tag))
    expect(strange.filter((tag) => !ourLink.test(tag))).toEqual([])
  })

  it('takes its time from nobody', () => {
    const hostile = ['['.repeat(5_000), '*a'.repeat(2_500), '> '.repeat(2_500), '`'.repeat(5_000)]
    const milliseconds = processorTime(() => {
      for (const text of hostile) renderMarkdown(text)
    })
    expect(milliseconds).toBeLessThan(2_000)
  })
})
