import {
  isMessageKey,
  type MessageKey,
  type MessageParameters,
  translate,
  translateLoosely,
} from '../../i18n/catalogue.ts'
import type { Language, ParameterValue } from '../../i18n/messages.ts'

type TemplateOf<Key> = Key extends `mail.${infer Name}.subject` ? Name : never

/** Every mail that can be sent: what it says stands in the catalogue, see shared/i18n/mail-en.ts. */
export type MailTemplate = TemplateOf<MessageKey>

type ParametersOf<Key> = Key extends MessageKey
  ? MessageParameters<Key> extends [infer Parameters]
    ? Parameters
    : unknown
  : unknown

/** What the sentences of a mail name; the `link` of its button; a `note` in somebody's own words. */
export type MailParams<Name extends MailTemplate> = ParametersOf<`mail.${Name}.subject`> &
  ParametersOf<`mail.${Name}.body`> &
  ParametersOf<`mail.${Name}.after`> &
  (`mail.${Name}.button` extends MessageKey ? { link: string } : unknown) & { note?: string }

export type KeptParams = Readonly<Record<string, ParameterValue>>

/** A mail in words. */
export type MailText = {
  subject: string
  paragraphs: readonly string[]
  note?: string
  action?: { text: string; link: string; fallback: string }
  after: readonly string[]
  foot: string
}

export function isMailTemplate(name: string): name is MailTemplate {
  return isMessageKey(`mail.${name}.subject`)
}

/** @param service who sends it, as people know it */
export function writeMail(
  {
    template,
    params,
    language,
  }: { template: MailTemplate; params: KeptParams; language: Language },
  service: string,
): MailText {
  const say = (part: string) => {
    const key = `mail.${template}.${part}`
    return isMessageKey(key) ? translateLoosely(language, key, params) : undefined
  }
  const button = say('button')
  const { note, link } = params
  return {
    subject: inOneLine(say('subject') ?? ''),
    paragraphs: paragraphsOf(say('body')),
    ...(note !== undefined && { note: String(note) }),
    ...(button !== undefined && {
      action: {
        text: button,
        link: String(link),
        fallback: translate(language, 'mail.parts.link'),
      },
    }),
    after: paragraphsOf(say('after')),
    foot: translate(language, 'mail.parts.foot', { service }),
  }
}

/** A subject is one header: nothing in it begins another. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

function paragraphsOf(text = ''): string[] {
  return text.split('\n').filter((paragraph) => paragraph !== '')
}
