import { useText } from '../shell/words.ts'

type ProgressBarProps = { done: number; total: number; label: string }

/** A bar with counts and a sentence. */
export function ProgressBar({ done, total, label }: ProgressBarProps) {
  const text = useText()
  const share = total === 0 ? 0 : Math.min(1, done / total)
  return (
    <div class="progress">
      <p class="progress__label">
        {label} <span class="second">{text('parts.progress', { done, total })}</span>
      </p>
      <progress class="progress__bar" max={1} value={share} aria-label={label} />
    </div>
  )
}
