import type { Response } from 'express'
import { IsNull } from 'typeorm'
import { z } from 'zod'
import type { Database } from '../../node/database/database.ts'
import { sessionEntity } from '../staff/staff-entities.ts'

const zFlash = z.object({
  /** What was done, as a sentence. */
  text: z.string().max(500),
  /** A form that takes it back: where it is sent, and what its button says. */
  undo: z.object({ action: z.string(), text: z.string() }).optional(),
  /** `problem` where something was not done. */
  kind: z.enum(['done', 'problem']).default('done'),
})

/** What the next page tells once. */
export type Flash = z.infer<typeof zFlash>

type FlashPorts = { database: Database }

/** Goes on to a page that tells what was done. Kept with the session, so that any node can tell it. */
export async function redirectWith(
  response: Response,
  to: string,
  flash: z.input<typeof zFlash>,
  { database }: FlashPorts,
): Promise<void> {
  const tokenHash = sessionOf(response)
  const told = zFlash.parse(flash)
  const text = JSON.stringify(told)
  await database.transact((tx) => tx.update(sessionEntity, { tokenHash }, { flash: text }))
  if (told.kind === 'problem') response.locals.wasNotDone = true
  response.redirect(303, to)
}

/** Tells it on the next page, unless that has something to tell already. */
export async function sayOnce(
  response: Response,
  flash: z.input<typeof zFlash>,
  { database }: FlashPorts,
): Promise<void> {
  const tokenHash = sessionOf(response)
  const text = JSON.stringify(zFlash.parse(flash))
  await database.transact((tx) =>
    tx.update(sessionEntity, { tokenHash, flash: IsNull() }, { flash: text }),
  )
}

/** Puts what the session has to tell where consolePage finds it, and forgets it. */
export async function readFlash(response: Response, { database }: FlashPorts): Promise<void> {
  const tokenHash = response.locals.staff?.session.tokenHash
  if (tokenHash === undefined) return
  const row = await database.reader.findOneBy(sessionEntity, { tokenHash })
  if (!row?.flash) return
  await database.transact((tx) => tx.update(sessionEntity, { tokenHash }, { flash: null }))
  response.locals.flash = zFlash.parse(JSON.parse(row.flash))
}

function sessionOf({ locals: { staff } }: Response): string {
  if (staff === undefined) throw new Error('requireStaff must stand before this route')
  return staff.session.tokenHash
}
