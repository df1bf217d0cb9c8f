import { AppError } from '../errors/app-error.ts'
import type { SingleSignOnConfig } from './staff/single-sign-on.ts'

type Given<Name extends string> = Partial<Record<Name, string | undefined>>

/**
 * Another's sign-in: all of its settings or none.
 * @param prefix of the variables, as in `ISSUER`
 * @throws AppError config_invalid
 */
export function readSingleSignOn(
  prefix: string,
  {
    issuer,
    clientId,
    clientSecret,
    name,
  }: Given<'issuer' | 'clientId' | 'clientSecret'> & {
    name: string
  },
): { singleSignOn?: SingleSignOnConfig } {
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return {}
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    const names = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((part) => `${prefix}_SSO_${part}`)
    throw new AppError('config_invalid', `Single sign-on needs ${names.join(', ')}`)
  }
  return { singleSignOn: { issuer, clientId, clientSecret, name } }
}

/** The mail server and who mails come from: both or neither. @throws AppError config_invalid */
export function readMailServer(
  prefix: string,
  { smtpUrl, from }: Given<'smtpUrl' | 'from'>,
): { mail?: { smtpUrl: string; from: string } } {
  if (smtpUrl === undefined && from === undefined) return {}
  if (smtpUrl !== undefined && from !== undefined) return { mail: { smtpUrl, from } }
  throw new AppError(
    'config_invalid',
    `${prefix}_SMTP_URL and ${prefix}_MAIL_FROM go together: set both, or neither`,
  )
}
