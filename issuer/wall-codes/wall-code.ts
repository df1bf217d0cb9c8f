import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { lettersOf, readTyped } from '../typed-code.ts'

/** `printed`: the code stays the same; `screen`: its last part changes every half minute. */
export const wallKinds = ['printed', 'screen'] as const

export type WallKind = (typeof wallKinds)[number]

export const maxCap = 1_000
const longestWindowMs = 31 * 86_400_000

/** Body of `POST …/sessions/:day/wall-codes`. */
export const zNewWallCode = z
  .strictObject({
    kind: z.enum(wallKinds),
    opensAt: z.iso.datetime({ offset: true }),
    closesAt: z.iso.datetime({ offset: true }),
    /** So many badges at most. */
    cap: z.int().min(1).max(maxCap),
    /** Short name of a badge; unless given, the activity's. */
    badge: zSlug.optional(),
  })
  .refine(({ opensAt, closesAt }) => Date.parse(closesAt) > Date.parse(opensAt), {
    path: ['closesAt'],
    error: 'must be after opensAt',
  })
  .refine(
    ({ opensAt, closesAt }) => Date.parse(closesAt) - Date.parse(opensAt) <= longestWindowMs,
    { path: ['closesAt'], error: 'must be within 31 days of opensAt' },
  )

export type NewWallCode = z.infer<typeof zNewWallCode>

const codeLength = 10
const tagLength = 6
export const stepSeconds = 30
/** So long somebody may look at the page before they press the button. */
const entrySeconds = 600

export type WallKey = { provider: string; id: string }

/** What a phone read off the wall. */
export type ReadCode = { code: string; tag?: string }

/** A place for one badge, made when the page is shown: whoever sends it twice gets one badge. */
export type Entry = { use: string; until: number; seal: string }

export type WallSecrets = {
  /** Unguessable; stands on the poster. */
  codeOf(key: WallKey): string
  /** Shows that a code was read off the screen just now. */
  tagAt(key: WallKey, now: Date): string
  isTagOf(key: WallKey, tag: string, now: Date): boolean
  entryFor(key: WallKey, use: string, now: Date): Entry
  isEntryOf(key: WallKey, entry: Entry, now: Date): boolean
}

export function createWallSecrets(derive: DeriveBytes): WallSecrets {
  const stepOf = (now: Date) => Math.floor(now.getTime() / 1_000 / stepSeconds)
  const tagOf = ({ provider, id }: WallKey, step: number) =>
    lettersOf(derive('wall-step', provider, id, step), tagLength)
  const sealOf = ({ provider, id }: WallKey, use: string, until: number) =>
    derive('wall-entry', provider, id, use, until).toString('base64url')
  return {
    codeOf: ({ provider, id }) => lettersOf(derive('wall-code', provider, id), codeLength),
    tagAt: (key, now) => tagOf(key, stepOf(now)),
    // the step before counts too: a phone takes its time
    isTagOf: (key, tag, now) =>
      [stepOf(now), stepOf(now) - 1].some((step) => tagOf(key, step) === tag),
    entryFor(key, use, now) {
      const until = Math.floor(now.getTime() / 1_000) + entrySeconds
      return { use, until, seal: sealOf(key, use, until) }
    },
    isEntryOf: (key, { use, until, seal }, now) =>
      until >= now.getTime() / 1_000 && sealOf(key, use, until) === seal,
  }
}

/** Reads what stands in the address, as a phone scanned it or somebody typed it. */
export function readCode(text: string): ReadCode | undefined {
  const [typedCode = '', typedTag, ...others] = text.split('.')
  const code = readTyped(typedCode, codeLength)
  if (code === undefined || others.length > 0) return undefined
  if (typedTag === undefined) return { code }
  const tag = readTyped(typedTag, tagLength)
  return tag === undefined ? undefined : { code, tag }
}

/** The code in two halves, as people read it out. */
export function spokenCode(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`
}

export type WallState = 'early' | 'open' | 'over' | 'full'

export function wallStateOf(
  wall: { opensAt: string; closesAt: string; cap: number; uses: number },
  now: Date,
): WallState {
  const at = now.toISOString()
  if (at < wall.opensAt) return 'early'
  if (at >= wall.closesAt) return 'over'
  return wall.uses >= wall.cap ? 'full' : 'open'
}

/** The moment when it is that time of that day in the city. @param time `18:30` */
export function instantOf(day: string, time: string): string {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/London',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(asIfUtc))
  const ahead = Date.parse(`${shown.replace(' ', 'T')}Z`) - asIfUtc
  return new Date(asIfUtc - ahead).toISOString()
}

export function unknownWallCode(): AppError {
  return new AppError('not_found', 'There is no such code')
}
