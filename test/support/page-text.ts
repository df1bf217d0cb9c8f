/** What people read in the middle of a page. */
export function textOfMain(html: string): string {
  return (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replace(/<wbr>/g, '')
    .replace(/<svg.*?<\/svg>|<[^>]+>/gs, ' ')
    .replace(/\s+/g, ' ')
}
