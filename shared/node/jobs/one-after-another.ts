/**
 * Does each in its turn, also where one before it failed: what is to be deleted today does not wait for a mail server.
 * @throws what the first that failed threw, once all had their turn
 */
export async function oneAfterAnother(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
