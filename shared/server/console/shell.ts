export type ConsoleLink = { text: string; href: string }

/** What surrounds a page of the console: where somebody is, and where they may go from here. */
export type ConsoleShell = {
  /** The room that this page is in: the city, a provider. */
  room?: ConsoleLink
  /** The other rooms that somebody works in. */
  rooms: readonly ConsoleLink[]
  /** What holds for all that is done in this room: `The city has stopped this provider for now.` */
  notice?: { text: string; reason?: string }
  /** What there is to do in this room, for this role. */
  areas: readonly (ConsoleLink & { area: string; about?: string; group?: string })[]
}
