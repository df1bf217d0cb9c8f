import { Link } from './link.tsx'
import { useShellText } from './words.ts'

export function MissingScreen() {
  const text = useShellText()
  return (
    <>
      <h1>{text('shell.missing-title')}</h1>
      <p>{text('shell.missing-text')}</p>
      <p>
        <Link class="govuk-button" to="/">
          {text('shell.home')}
        </Link>
      </p>
    </>
  )
}
