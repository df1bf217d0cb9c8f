import nodemailer from 'nodemailer'
import type { Delivery, MailTransport } from './mail-transport.ts'

/** Where mail is handed over, and who it is from. */
export type SmtpSettings = {
  /** smtp://user:password@host:587 or smtps://…:465 */
  url: string
  /** The address that stands as sender. */
  from: string
  /** Behind the @ of a mail's id. */
  host: string
}

const connectMs = 10_000
const silentMs = 30_000

/**
 * Hands mail to a mail server. A password is never sent in the clear: with one, an smtp:// server away from this
 * machine has to offer STARTTLS.
 */
export function createSmtpTransport({ url, from, host }: SmtpSettings): MailTransport {
  const { username, hostname } = new URL(url)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username !== '' && !isHere && { requireTLS: true }),
  })
  return {
    async send({ id, to, senderName, subject, text, html, language }): Promise<Delivery> {
      try {
        await transport.sendMail({
          // objects, never text: nodemailer parses no list out of an address or a name
          from: { name: senderName, address: from },
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        })
        return { outcome: 'sent' }
      } catch (error) {
        return deliveryOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** What a failure means for the mail. A server's own words may repeat the address: they are not kept. */
function deliveryOf(error: unknown): Delivery {
  const { code, responseCode, command } = describe(error)
  if (code === 'EAUTH') return { outcome: 'later', failure: 'sign-in-refused' }
  if (responseCode === undefined) {
    const isNetwork = code !== undefined && code !== 'EMESSAGE' && code !== 'EENVELOPE'
    if (code === 'EENVELOPE') return { outcome: 'refused', failure: 'recipient-refused' }
    return { outcome: 'later', failure: isNetwork ? 'unreachable' : 'fault' }
  }
  const isForGood = responseCode >= 500
  const failure = command === 'RCPT TO' && isForGood ? 'recipient-refused' : 'refused'
  return { outcome: isForGood ? 'refused' : 'later', failure }
}

function describe(error: unknown): { code?: string; responseCode?: number; command?: string } {
  if (!(error instanceof Error)) return {}
  // sound: whatever stands under a name is unknown
  const { code, responseCode, command } = error as Error & Record<string, unknown>
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof responseCode === 'number' && { responseCode }),
    ...(typeof command === 'string' && { command }),
  }
}
