/** An absolute URL, or nothing: what URL.parse and URL.canParse would do, which phones of 2022 do not have. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
