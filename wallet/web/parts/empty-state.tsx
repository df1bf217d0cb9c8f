import type { ComponentChildren } from 'preact'

type EmptyStateProps = { title: string; children?: ComponentChildren }

/** A place where nothing is yet: it says what comes here, and how. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <section class="empty-state">
      <svg class="empty-state__stone" viewBox="0 0 96 116" aria-hidden="true" focusable="false">
        <path d="M12 106V48a36 36 0 0 1 72 0v58z" />
      </svg>
      <h2 class="empty-state__title">{title}</h2>
      {children}
    </section>
  )
}
