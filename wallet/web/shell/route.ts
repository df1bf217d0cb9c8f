import type { ComponentType } from 'preact'

/** The five places of the bottom bar. */
export type Tab = 'badges' | 'find' | 'scan' | 'cv' | 'you'

export type ScreenProps = { id?: string }

export type Route = {
  tab?: Tab
  /** A question to be answered, or something of somebody else's: it has the screen to itself, without the bottom bar. */
  isQuestion?: boolean
  /** For the few screens that need no open wallet; one of them makes it open. */
  needs?: 'gate' | 'nothing'
  load(): Promise<ComponentType<ScreenProps>>
}

export type Match = { route: Route; id?: string }
