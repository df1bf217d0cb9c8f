import { useId } from 'preact/hooks'
import { useText } from '../shell/words.ts'

type FieldProps = {
  label: string
  hint?: string
  /** What is wrong with it, in a sentence. */
  error?: string | undefined
  value: string
  onInput(value: string): void
  /** Several lines. */
  rows?: number
  type?: 'text' | 'password' | 'search' | 'url' | 'email' | 'date'
  maxLength?: number
  isOptional?: boolean
  autocomplete?: 'off' | 'name' | 'email' | 'current-password' | 'new-password' | 'one-time-code'
  inputMode?: 'text' | 'numeric' | 'url' | 'email' | 'search'
}

export function TextField(props: FieldProps) {
  const { label, hint, error, onInput, rows, isOptional = false, type, ...given } = props
  const text = useText()
  const id = useId()
  const room = roomLeft(given.value, given.maxLength)
  const described = [
    hint && `${id}-hint`,
    error && `${id}-error`,
    room !== undefined && `${id}-room`,
  ]
    .filter(Boolean)
    .join(' ')
  const shared = {
    ...given,
    id,
    ...(described !== '' && { 'aria-describedby': described }),
    ...(error !== undefined && { 'aria-invalid': true }),
  }
  const faulty = error === undefined ? '' : '--error'
  return (
    <div class={withFault('govuk-form-group', faulty)}>
      <label class="govuk-label" for={id}>
        {label}
        {isOptional && <span class="second"> ({text('parts.optional')})</span>}
      </label>
      {hint && (
        <p class="govuk-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="govuk-error-message" id={`${id}-error`} role="alert">
          <span class="visually-hidden">{text('parts.error')} </span>
          {error}
        </p>
      )}
      {rows === undefined ? (
        <input
          {...shared}
          // sound: the types pair each kind with the roles it may have, and no role is given
          type={(type ?? 'text') as 'text'}
          class={withFault('govuk-input', faulty)}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <textarea
          {...shared}
          rows={rows}
          class={withFault('govuk-textarea', faulty)}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
      {room !== undefined && (
        <p class="govuk-hint" id={`${id}-room`} {...(room === 0 && { role: 'status' as const })}>
          {room === 0
            ? text('parts.full', { count: given.maxLength ?? 0 })
            : text('parts.room', { count: room })}
        </p>
      )}
    </div>
  )
}

/** Shorter ones are codes, which have the length that they have. */
const longFrom = 100

/** Letters that still fit, where the end is near: what is pasted beyond it would be cut without a word. */
function roomLeft(value: string, maxLength: number | undefined): number | undefined {
  if (maxLength === undefined || maxLength < longFrom) return undefined
  const left = Math.max(maxLength - value.length, 0)
  return left <= maxLength / 10 ? left : undefined
}

function withFault(name: string, faulty: string): string {
  return faulty === '' ? name : `${name} ${name}${faulty}`
}
