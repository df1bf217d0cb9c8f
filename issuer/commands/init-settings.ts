import type { CityAnswers } from './init-answers.ts'

export type InitPlaces = {
  keyFile: string
  database: string
  agentDatabase: string
  walletDatabase: string
  apiKey: string
  smtpUrl?: string
  mailFrom?: string
}

/** Settings of a new city and its wallet server, for shells, systemd and containers alike. */
export function citySettingsFile(answers: CityAnswers, places: InitPlaces): string {
  const { name, nameCy, url, walletUrl } = answers
  const { keyFile, database, agentDatabase, walletDatabase, apiKey, smtpUrl, mailFrom } = places
  const mail =
    smtpUrl === undefined || mailFrom === undefined
      ? '#ISSUER_SMTP_URL=smtp://user:password@mail.example:587\n#ISSUER_MAIL_FROM=badges@city.example'
      : `ISSUER_SMTP_URL="${smtpUrl}"\nISSUER_MAIL_FROM="${mailFrom}"`
  return `# Settings of this city. Secrets are in here: nobody but the operator may read it. All settings: .env.example
WAYMARK_KEY_ENCRYPTION_KEY_FILE="${keyFile}"

ISSUER_PUBLIC_URL="${url}"
ISSUER_HOST=127.0.0.1
ISSUER_PORT=3001
ISSUER_TRUSTED_PROXIES=1
ISSUER_DATABASE="${database}"
ISSUER_AGENT_DATABASE="${agentDatabase}"
ISSUER_WALLET_URL="${walletUrl}"
ISSUER_CITY_NAME="${name}"
ISSUER_CITY_NAME_CY="${nameCy}"
ISSUER_API_KEY="${apiKey}"
# Mails go out by this server; without one, links are handed over by hand.
${mail}

WALLET_PUBLIC_URL="${walletUrl}"
WALLET_HOST=127.0.0.1
WALLET_PORT=3002
WALLET_TRUSTED_PROXIES=1
WALLET_DATABASE="${walletDatabase}"
`
}
