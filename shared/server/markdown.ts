import MarkdownIt from 'markdown-it'

/**
 * Words of a provider as HTML that holds no HTML of theirs: no tags, no pictures, links to https alone. Headings begin
 * below those of the page.
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
    for (const token of tokens) {
      if (!/^h[1-6]$/.test(token.tag)) continue
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
    }
  })
  parser.core.ruler.push('foreign links', ({ tokens }) => {
    const links = tokens
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === 'link_open')
    for (const link of links) link.attrSet('rel', 'nofollow noopener noreferrer')
  })
  return parser
}
