import { badgesEnglish } from '../en.ts'
import { addEnglish } from './add-en.ts'
import { badgeEnglish } from './badge-en.ts'
import { codeEnglish } from './code-en.ts'
import { cvEnglish } from './cv-en.ts'
import { enterEnglish } from './enter-en.ts'
import { failureEnglish } from './failure-en.ts'
import { historyEnglish } from './history-en.ts'
import { partsEnglish } from './parts-en.ts'
import { presentEnglish } from './present-en.ts'
import { receiveEnglish } from './receive-en.ts'
import { recordEnglish } from './record-en.ts'
import { safetyEnglish } from './safety-en.ts'
import { scanEnglish } from './scan-en.ts'
import { shareEnglish } from './share-en.ts'
import { shellEnglish } from './shell-en.ts'
import { youEnglish } from './you-en.ts'

/** All that the wallet's app says, in English. It is loaded with the first screen, after the shell was drawn. */
export const appEnglish = {
  ...badgesEnglish,
  ...shellEnglish,
  ...partsEnglish,
  ...failureEnglish,
  ...youEnglish,
  ...enterEnglish,
  ...safetyEnglish,
  ...receiveEnglish,
  ...addEnglish,
  ...scanEnglish,
  ...codeEnglish,
  ...recordEnglish,
  ...badgeEnglish,
  ...historyEnglish,
  ...presentEnglish,
  ...cvEnglish,
  ...shareEnglish,
}

export type AppEnglish = typeof appEnglish
