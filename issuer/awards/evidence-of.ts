import type { Evidence } from '../../shared/credential/open-badge.ts'
import type { AwardRequest } from './award.ts'

/** As it stands in the badge. */
export function evidenceOf(request: Pick<AwardRequest, 'evidence'>): Evidence[] | undefined {
  return request.evidence?.map(({ url, ...said }) => ({
    ...(url !== undefined && { id: url }),
    type: ['Evidence'],
    ...withoutUndefined(said),
  }))
}

function withoutUndefined<T extends object>(
  value: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  // sound: what was undefined is gone, and nothing else changed
  return Object.fromEntries(members) as { [K in keyof T]: Exclude<T[K], undefined> }
}
