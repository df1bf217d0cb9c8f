import { useState } from 'preact/hooks'
import { drawQrCode } from '../../../../shared/look/qr-code.ts'
import { Button } from '../../parts/button.tsx'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'
import { useFresh } from './use-fresh.ts'

/** A card to print: the code that finds the sealed copy. It opens nothing. */
export function RecoveryCard({ version }: { version: number }) {
  const text = useText()
  const { ways } = useWallet()
  const [isShown, setShown] = useState(false)
  const list = useFresh(version, () => ways.list())
  const hasPassphrase = list?.some(({ kind }) => kind === 'passphrase') ?? false
  return (
    <section>
      <h2>{text('safety.card-title')}</h2>
      <p>{text('safety.card-text')}</p>
      {!hasPassphrase && <p>{text('safety.card-needs-passphrase')}</p>}
      {hasPassphrase && !isShown && (
        <Button kind="second" onClick={() => setShown(true)}>
          {text('safety.card-show')}
        </Button>
      )}
      {hasPassphrase && isShown && <Card />}
    </section>
  )
}

function Card() {
  const text = useText()
  const { backup } = useWallet()
  const code = useFresh(0, () => backup.recoveryCode())
  if (code === undefined) return null
  const qr = drawQrCode(`${location.origin}/restore#${code}`)
  return (
    <>
      <div class="recovery-card">
        <h3>{text('safety.card-heading')}</h3>
        <p>{text('safety.card-how', { address: `${location.host}/restore` })}</p>
        {qr !== undefined && (
          <svg
            class="recovery-card__qr"
            role="img"
            aria-label={text('safety.card-qr')}
            viewBox={`0 0 ${qr.size} ${qr.size}`}
          >
            <path d={qr.path} />
          </svg>
        )}
        <p class="recovery-card__code">{code}</p>
        <p>{text('safety.card-passphrase')}</p>
      </div>
      <Button kind="second" onClick={() => print()}>
        {text('safety.card-print')}
      </Button>
    </>
  )
}
