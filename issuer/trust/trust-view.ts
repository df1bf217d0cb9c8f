import { type AccreditationRow, scopeOf } from './accreditation-store.ts'
import { achievementsOf, type RecognitionRow } from './recognition-store.ts'

/** An accreditation as the API tells it. */
export function accreditationJson(row: AccreditationRow) {
  const { provider, fromAt, fromSize, untilAt, untilSize } = row
  return {
    accreditationId: accreditationIdOf(row),
    provider,
    scope: scopeOf(row),
    from: fromAt,
    ...(fromSize !== null && { fromLogSize: fromSize }),
    ...(untilAt !== null && { until: untilAt }),
    ...(untilSize !== null && { untilLogSize: untilSize }),
  }
}

/** It names the provider, as the id of an award does. */
export function accreditationIdOf({ provider, id }: Pick<AccreditationRow, 'provider' | 'id'>) {
  return `${provider}.${id}`
}

export function recognitionJson(row: RecognitionRow) {
  const achievements = achievementsOf(row)
  return {
    recognitionId: row.id,
    city: row.city,
    name: row.name,
    from: row.fromAt,
    ...(row.untilAt !== null && { until: row.untilAt }),
    ...(achievements && { achievements }),
  }
}
