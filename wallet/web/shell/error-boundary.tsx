import { Component, type ComponentChildren } from 'preact'
import { PartUnreached } from './load-part.ts'
import { useShellText } from './words.ts'

type Props = { children: ComponentChildren }

type State = { error?: unknown }

/** Keeps the frame and the bottom bar when a screen breaks. What broke is not shown: it may hold what is private. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {}

  static override getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render({ children }: Props, { error }: State) {
    if (error === undefined) return <>{children}</>
    return <Fault isUnreached={error instanceof PartUnreached} />
  }
}

function Fault({ isUnreached }: { isUnreached: boolean }) {
  const text = useShellText()
  return (
    <div role="alert">
      <h1>{text(isUnreached ? 'shell.unreached-title' : 'shell.fault-title')}</h1>
      <p>{text(isUnreached ? 'shell.unreached-text' : 'shell.fault-text')}</p>
      <div class="button-row">
        <button type="button" class="govuk-button" onClick={() => location.reload()}>
          {text('shell.again')}
        </button>
        {/* a whole new page: what broke may have left the app in an odd state */}
        <a class="govuk-button govuk-button--secondary" href="/">
          {text('shell.home')}
        </a>
      </div>
    </div>
  )
}
