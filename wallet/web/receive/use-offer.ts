import { useEffect, useState } from 'preact/hooks'
import { AppError } from '../../../shared/errors/app-error.ts'
import { resumeOffer } from '../../core/begun-offer.ts'
import { type OpenOffer, openOffer } from '../../core/open-offer.ts'
import type { OpenWallet } from '../device/open-wallet.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useLanguage } from '../shell/words.ts'
import { usingAnswers } from './ahead.ts'

export type OfferState =
  | { step: 'reading' }
  | { step: 'read'; offer: OpenOffer }
  | { step: 'failed'; error: unknown; retry(): void }

/** Reads the offer that a link holds. Public documents are asked for; nothing is taken. */
export function useOffer(fragment: string): OfferState {
  const wallet = useWallet()
  const language = useLanguage()
  const [state, setState] = useState<OfferState>({ step: 'reading' })
  const [turn, setTurn] = useState(0)
  // another turn reads it anew; another language does not, since the code to type would be lost
  useEffect(() => {
    let isWanted = true
    setState({ step: 'reading' })
    readOffer(fragment, language, wallet).then(
      (offer) => isWanted && setState({ step: 'read', offer }),
      (error: unknown) => {
        const retry = () => setTurn((before) => before + 1)
        if (isWanted) setState({ step: 'failed', error, retry })
      },
    )
    return () => {
      isWanted = false
    }
  }, [fragment, turn, wallet])
  return state
}

async function readOffer(
  fragment: string,
  language: string,
  { ports, notes }: OpenWallet,
): Promise<OpenOffer> {
  const begunId = new URLSearchParams(fragment).get('begun')
  if (begunId === null) {
    const asked = { ...ports, fetch: usingAnswers(ports.fetch, () => performance.now()) }
    return openOffer(`openid-credential-offer://?${fragment}`, { language }, asked)
  }
  const begun = (await notes.listBegunOffers()).find(({ id }) => id === begunId)
  if (begun === undefined) throw new AppError('not_found', 'Nothing of that kind was begun')
  return resumeOffer(begun, ports)
}
