import { parseDid } from '../../shared/did/did.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import {
  ask,
  type CommandIo,
  confirm,
  exitCodes,
  notify,
  print,
} from '../../shared/node/command-line.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import type { Receipt, ReceiveOutcome } from '../core/accept-offer.ts'
import type { OfferPreview } from '../core/open-offer.ts'
import { badgeJson, badgeLine, holderLine, lines, reportText, row } from './badge-view.ts'
import { type CommonOptions, withWallet } from './with-wallet.ts'

type ReceiveOptions = CommonOptions & {
  txCode?: string
  format?: CredentialFormat
  holder?: string
  preview?: boolean
  yes?: boolean
}

export function receiveCommand(
  io: CommandIo,
  link: string,
  options: ReceiveOptions,
): Promise<void> {
  return withWallet(io, options, async (wallet) => {
    const { format, holder } = options
    const offer = await wallet.openOffer(link, {
      ...(format && { format }),
      ...(holder !== undefined && { holder: parseDid(holder) }),
    })
    const { preview } = offer
    if (options.preview) {
      print(io, { json: preview, human: previewText(preview) }, options.json)
      return
    }
    const isAsked = io.isTerminal && !options.yes
    if (isAsked) {
      notify(io, previewText(preview))
      if (!(await confirm(io, 'Take it?'))) {
        print(io, { json: { outcome: 'declined' }, human: 'Nothing was taken.' }, options.json)
        return
      }
    }
    const txCode = options.txCode ?? (await askForCode(io, preview))
    const receipt = await wallet.acceptOffer(offer, txCode === undefined ? {} : { txCode })
    if (receipt.outcomes.every(({ outcome }) => outcome === 'refused')) {
      io.exitCode = exitCodes.refused
    }
    print(io, { json: receiptJson(receipt), human: receiptText(receipt, preview) }, options.json)
  })
}

async function askForCode(io: CommandIo, preview: OfferPreview): Promise<string | undefined> {
  if (preview.txCode === undefined || !io.isTerminal) return undefined
  return (await ask(io, codeQuestion(preview))).trim()
}

/** The question is ours: an issuer that worded it alone could ask for a password. */
function codeQuestion({ issuer, txCode }: OfferPreview): string {
  const question = 'The code for this badge, sent to you another way'
  const theirs = displayText(txCode?.description, 120)?.replace(/["“”„‟«»]/g, "'")
  if (theirs === undefined) return `${question}: `
  return `${question}. It is no password of yours. ${issuer.domain} says of it “${theirs}”: `
}

function previewText(preview: OfferPreview): string {
  const { issuer, badges, unavailable, txCode, holder } = preview
  return lines([
    `A badge is offered at ${issuer.domain}`,
    row('Calls itself', issuer.name),
    row('Address', displayText(issuer.id, 300)),
    ...badges.flatMap((badge) => [row('Badge', badge.name), row('About', badge.description)]),
    row('For', holder === undefined ? 'a new did:key, made for you' : holder.did),
    row('Needs', txCode === undefined ? undefined : 'a code that was sent to you another way'),
    ...unavailable.map(({ configurationId, reason }) =>
      row('Left out', `${displayText(configurationId)} (${reason})`),
    ),
  ])
}

function receiptJson(receipt: Receipt) {
  const { holder, isHolderNew, outcomes } = receipt
  return {
    holder,
    isHolderNew,
    outcomes: outcomes.map((outcome) =>
      outcome.outcome === 'refused' ? outcome : { ...outcome, badge: badgeJson(outcome.badge) },
    ),
  }
}

function receiptText({ holder, isHolderNew, outcomes }: Receipt, preview: OfferPreview): string {
  return lines([
    isHolderNew ? `Made your first identity: ${holderLine(holder)}` : undefined,
    ...outcomes.map((outcome) => outcomeText(outcome, preview)),
  ])
}

function outcomeText(outcome: ReceiveOutcome, { issuer }: OfferPreview): string {
  if (outcome.outcome === 'refused') {
    return lines([
      `Not taken (${outcome.code}): what came is not a badge that can be kept.`,
      outcome.report && reportText(outcome.report),
    ])
  }
  const { badge, isNew, issuerIsOfferer } = outcome
  return lines([
    `${isNew ? 'Kept' : 'You had it already'}: ${badgeLine(badge)}`,
    issuerIsOfferer
      ? undefined
      : `  It is signed by another than ${issuer.domain}, which offered it.`,
    outcome.outcome === 'kept-with-doubt' ? reportText(badge.report) : undefined,
  ])
}
