import { Button } from '../parts/button.tsx'
import { Icon } from '../shell/icons.tsx'
import { Link } from '../shell/link.tsx'
import { useWalletIfOpen } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

const pages = [
  { key: 'you.safety', to: '/you/safety' },
  { key: 'you.history', to: '/history' },
  { key: 'you.add', to: '/add' },
  { key: 'you.restore', to: '/restore' },
] as const

export function OwnPages() {
  const text = useText()
  const wallet = useWalletIfOpen()
  return (
    <>
      <ul class="link-list">
        {pages.map(({ key, to }) => (
          <li key={key} class="link-list__item">
            <Link class="link-list__link" to={to}>
              <span>
                <span class="link-list__name">{text(key)}</span>
                <span class="link-list__text">{text(`${key}-text`)}</span>
              </span>
              <Icon name="chevron" />
            </Link>
          </li>
        ))}
      </ul>
      {wallet !== undefined && (
        <>
          <Button kind="second" onClick={() => wallet.lock()}>
            {text('you.lock')}
          </Button>
          <p class="second">{text('you.lock-text')}</p>
        </>
      )}
    </>
  )
}
