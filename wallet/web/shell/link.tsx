import type { ComponentChildren } from 'preact'
import { navigate } from './place.ts'

type LinkProps = {
  /** A path of the app, which may hold a fragment. */
  to: string
  class?: string
  lang?: string
  'aria-current'?: 'page' | undefined
  'aria-label'?: string
  children: ComponentChildren
}

/** A link inside the app. A click with a modifier, and a long press, stay the browser's. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <a {...rest} href={to} onClick={(event) => follow(event, to)}>
      {children}
    </a>
  )
}

function follow(event: MouseEvent, to: string): void {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
  if (!isPlain || event.altKey || event.defaultPrevented) return
  event.preventDefault()
  navigate(to)
}
