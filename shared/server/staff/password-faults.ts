import { translate } from '../../i18n/catalogue.ts'
import { findPasswordFault, shortestPassword } from './passwords.ts'
import type { FormFault } from './staff-page.ts'

/** What is wrong with a new password, beside its field. */
export function newPasswordFaults(
  password: string,
  person: { email: string; name: string },
): FormFault[] {
  const fault = findPasswordFault(password, person)
  if (fault === undefined) return []
  const text =
    fault === 'short'
      ? translate('en', 'staff.password.short', { count: shortestPassword })
      : translate('en', `staff.password.${fault}`)
  return [{ field: 'password', text }]
}
