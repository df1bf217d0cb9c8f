import type { ComponentChildren } from 'preact'
import { useText } from '../shell/words.ts'

type ButtonProps = {
  kind?: 'primary' | 'second' | 'warning'
  /** Something is under way: the button says so and takes no second press. */
  busy?: boolean
  type?: 'button' | 'submit'
  onClick?(event: MouseEvent): void
  disabled?: boolean
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-expanded'?: boolean
  'aria-controls'?: string
  'aria-pressed'?: boolean
  children: ComponentChildren
}

const classes = {
  primary: 'govuk-button',
  second: 'govuk-button govuk-button--secondary',
  warning: 'govuk-button govuk-button--warning',
} as const

export function Button({ kind = 'primary', busy = false, type = 'button', ...rest }: ButtonProps) {
  const text = useText()
  const { children, onClick, ...others } = rest
  return (
    <button
      {...others}
      type={type}
      class={classes[kind]}
      // not `disabled`: the focus would be lost, and with it the place on the page
      aria-disabled={busy ? true : undefined}
      onClick={busy ? refuse : onClick}
    >
      {children}
      {busy && <span class="busy-mark" role="img" aria-label={text('parts.busy')} />}
    </button>
  )
}

function refuse(event: MouseEvent): void {
  event.preventDefault()
}
