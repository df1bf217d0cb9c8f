import type { ComponentChildren } from 'preact'
import { Mark } from './mark.tsx'

export type NoticeKind = 'info' | 'good' | 'doubt' | 'bad'

type NoticeProps = {
  kind?: NoticeKind
  title?: string
  /** True where it comes up after something that the person did: then screen readers say it at once. */
  isNews?: boolean
  children?: ComponentChildren
}

const marks = { good: 'valid', doubt: 'unknown', bad: 'invalid' } as const

/** A note that stands apart. Its kind shows as shape and words too, never as colour alone. */
export function Notice({ kind = 'info', title, isNews = false, children }: NoticeProps) {
  const mark = kind === 'info' ? undefined : <Mark result={marks[kind]} />
  return (
    <div
      class={`notice notice--${kind}`}
      {...(isNews && { role: kind === 'bad' ? 'alert' : 'status' })}
    >
      {mark}
      <div class="notice__words">
        {title !== undefined && <p class="notice__title">{title}</p>}
        {children}
      </div>
    </div>
  )
}
