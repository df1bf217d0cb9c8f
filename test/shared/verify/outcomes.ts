import type { CredentialReport, PresentationReport } from '../../../shared/verify/report.ts'

/** `status:revoked` for every check that failed or could not be made, save those that were not reached. */
export function problemsOf({ checks }: CredentialReport | PresentationReport): string[] {
  return checks
    .filter(({ result }) => result === 'fail' || result === 'unknown')
    .filter(({ code }) => code !== 'not_checked')
    .map(({ name, code }) => `${name}:${code}`)
}

/** Name and code of every check. */
export function codesOf({ checks }: CredentialReport | PresentationReport): Record<string, string> {
  return Object.fromEntries(checks.map(({ name, code }) => [name, code]))
}
