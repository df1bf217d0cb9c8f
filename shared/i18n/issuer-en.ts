import type { Messages } from './messages.ts'

/** What the issuer says, in English. Each sentence stays at reading grade 6 or below. */
export const issuerEnglish = {} as const satisfies Messages<'issuer'>
