/** What systems put beside the files of people. */
export function isBesideFiles(name: string): boolean {
  return /(^|\/)__MACOSX\//.test(name) || /^(\.|Thumbs\.db$)/i.test(lastPartOf(name))
}

/** Names are only names: nothing is written anywhere. */
export function lastPartOf(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? ''
}
