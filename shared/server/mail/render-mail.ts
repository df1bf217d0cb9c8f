import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import type { Language } from '../../i18n/messages.ts'
import { readTemplates } from '../templates.ts'
import type { MailText } from './mail-text.ts'

const environment = new nunjucks.Environment(
  readTemplates([fileURLToPath(new URL('../views/', import.meta.url))]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)

/** The mail as a page for mail programs: tables and styles in place, no picture, nothing fetched. */
export function renderMailHtml(mail: MailText, language: Language): string {
  return environment.render('mail.njk', { mail, lang: language })
}

/** The same words without form. */
export function renderMailText({ paragraphs, note, action, after, foot }: MailText): string {
  const quoted = note?.split(/\r\n|\r|\n/).map((line) => `> ${line}`)
  return [
    ...paragraphs,
    ...(quoted ? [quoted.join('\n')] : []),
    ...(action ? [`${action.text}:\n${action.link}`] : []),
    ...after,
    `-- \n${foot}`,
  ].join('\n\n')
}
