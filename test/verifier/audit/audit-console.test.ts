import { afterAll, describe, expect, test } from 'vitest'
import { recordAudit } from '../../../verifier/audit/audit.ts'
import { openBeside } from '../candidates/asked-by-vacancy.ts'
import { hostSlug, signInAs } from '../console-session.ts'
import { useVerifier } from '../verifier-bench.ts'

const bench = useVerifier({ demo: true })
const done: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of done) await close()
})

describe('the record of an employer', () => {
  test('leads to what an entry is about, unless that was deleted', async () => {
    const { city, verifier } = bench()
    const whenDone = (close: () => Promise<void>) => void done.push(close)
    const { clock } = city.world
    const { database } = await openBeside(verifier, { clock, whenDone })
    const entry = { organisation: hostSlug, actor: 'host', at: clock().toISOString() }
    await database.transact(async (tx) => {
      await recordAudit(tx, { ...entry, action: 'candidate.received', subject: 'of-a-candidate' })
      await recordAudit(tx, { ...entry, action: 'candidate.deleted', subject: 'of-another' })
      await recordAudit(tx, { ...entry, action: 'vacancy.made', subject: 'of-a-vacancy' })
    })
    const owner = await signInAs(verifier, 'owain@cafe.example')
    const { text } = await owner.get(`/console/o/${hostSlug}/audit`)
    const room = `/console/o/${hostSlug}`
    expect(text).toContain(`→ <a href="${room}/candidates/of-a-candidate">of-a-candidate</a>`)
    expect(text).toContain(`→ <a href="${room}/vacancies/of-a-vacancy">of-a-vacancy</a>`)
    expect(text).toContain('→ of-another')
  })
})
