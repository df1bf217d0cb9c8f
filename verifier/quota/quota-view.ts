import { translate } from '../../shared/i18n/catalogue.ts'
import type { Quota, Usage } from './quota.ts'

const bytesOfMegabyte = 1_048_576

/** What may come, and what came: a line for each limit, in the order of the form. */
export function quotaLines(quota: Quota, usage: Usage) {
  const count = (value: number) => value.toLocaleString('en-GB')
  const line = (name: keyof Quota, used: number) => ({
    name,
    label: translate('en', `employer.quota.${name}`),
    most: count(quota[name]),
    value: String(quota[name]),
    used: count(used),
    isFull: used >= quota[name],
  })
  return [
    line('filesPerDay', usage.files),
    line('rowsPerDay', usage.rows),
    line('storageMegabytes', Math.ceil(usage.bytes / bytesOfMegabyte)),
  ]
}
