import { callApi } from '../../shared/node/api-client.ts'
import type { EmployerSetting } from './employer-setting.ts'

/**
 * Calls the verifier's API and answers with its JSON.
 * @throws AppError with the API's own code, or fetch_failed
 */
export function callVerifier(
  { verifierUrl, apiKey, fetch }: EmployerSetting,
  path: string,
  body?: object,
): Promise<unknown> {
  return callApi({
    url: `${verifierUrl}${path}`,
    apiKey,
    fetch,
    party: 'The verifier',
    ...(body !== undefined && { body }),
  })
}
