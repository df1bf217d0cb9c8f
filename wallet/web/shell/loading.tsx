import { useShellText } from './words.ts'

/** Shown while something is fetched; it stays unseen for the first moment, so that quick pages do not flicker. */
export function Loading() {
  const text = useShellText()
  return (
    <p class="shell-loading" role="status">
      {text('shell.loading')}
    </p>
  )
}
