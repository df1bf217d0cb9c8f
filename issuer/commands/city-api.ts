import { callApi } from '../../shared/node/api-client.ts'
import type { CitySetting } from './city-setting.ts'

export type CityRequest = { path: string; body?: object; idempotencyKey?: string }

/**
 * Calls the city's API and answers with its JSON.
 * @throws AppError with the API's own code, or fetch_failed
 */
export function callCity(
  { cityUrl, apiKey, fetch }: CitySetting,
  { path, ...sent }: CityRequest,
): Promise<unknown> {
  return callApi({ url: `${cityUrl}/api/v1${path}`, apiKey, fetch, party: 'The city', ...sent })
}
