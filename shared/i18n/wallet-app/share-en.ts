import type { Messages } from '../messages.ts'

export const shareEnglish = {
  'share.title': 'A shared CV',
} as const satisfies Messages<'share'>
