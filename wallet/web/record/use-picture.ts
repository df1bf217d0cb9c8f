import { useEffect, useState } from 'preact/hooks'
import type { PicturePlace } from '../../core/record/picture-place.ts'
import { useWallet } from '../shell/wallet-context.ts'

/**
 * The picture that a badge names, as it is kept here.
 * @param options.isAsked it may be fetched first: the person has just taken the badge from its host
 */
export function usePicture(
  place: PicturePlace | undefined,
  { isAsked = false }: { isAsked?: boolean } = {},
): string | undefined {
  const { pictures, onChange } = useWallet()
  const [picture, setPicture] = useState<string>()
  const address = place?.address
  // the place of an address is always the same
  useEffect(() => {
    if (place === undefined) return
    let isWanted = true
    const show = async () => {
      const found = await pictures.find(place)
      if (isWanted) setPicture(found)
    }
    const end = onChange((change) => {
      if (change === 'badges') show().catch(() => undefined)
    })
    const ready = isAsked ? pictures.keep(place) : Promise.resolve()
    // without a picture the stone has a sign
    ready.then(show).catch(() => undefined)
    return () => {
      isWanted = false
      end()
    }
  }, [address, isAsked, pictures, onChange])
  return picture
}
