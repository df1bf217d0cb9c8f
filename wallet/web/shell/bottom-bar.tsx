import { Icon } from './icons.tsx'
import { Link } from './link.tsx'
import type { Tab } from './route.ts'
import { useShellText } from './words.ts'

const places: readonly { tab: Tab; to: string }[] = [
  { tab: 'badges', to: '/' },
  { tab: 'find', to: '/find' },
  { tab: 'scan', to: '/scan' },
  { tab: 'cv', to: '/cv' },
  { tab: 'you', to: '/you' },
]

export function BottomBar({ tab }: { tab: Tab | undefined }) {
  const text = useShellText()
  return (
    <nav class="bottom-bar" aria-label={text('shell.menu')}>
      <ul class="bottom-bar__list">
        {places.map((place) => (
          <li key={place.tab} class="bottom-bar__item">
            <Link
              to={place.to}
              class={`bottom-bar__link bottom-bar__link--${place.tab}`}
              aria-current={place.tab === tab ? 'page' : undefined}
            >
              <span class="bottom-bar__picture">
                <Icon name={place.tab} />
              </span>
              <span class="bottom-bar__word">{text(`shell.${place.tab}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
