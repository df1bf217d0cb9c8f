import type { HeldBadge } from '../held-badge.ts'

export type ExportedBadge = { text: string; mediaType: string; fileName: string }

/** The signed bytes as they came: a file that any Open Badges verifier takes. */
export function exportBadge(badge: HeldBadge): ExportedBadge {
  const { mediaType, ending } = typeOf(badge)
  return { text: badge.text, mediaType, fileName: `${fileStem(badge)}.${ending}` }
}

/** A file name without its ending, of letters that every system takes: the badge's name, and a part of its id. */
export function fileStem({ id, summary }: Pick<HeldBadge, 'id' | 'summary'>): string {
  const name = (summary.achievement?.name ?? 'badge')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${name || 'badge'}-${id.slice(0, 6).toLowerCase()}`
}

function typeOf({ format, text }: HeldBadge): { mediaType: string; ending: string } {
  if (format === 'jwt_vc_json') return { mediaType: 'application/vc+jwt', ending: 'jwt' }
  if (format === 'ldp_vc') return { mediaType: 'application/vc+ld+json', ending: 'json' }
  return text.startsWith('{')
    ? { mediaType: 'application/ld+json', ending: 'json' }
    : { mediaType: 'application/jose', ending: 'jws' }
}
