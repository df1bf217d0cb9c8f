import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../shell/icons.tsx'
import { goBack } from '../shell/place.ts'
import { useText } from '../shell/words.ts'

type PageProps = {
  title: string
  /** Where the way back leads when the person came from outside the app. */
  back?: string
  children?: ComponentChildren
}

let isFirstPage = true

/** A screen: its heading, which takes the focus when one came from another screen, and the name of the window. */
export function Page({ title, back, children }: PageProps) {
  const text = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Waymark`
  }, [title])
  useEffect(() => {
    // where the browser has only just opened the app, reading begins at the top of the window
    if (isFirstPage) isFirstPage = false
    else heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      {back !== undefined && (
        <button type="button" class="page-back" onClick={() => goBack(back)}>
          <Icon name="back" />
          {text('parts.back')}
        </button>
      )}
      <h1 ref={heading} tabIndex={-1} class="page-title">
        {title}
      </h1>
      {children}
    </>
  )
}
