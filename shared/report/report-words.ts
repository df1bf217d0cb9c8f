import type { SharedWords } from '../i18n/check-words.ts'
import type { Language } from '../i18n/messages.ts'

/** The sentences that a report is written with, in one language: of a server's catalogue, or of the wallet's app. */
export type ReportWords = SharedWords & { language: Language }
