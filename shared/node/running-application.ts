/** A started application: where it answers, and how to end it cleanly. */
export type RunningApplication = { name: string; url: string; close(): Promise<void> }

/** Closes all, the last started first, even when one of them fails; the first failure is thrown at the end. */
export async function closeAll(
  applications: readonly Pick<RunningApplication, 'close'>[],
): Promise<void> {
  const failures: unknown[] = []
  for (const application of [...applications].reverse()) {
    await application.close().catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}
