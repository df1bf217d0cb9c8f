import { createStore, useStore } from '../shell/store.ts'

const spoken = createStore({ text: '', turn: 0 })

/** Says something to screen readers that the eye sees elsewhere: a badge was kept, a search found nothing. */
export function announce(text: string): void {
  spoken.set({ text, turn: spoken.get().turn + 1 })
}

/** The live region of the app; there is one. */
export function Announcer() {
  const { text, turn } = useStore(spoken)
  return (
    <p class="visually-hidden" role="status">
      {/* the same words a second time are a change only in another element */}
      <span key={turn}>{text}</span>
    </p>
  )
}
