/**
 * Waits for statements of one unit that are asked at once: for all of them, where one fails too, since none may come after
 * the unit's end.
 * @throws what the first of them threw
 */
export async function allDone(statements: readonly Promise<unknown>[]): Promise<void> {
  for (const settled of await Promise.allSettled(statements)) {
    if (settled.status === 'rejected') throw settled.reason
  }
}
