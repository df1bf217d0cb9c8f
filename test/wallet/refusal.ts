import { expect } from 'vitest'

/** What a failure says of itself; never anything of what was secret. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Error)) throw error
  const everything = JSON.stringify([error.message, error.stack, String(error.cause ?? '')])
  expect(everything).not.toMatch(/a-secret-(code|token)/)
  return 'code' in error ? String(error.code) : error.message
}
