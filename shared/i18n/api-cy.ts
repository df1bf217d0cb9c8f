import type { apiEnglish } from './api-en.ts'
import type { InWelsh } from './messages.ts'

/** The page that tells people what programs can do, in Welsh; awaiting a translator's review. */
export const apiWelsh = {
  'api.document': 'Yr un peth fel ffeil i raglenni (OpenAPI 3.1)',
  'api.permission': 'Angen yr hawl i:',
  'api.details': 'Beth i’w anfon a beth ddaw yn ôl',
  'api.parameters': 'Yn y cyfeiriad a’r pen',
  'api.body': 'Beth i’w anfon (JSON)',
  'api.answer': 'Beth ddaw yn ôl: {status}',
  'api.name': 'Enw',
  'api.kind': 'Math',
  'api.needed': 'Angen',
  'api.yes': 'Oes',
} as const satisfies InWelsh<typeof apiEnglish>
