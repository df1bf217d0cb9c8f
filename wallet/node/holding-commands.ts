import type { KeyCurve } from '../../shared/did/public-key.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { badgeJson, badgeLine, badgePage, disclosureLine, holderLine, lines } from './badge-view.ts'
import type { HolderMethod } from './new-holder.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'

type CreateOptions = CommonOptions & {
  method: HolderMethod
  curve: KeyCurve
  name?: string
  server?: string
}

export function createCommand(io: CommandIo, options: CreateOptions): Promise<void> {
  return withWallet(io, options, async (wallet, { walletServer }) => {
    const { method, curve, name } = options
    const holder = await wallet.createHolder({
      method,
      curve,
      ...(name !== undefined && { name }),
      ...(walletServer !== undefined && { walletServer }),
    })
    const isHosted = method === 'did:web'
    const human = lines([
      `Made ${holderLine(holder)}`,
      isHosted
        ? 'Whoever checks a badge of this identity asks its host, so the host can see that you showed one.'
        : undefined,
    ])
    print(io, { json: holder, human }, options.json)
  })
}

export function listCommand(
  io: CommandIo,
  options: CommonOptions & { history?: boolean },
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const [badges, holders] = [await wallet.listBadges(), await wallet.listHolders()]
    const disclosures = options.history ? await wallet.listDisclosures() : undefined
    const json = { badges: badges.map(badgeJson), holders, ...(disclosures && { disclosures }) }
    const human = lines([
      badges.length === 0 ? 'No badges yet.' : `Badges (${badges.length}):`,
      ...badges.map((badge) => `  ${badgeLine(badge)}`),
      holders.length === 0 ? 'No identities yet.' : `Identities (${holders.length}):`,
      ...holders.map((holder) => `  ${holderLine(holder)}`),
      ...(disclosures === undefined ? [] : [`Shown (${disclosures.length}):`]),
      ...(disclosures ?? []).map((disclosure) => `  ${disclosureLine(disclosure)}`),
    ])
    print(io, { json, human }, options.json)
  })
}

export function showCommand(
  io: CommandIo,
  id: string,
  options: CommonOptions & { offline?: boolean },
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const badge = options.offline ? await wallet.getBadge(id) : await wallet.checkBadge(id)
    print(io, { json: badgeJson(badge), human: badgePage(badge) }, options.json)
  })
}
