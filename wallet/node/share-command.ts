import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import type { Share } from '../core/cv/share.ts'
import { lines, row, shownTime } from './badge-view.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'

export type ShareOptions = CommonOptions & {
  badge?: string[]
  days: number
  title?: string
  list?: boolean
  withdraw?: string
}

/** `waymark wallet share`: makes a link to badges, lists the links that still open, or takes one back. */
export function shareCommand(io: CommandIo, options: ShareOptions): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const { badge: ids = [], days, title = '', list, withdraw, json } = options
    if (withdraw !== undefined) {
      const share = await wallet.withdrawShare(withdraw)
      return print(io, { json: { outcome: 'withdrawn', id: share.id }, human: withdrawn }, json)
    }
    if (list) {
      const shares = await wallet.listShares()
      const human = shares.length === 0 ? 'Nothing is shared.' : lines(shares.map(shareText))
      return print(io, { json: { shares }, human }, json)
    }
    if (ids.length === 0) {
      throw new AppError('badge_missing', 'Say which badges with --badge: wallet list shows them')
    }
    const share = await wallet.share({ ids, title, expiresInSeconds: days * 86_400 })
    print(io, { json: share, human: lines([shareText(share), care]) }, json)
  })
}

const care = 'Whoever has the link can look until then. wallet share --withdraw takes it back.'
const withdrawn =
  'Taken back: the link opens nothing any more. Whoever looked before has seen the badges.'

function shareText(share: Share): string {
  const { id, link, badges, expiresAt } = share
  return lines([
    link,
    row('Id', id),
    row('Badges', badges.map(({ name }) => name).join(', ')),
    row('Until', shownTime(expiresAt)),
  ])
}
