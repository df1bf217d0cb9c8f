import type { Database } from '../../shared/node/database/database.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import type { Organisation } from '../organisations/organisation.ts'
import {
  createRequest,
  type PresentationRequest,
  type RequestPorts,
  zNewRequest,
} from '../requests/presentation-request.ts'
import type { RequestStore } from '../requests/request-store.ts'
import type { Vacancy } from './vacancy.ts'

export type AskPorts = RequestPorts & { database: Database; requests: RequestStore }

/**
 * Makes one visitor's own request. It belongs to the browser that began it: what comes from a wallet counts once that
 * browser is back from it, or says that it is theirs.
 * @param session secret of that browser
 */
export async function askForVacancy(
  { id, needs, retentionDays, trustedCities, purpose }: Vacancy,
  { organisation, session }: { organisation: Organisation; session: string },
  ports: AskPorts,
): Promise<PresentationRequest> {
  const input = zNewRequest.parse({
    ...{ purpose, retentionDays },
    ...(trustedCities && { trustedCities }),
  })
  const maker = { organisation, apiKeyId: `vacancy:${id}`, vacancy: { id, needs } }
  const made = await createRequest(input, maker, ports)
  const request = { ...made, sessionHash: hashSecret(session) }
  await ports.database.transact((tx) => ports.requests.insert(tx, request))
  return request
}
