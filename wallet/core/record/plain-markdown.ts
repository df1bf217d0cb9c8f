/** Markdown of others, read for its words alone: no link, picture or HTML of it does anything. */
export type TextBlock =
  | { kind: 'heading' | 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }

const maxBlocks = 100

export function readPlainMarkdown(markdown: string): TextBlock[] {
  const blocks: TextBlock[] = []
  let isOpen = false
  for (const line of markdown.split('\n')) {
    const text = line.trim()
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1]
    const item = /^(?:[-*+]|\d{1,3}[.)])\s+(.*)$/.exec(text)?.[1]
    const last = isOpen ? blocks.at(-1) : undefined
    isOpen = text !== '' && heading === undefined
    if (text === '' || /^([-*_]\s*){3,}$/.test(text)) {
      isOpen = false
      continue
    }
    if (heading !== undefined) blocks.push({ kind: 'heading', text: plainWords(heading) })
    else if (item !== undefined && last?.kind === 'list') last.items.push(plainWords(item))
    else if (item !== undefined) blocks.push({ kind: 'list', items: [plainWords(item)] })
    else if (last?.kind === 'paragraph') last.text = `${last.text} ${plainWords(text)}`
    else if (last?.kind === 'list') continueItem(last.items, plainWords(text))
    else blocks.push({ kind: 'paragraph', text: plainWords(text) })
    if (blocks.length >= maxBlocks) break
  }
  return blocks
}

function continueItem(items: string[], text: string): void {
  const last = items.pop() ?? ''
  items.push(`${last} ${text}`)
}

/** The marks that only steer how a line looks go; where a link leads is said beside it. */
function plainWords(text: string): string {
  return text
    .replace(/^>\s?/, '')
    .replace(/!\[([^\]]{0,300})\]\([^)\s]{0,2000}\)/g, '$1')
    .replace(/\[([^\]]{1,300})\]\(([^)\s]{0,2000})\)/g, '$1 ($2)')
    .replace(/(\*\*|__|~~|`)(?=\S)(.{1,2000}?)(?<=\S)\1/g, '$2')
    .replace(/(^|\s)[*_](?=\S)([^*_]{1,500})(?<=\S)[*_](?=\s|[.,;:!?]|$)/g, '$1$2')
}
