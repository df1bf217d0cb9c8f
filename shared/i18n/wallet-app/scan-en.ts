import type { Messages } from '../messages.ts'

export const scanEnglish = {
  'scan.title': 'Scan a code',
} as const satisfies Messages<'scan'>
