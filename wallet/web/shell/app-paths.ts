/** Every address of the app. One part may be a parameter, always named id. The server answers each with the app. */
export const appPaths = [
  '/',
  '/badges/:id',
  '/receive',
  '/present',
  '/scan',
  '/code',
  '/add',
  '/cv',
  '/cv/:id',
  '/s',
  '/history',
  '/find',
  '/you',
  '/you/safety',
  '/restore',
] as const

export type AppPath = (typeof appPaths)[number]

export type PathMatch = { pattern: AppPath; id?: string }

/** The pattern that a path follows; a closing slash makes no other place. */
export function matchPath(path: string): PathMatch | undefined {
  const parts = partsOf(path)
  for (const pattern of appPaths) {
    const wanted = partsOf(pattern)
    if (wanted.length !== parts.length) continue
    const place = wanted.indexOf(':id')
    if (!wanted.every((part, index) => index === place || part === parts[index])) continue
    const id = parts[place]
    return id === undefined ? { pattern } : { pattern, id: decode(id) }
  }
  return undefined
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

/** A part that is not well encoded names nothing that is kept, so it may stay as it is. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
