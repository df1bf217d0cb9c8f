import type { Messages } from './messages.ts'

/** What the verifier says, in English. Each sentence stays at reading grade 6 or below. */
export const verifierEnglish = {} as const satisfies Messages<'verifier'>
