import { z } from 'zod'
import { type Language, languages } from '../../i18n/messages.ts'
import { keyEncryptionKeyFrom } from '../../node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../node/kms/sealed-json.ts'
import type { KeptParams, MailTemplate } from './mail-text.ts'

/** What a mail is made of until it is sent. */
export type MailContent = { template: MailTemplate; params: KeptParams; language: Language }

/** Links in mails open badges and accounts: while a mail waits, what is in it is at rest only under a key. */
export type MailSeal = {
  seal(mailId: string, content: MailContent): string
  /** @throws AppError key_unreadable */
  open(mailId: string, sealed: string): unknown
}

export const zMailContent = z.object({
  template: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  language: z.enum(languages),
})

/** @param secret 32 bytes that are the same on every node and at every start */
export function createMailSeal(secret: Uint8Array): MailSeal {
  const key = keyEncryptionKeyFrom(secret)
  const contextOf = (mailId: string) => ({ owner: 'mail', keyId: mailId })
  return {
    seal: (mailId, content) => sealJson(content, key, contextOf(mailId)),
    open: (mailId, sealed) => openJson(sealed, key, contextOf(mailId)),
  }
}
