import { EntitySchema } from 'typeorm'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { AwardKey } from './award-store.ts'

export type AwardWordRow = { provider: string; word: string; awardId: string }

/** By which words an award is found: the address, and each word of the name. */
export const awardWordEntity = new EntitySchema<AwardWordRow>({
  name: 'award_word',
  columns: {
    provider: { type: 'varchar', primary: true },
    word: { type: 'varchar', primary: true },
    awardId: { type: 'varchar', primary: true, name: 'award_id' },
  },
})

type Recipient = { recipientEmail: string; recipientName: string | null }

const maxNameWords = 8
const maxLetters = 254

export function awardWordsOf({ recipientEmail, recipientName }: Recipient): string[] {
  const words = [foldWord(recipientEmail), ...wordsIn(recipientName ?? '').slice(0, maxNameWords)]
  return [...new Set(words.filter((word) => word !== ''))]
}

/** What somebody types to find a person: an address or the beginning of one, or words of a name. */
export function searchWordsOf(text: string): string[] {
  const words = text.includes('@') ? text.split(/\s+/).map(foldWord) : wordsIn(text)
  const asked = words.filter((word) => word !== '').slice(0, 4)
  // the longest first: it is the one that the index looks up
  return asked.sort((one, other) => other.length - one.length)
}

function wordsIn(text: string): string[] {
  return foldWord(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Siân, SIAN and sian are one. */
function foldWord(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().slice(0, maxLetters)
}

export async function addAwardWords(
  tx: Transaction,
  { provider, id }: AwardKey,
  recipient: Recipient,
): Promise<void> {
  const rows = awardWordsOf(recipient).map((word) => ({ provider, word, awardId: id }))
  if (rows.length > 0) await tx.insert(awardWordEntity, rows)
}

export async function forgetAwardWords(tx: Transaction, { provider, id }: AwardKey): Promise<void> {
  await tx.delete(awardWordEntity, { provider, awardId: id })
}
