import type { Reader } from '../../shared/node/database/database.ts'
import type { ActivityKey } from '../registers/activity-store.ts'
import type { DayWall } from '../registers/register-ports.ts'
import { wallStateOf } from './wall-code.ts'
import { listWallCodes, listWallUses } from './wall-store.ts'

/** The codes on the wall of a session, for the page of its day. */
export async function wallsOnDay(
  key: ActivityKey,
  day: string,
  { reader, clock }: { reader: Reader; clock: () => Date },
): Promise<DayWall[]> {
  const walls = await listWallCodes(reader, key, day)
  return Promise.all(
    walls.map(async (wall) => ({
      id: wall.id,
      kind: wall.kind,
      state: wallStateOf(wall, clock()),
      uses: wall.uses,
      cap: wall.cap,
      names: (await listWallUses(reader, wall)).flatMap(({ name }) => name ?? []),
    })),
  )
}
