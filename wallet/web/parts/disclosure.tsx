import type { ComponentChildren } from 'preact'

type DisclosureProps = { summary: string; isOpen?: boolean; children: ComponentChildren }

/** Details that most people need not read. */
export function Disclosure({ summary, isOpen = false, children }: DisclosureProps) {
  return (
    <details class="govuk-details" open={isOpen}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}
