import { useEffect, useState } from 'preact/hooks'
import { type CityToVisit, citiesOf } from '../../core/record/cities-of.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { Icon } from '../shell/icons.tsx'
import { useWalletIfOpen } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

/** Where what is on near the person will stand. Until a city lists it, the way to what can be earned there. */
export function FindScreen() {
  const text = useText()
  const cities = useCities()
  return (
    <Page title={text('you.find-title')}>
      {cities.length > 0 && (
        <section>
          <h2>{text('you.find-earn')}</h2>
          <ul class="link-list">
            {cities.map(({ did, name, home }) => (
              <li key={did} class="link-list__item">
                <a class="link-list__link" href={home} rel="noreferrer noopener external">
                  <span class="link-list__name">{name}</span>
                  <Icon name="chevron" />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <EmptyState title={text('you.find-text')}>
        <p>{text('you.find-now')}</p>
        <p class="second">{text('you.find-privacy')}</p>
      </EmptyState>
    </Page>
  )
}

/** Of the badges in the wallet, while it is open. */
function useCities(): readonly CityToVisit[] {
  const wallet = useWalletIfOpen()
  const [cities, setCities] = useState<readonly CityToVisit[]>([])
  useEffect(() => {
    let isWanted = true
    const allowLoopbackHttp = location.protocol === 'http:'
    wallet?.ports.store.listRows().then(
      (rows) => isWanted && setCities(citiesOf(rows, { allowLoopbackHttp })),
      // without them the page says what it says to everybody
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [wallet])
  return cities
}
