import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { type CommandIo, confirm, notify, print } from '../../shared/node/command-line.ts'
import type { OpenRequest, RequestPreview } from '../core/open-request.ts'
import {
  type BadgeChoice,
  choiceOf,
  fullChoice,
  leastChoice,
  type RequestedBadge,
  resolveChoice,
} from '../core/requested-badges.ts'
import { badgeJson, badgeName, lines, row, verdictWord } from './badge-view.ts'
import type { NodeWallet } from './open-wallet.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'

type PresentOptions = CommonOptions & {
  badge?: string[]
  all?: boolean
  preview?: boolean
  yes?: boolean
}

export function presentCommand(
  io: CommandIo,
  link: string,
  options: PresentOptions,
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const request = await wallet.openRequest(link)
    const { preview } = request
    const choice = await choose(request, options, wallet)
    const human = previewText(preview, choice)
    if (options.preview) {
      print(io, { json: { ...previewJson(preview), chosen: choice ?? {} }, human }, options.json)
      return
    }
    if (choice === undefined) throw missing(preview)
    resolveChoice(request.selection, choice)
    if (!options.yes && !(await isAgreed(io, preview, human))) {
      const { isTold } = await wallet.declineRequest(request)
      const human = isTold ? 'Nothing was sent, and the asker knows.' : 'Nothing was sent.'
      print(io, { json: { outcome: 'declined', isTold }, human }, options.json)
      return
    }
    const { shared, redirectUri, disclosureId } = await wallet.answerRequest(request, choice)
    const json = {
      outcome: 'sent',
      asker: preview.asker,
      shared: shared.map(({ queryId, badge }) => ({ queryId, badge: badgeJson(badge) })),
      ...(redirectUri !== undefined && { redirectUri }),
      disclosureId,
    }
    print(
      io,
      {
        json,
        human: lines([
          `Sent to ${preview.sentTo}: ${shared.map(({ badge }) => badgeName(badge)).join(', ')}`,
          moreThan(shared.length, preview),
          redirectUri === undefined ? undefined : `To go on, open ${redirectUri}`,
        ]),
      },
      options.json,
    )
  })
}

/** Without a terminal, giving the link is the consent to what it asks for, and not to what makes it doubtful. */
async function isAgreed(io: CommandIo, preview: RequestPreview, human: string): Promise<boolean> {
  const doubts = doubtsOf(preview)
  if (io.isTerminal) {
    notify(io, human)
    return confirm(
      io,
      doubts.length === 0 ? 'Send it?' : `${doubts.join('. ')}. Send it all the same?`,
    )
  }
  if (doubts.length === 0) return true
  throw new AppError(
    'consent_required',
    `${doubts.join('. ')}. Nothing was sent: if that is right, say so with --yes`,
  )
}

function doubtsOf({ asker, sentTo, asksAsPerson, sendsElsewhere }: RequestPreview): string[] {
  return [
    ...(asksAsPerson ? [`${asker.domain} is a person, not an organisation`] : []),
    ...(sendsElsewhere ? [`${asker.domain} asks, but the answer would go to ${sentTo}`] : []),
  ]
}

/** Only what is required was sent: says that there is more, where several were welcome. */
function moreThan(sentCount: number, { requested }: RequestPreview): string | undefined {
  const welcome = requested.filter(({ isMultiple }) => isMultiple)
  const count = welcome.flatMap(({ candidates }) => candidates).length - sentCount
  return count > 0
    ? `${count} more would fit: send them with --all, or choose with --badge`
    : undefined
}

async function choose(
  { selection }: OpenRequest,
  options: PresentOptions,
  wallet: NodeWallet,
): Promise<BadgeChoice | undefined> {
  if (options.badge !== undefined) {
    const badges = await Promise.all(options.badge.map((id) => wallet.getBadge(id)))
    return choiceOf(
      selection,
      badges.map(({ id }) => id),
    )
  }
  return options.all ? fullChoice(selection) : leastChoice(selection)
}

function missing({ requested }: RequestPreview): AppError {
  const named = requested
    .filter(({ candidates, isRequired }) => isRequired && candidates.length === 0)
    .flatMap(({ achievementIds }) => achievementIds)
  const which = named.length === 0 ? '' : `: ${namesOf(named)}`
  return new AppError(
    'badge_missing',
    `The wallet has no badge for something that the request requires${which}. Nothing was sent`,
  )
}

function previewJson(preview: RequestPreview) {
  return {
    ...preview,
    requested: preview.requested.map((item) => ({
      ...item,
      candidates: item.candidates.map(badgeJson),
    })),
  }
}

function previewText(preview: RequestPreview, choice: BadgeChoice | undefined): string {
  const { asker, sentTo } = preview
  return lines([
    asker.isProven
      ? `${asker.domain} asks for badges`
      : 'Somebody asks for badges; who, is not proven',
    ...doubtsOf(preview).map((doubt) => row('Careful', doubt)),
    row('Calls itself', asker.name),
    row('What for', preview.purpose),
    row('Kept', preview.retention),
    row('Goes to', preview.isEncrypted ? `${sentTo}, encrypted` : sentTo),
    ...preview.requested.flatMap((item) => requestedText(item, choice?.[item.queryId] ?? [])),
    preview.canBeAnswered ? undefined : 'You do not have all that is required.',
  ])
}

function requestedText(item: RequestedBadge, chosen: readonly string[]): (string | undefined)[] {
  const { candidates, achievementIds, isRequired, format, purpose } = item
  const what = achievementIds.length === 0 ? 'any badge' : namesOf(achievementIds)
  if (candidates.length === 0) return []
  return [
    `  Asked for ${isRequired ? '' : '(if you like) '}as ${format}: ${what}`,
    row('  For', purpose),
    ...candidates.map(
      (badge) =>
        `    [${chosen.includes(badge.id) ? 'x' : ' '}] ${badge.id}  ${badgeName(badge)}  (${verdictWord(badge.report.verdict)})`,
    ),
  ]
}

/** The first few, each made safe to show: they are the asker's words. */
function namesOf(achievementIds: readonly string[]): string {
  const names = [...new Set(achievementIds)].map((id) => displayText(id, 200) ?? '')
  return names.slice(0, 5).join(' or ')
}
