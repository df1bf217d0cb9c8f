import MarkdownIt from 'markdown-it'

/**
 * Words of a provider as HTML that holds no HTML of theirs: no tags, no pictures, links to https alone. Headings begin
 * below those of the page, whichever somebody began with, and pass over none.
 */
export function renderMarkdown(text: string): string {
  return markdown.render(text)
}

const markdown = createMarkdown()

function createMarkdown(): MarkdownIt {
  const parser = new MarkdownIt({ html: false, linkify: false, breaks: true })
  parser.disable(['image', 'table'])
  parser.validateLink = (url) => /^https:\/\/[^\s]+$/i.test(url)
  parser.core.ruler.push('below the page', ({ tokens }) => {
    const headings = tokens.filter(({ tag }) => /^h[1-6]$/.test(tag))
    const ranks = [...new Set(headings.map(({ tag }) => tag))].sort()
    for (const heading of headings) heading.tag = `h${Math.min(6, 3 + ranks.indexOf(heading.tag))}`
  })
  parser.core.ruler.push('foreign links', ({ tokens }) => {
    const links = tokens
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === 'link_open')
    for (const link of links) link.attrSet('rel', 'nofollow noopener noreferrer')
  })
  return parser
}
