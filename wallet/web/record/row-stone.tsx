import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../shared/i18n/messages.ts'
import { glyphOfLayer, hueFor, type Stone as StoneModel } from '../../../shared/look/stone.ts'
import { readBadgeContent } from '../../core/record/badge-content.ts'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import type { OpenWallet } from '../device/open-wallet.ts'
import { Stone } from '../parts/stone.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useLanguage } from '../shell/words.ts'

const maxPictures = 200
/** Pictures that were read, by badge; they go with the opening of the wallet that they were read in. */
const pictures = new WeakMap<OpenWallet, Map<string, string>>()

/** The stone of a row. A picture that the badge carries or names is read once the row comes near the screen. */
export function RowStone({ row }: { row: BadgeRow }) {
  const language = useLanguage()
  if (!row.hasPicture && row.picture === undefined)
    return <Stone stone={stoneOfRow(row, language)} size="small" />
  return <PicturedStone key={row.id} row={row} language={language} />
}

function PicturedStone({ row, language }: { row: BadgeRow; language: Language }) {
  const wallet = useWallet()
  const place = useRef<HTMLSpanElement>(null)
  const [picture, setPicture] = useState(() => pictures.get(wallet)?.get(row.id))
  useEffect(() => {
    const element = place.current
    if (picture !== undefined || element === null) return
    let isWanted = true
    const watcher = new IntersectionObserver(
      async (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        watcher.disconnect()
        const found = await findPicture(row, wallet)
        if (found !== undefined) remember(wallet, row.id, found)
        if (isWanted) setPicture(found)
      },
      { rootMargin: '300px' },
    )
    watcher.observe(element)
    return () => {
      isWanted = false
      watcher.disconnect()
    }
  }, [picture, row.id, wallet])
  return (
    <span ref={place} class="row-stone">
      <Stone stone={stoneOfRow(row, language, picture)} size="small" />
    </span>
  )
}

async function findPicture(row: BadgeRow, wallet: OpenWallet): Promise<string | undefined> {
  if (!row.hasPicture) return row.picture && wallet.pictures.find(row.picture)
  const badge = await wallet.ports.store.findBadge(row.id)
  return badge && readBadgeContent(badge.text).picture
}

function remember(wallet: OpenWallet, id: string, picture: string): void {
  const kept = pictures.get(wallet) ?? new Map<string, string>()
  pictures.set(wallet, kept.set(id, picture))
  const [oldest] = kept.keys()
  if (kept.size > maxPictures && oldest !== undefined) kept.delete(oldest)
}

export function stoneOfRow(row: BadgeRow, language: Language, picture?: string): StoneModel {
  const { name, issuerId, look, layer, howShown, isEndorsed, doubt } = row
  return {
    name,
    hue: look?.hue ?? hueFor(issuerId),
    isEndorsed,
    isRevoked: doubt?.code === 'revoked',
    ...(layer && { layer: { glyph: glyphOfLayer(layer.code), word: layer.name[language] } }),
    ...(howShown && { howShown }),
    ...(picture === undefined ? { glyph: look?.glyph ?? 'spark' } : { picture }),
  }
}
