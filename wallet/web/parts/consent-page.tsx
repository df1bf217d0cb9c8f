import type { ComponentChildren } from 'preact'
import { useText } from '../shell/words.ts'
import { Button } from './button.tsx'
import { type ConsentItem, ConsentRow } from './consent-row.tsx'
import { type Party, WhoIsIt } from './consent-who.tsx'
import { Page } from './page.tsx'

type ConsentPageProps = {
  title: string
  who: Party
  what: readonly ConsentItem[]
  /** Absent where there is nothing to choose: then the list stands without ticks. */
  onChoose?(id: string, isChosen: boolean): void
  purpose?: ComponentChildren
  retention?: ComponentChildren
  notSeen?: ComponentChildren
  /** The two answers, of equal weight. Without the first there is nothing that could be agreed to. */
  yes?: string | undefined
  no: string
  onYes(): void
  onNo(): void
  busy?: boolean
  /** Stands above the answers: an error, a code to type. */
  children?: ComponentChildren
}

/** The one skeleton of taking and sending: who, what, what for, kept how long, what they will not see, two answers. */
export function ConsentPage(props: ConsentPageProps) {
  const { title, who, what, onChoose, purpose, retention, notSeen, children } = props
  const text = useText()
  return (
    <Page title={title}>
      <section class="consent__part">
        <h2 class="consent__heading">{text('parts.who')}</h2>
        <WhoIsIt who={who} />
      </section>
      {what.length > 0 && (
        <section class="consent__part">
          <h2 class="consent__heading">{text('parts.what')}</h2>
          <ul class="consent__items">
            {what.map((item) => (
              <ConsentRow key={item.id} item={item} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      )}
      <ConsentFact heading={text('parts.purpose')} fact={purpose} />
      <ConsentFact heading={text('parts.retention')} fact={retention} />
      <ConsentFact heading={text('parts.not-seen')} fact={notSeen} />
      {children}
      <div class="button-pair consent__answers">
        {props.yes !== undefined && (
          <Button onClick={props.onYes} busy={props.busy ?? false}>
            {props.yes}
          </Button>
        )}
        {/* once yes is under way there is nothing left to say no to */}
        <Button kind="second" onClick={props.onNo} disabled={props.busy ?? false}>
          {props.no}
        </Button>
      </div>
    </Page>
  )
}

function ConsentFact({ heading, fact }: { heading: string; fact: ComponentChildren }) {
  if (fact === undefined) return null
  return (
    <section class="consent__part">
      <h2 class="consent__heading">{heading}</h2>
      <div>{fact}</div>
    </section>
  )
}
