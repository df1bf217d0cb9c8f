import { employerAuditEnglish } from './employer-audit-en.ts'
import { employerShellEnglish } from './employer-shell-en.ts'

/** What the employer's console says, in English alone so far. Each room has a file of its own. */
export const employerEnglish = {
  ...employerShellEnglish,
  ...employerAuditEnglish,
}
