import type { RequestResult } from '../../verifier/reports/request-result.ts'
import type { CreatedRequest } from '../../verifier/requests/request-api.ts'
import { type ReadRequest, readRequest } from './hand-wallet.ts'
import type { TestVerifier } from './verifier-bench.ts'

/** Creates a request by the API and reads it as a wallet does. */
export async function ask(
  verifier: TestVerifier,
  input: object = {},
): Promise<{ created: CreatedRequest; request: ReadRequest }> {
  const response = await verifier.api('/api/v1/requests', { json: input })
  if (response.status !== 201) throw new Error(await response.text())
  // the API's own answer
  const created = (await response.json()) as CreatedRequest
  return { created, request: await readRequest(created.requestUri, verifier) }
}

export async function readResult(
  verifier: TestVerifier,
  created: Pick<CreatedRequest, 'requestId'>,
): Promise<RequestResult> {
  const response = await verifier.api(`/api/v1/requests/${created.requestId}`)
  // the API's own answer
  return (await response.json()) as RequestResult
}

/** What an endpoint for wallets refused with. */
export async function refusal(
  response: Response,
): Promise<{ status: number; error: string; description: string }> {
  const { error, error_description: description } = await response.json()
  return { status: response.status, error, description }
}
