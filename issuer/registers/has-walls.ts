import { type ActivityKey, getRegister } from './activity-store.ts'
import type { RegisterPorts } from './register-ports.ts'

/** Whether a code hangs, or hung, on a wall of the activity. @throws AppError not_found */
export async function hasWalls(
  key: ActivityKey,
  { database, wallsOn }: Pick<RegisterPorts, 'database' | 'wallsOn'>,
): Promise<boolean> {
  const { days } = await getRegister(database.reader, key)
  const walls = await Promise.all(days.map((day) => wallsOn(key, day)))
  return walls.some((ofDay) => ofDay.length > 0)
}
