import { useEffect, useState } from 'preact/hooks'
import type { Did } from '../../../shared/did/did.ts'
import { didWebAddress, parseDidWeb } from '../../../shared/did/did-web.ts'
import { formatDate } from '../../../shared/i18n/dates.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { citiesOf, readCity } from '../../core/learner-code.ts'
import { QrCode } from '../cv/qr-code.tsx'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import { navigate, usePlace } from '../shell/place.ts'
import { useLoaded } from '../shell/use-loaded.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useWords } from '../shell/words.ts'
import { useLearnerCode } from './use-learner-code.ts'

/** `/code`: the learner's own code, for whoever runs a session in a city to scan. */
export function CodeScreen() {
  const { text } = useWords()
  const { ports } = useWallet()
  const { fragment } = usePlace()
  const asked = readCity(new URLSearchParams(fragment).get('city'))
  const [chosen, setChosen] = useState<Did>()
  const known = useLoaded(fragment, async () => {
    const rows = await ports.store.listRows()
    return citiesOf(rows.map(({ issuerId }) => issuerId))
  })
  if (known === undefined) return <Loading />
  const cities = [...new Set([...(asked ? [asked] : []), ...known])]
  const city = chosen ?? cities[0]
  return (
    <Page title={text('code.title')} back="/scan">
      {city === undefined ? (
        <EmptyState title={text('code.no-city')}>
          <p>{text('code.no-city-text')}</p>
          <Link to="/scan">{text('code.to-scan')}</Link>
        </EmptyState>
      ) : (
        <>
          <OwnCode key={city} city={city} />
          {cities.length > 1 && (
            <RadioGroup
              legend={text('code.for')}
              value={city}
              options={cities.map((each) => ({ value: each, label: nameOf(each) }))}
              onChoose={(value) => setChosen(cities.find((each) => each === value))}
            />
          )}
        </>
      )}
    </Page>
  )
}

function OwnCode({ city }: { city: Did }) {
  const { text, language } = useWords()
  const [turn, setTurn] = useState(0)
  const { code, outcome, isCutOff, error } = useLearnerCode(city, turn)
  useEffect(() => {
    if (outcome === undefined) return
    announce(text('code.scanned'))
    if (outcome.state !== 'awarded') return
    navigate(`/receive#${new URLSearchParams({ credential_offer_uri: outcome.offerUrl })}`)
  }, [outcome])
  if (error !== undefined) return <ErrorNotice error={error} />
  if (outcome !== undefined) {
    const { state } = outcome
    return (
      <Notice isNews>
        <p>
          {state === 'marked'
            ? text('code.marked', {
                activity: displayText(outcome.activity) ?? '',
                day: formatDate(outcome.day, language, 'UTC'),
              })
            : text('code.scanned')}
        </p>
        <Button kind="second" onClick={() => setTurn(turn + 1)}>
          {text('code.again')}
        </Button>
      </Notice>
    )
  }
  return (
    <>
      <p>{text('code.how', { city: nameOf(city) })}</p>
      {code === undefined ? <Loading /> : <QrCode content={code} label={text('code.label')} />}
      <p class="second" role="status">
        {text(isCutOff ? 'code.cut-off' : 'code.waiting')}
      </p>
      <Disclosure summary={text('code.what')}>
        <p>{text('code.what-text')}</p>
        {code !== undefined && (
          <textarea
            class="govuk-textarea"
            readOnly
            rows={4}
            aria-label={text('code.as-text')}
            value={code}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Disclosure>
    </>
  )
}

function nameOf(city: Did): string {
  return didWebAddress(parseDidWeb(city))
}
