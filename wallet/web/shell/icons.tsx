import type { Tab } from './route.ts'

/** Line pictures on a field of 24 by 24. Each stands beside its word, so it is hidden from screen readers. */
const paths: Record<Tab | 'back' | 'check' | 'chevron', string> = {
  badges: 'M5 21V11a7 7 0 0 1 14 0v10zM5 16.5h14',
  find: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20.5 20.5',
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16',
  cv: 'M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6.5M9 16h6.5',
  you: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4.5 3.5-6.5 7.5-6.5s7.5 2 7.5 6.5',
  back: 'M15 5 8 12l7 7',
  check: 'm5 12.5 4.5 4.5L19 7',
  chevron: 'm9 5 7 7-7 7',
}

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
