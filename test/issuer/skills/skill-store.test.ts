import { expect, it } from 'vitest'
import { zDraftDesign } from '../../../issuer/badges/badge-draft.ts'
import { beginDraft, changeDraft } from '../../../issuer/badges/badge-drafts.ts'
import { findDraft, listDraftsIn } from '../../../issuer/badges/draft-store.ts'
import { putSkills, searchSkills } from '../../../issuer/skills/skill-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const at = '2026-11-22T10:00:00.000Z'
const skill = (code: string, en: string) => ({ code, name: { en, cy: `Cy ${en}` } })

forEachDatabase('searchSkills', (bench) => {
  it('finds what holds every word, and takes % and _ for letters', async () => {
    const { database } = await storeCity(bench)
    const skills = [skill('a', 'Tying knots'), skill('b', '100% cotton'), skill('c', 'Tying_up')]
    await database.transact((tx) => putSkills(tx, skills, at))
    const found = async (text: string) =>
      (await searchSkills(database.reader, { text, limit: 9 })).map(({ code }) => code)
    expect(await found('KNOTS tying')).toEqual(['a'])
    expect(await found('%')).toEqual(['b'])
    expect(await found('_')).toEqual(['c'])
    expect(await found("'; DROP TABLE skill")).toEqual([])
    const again = await database.transact((tx) => putSkills(tx, [skill('a', 'Knots')], at))
    expect([again, await found('tying knots')]).toEqual([{ added: 0, changed: 1 }, []])
  })
})

forEachDatabase('changeDraft', (bench) => {
  it('lets one of two through who saw the same revision', async () => {
    const { database } = await storeCity(bench)
    const design = zDraftDesign.parse({ texts: { en: { name: 'First aid' } } })
    const acting = { actor: { name: 'staff:1' }, at }
    const provider = 'harbour-youth'
    const { slug } = await database.transact((tx) =>
      beginDraft(tx, { provider, design, ...acting }),
    )
    expect(slug).toBe('first-aid-2')
    const save = () =>
      database.transact((tx) => changeDraft(tx, { provider, slug, design, revision: 1, ...acting }))
    const results = await Promise.allSettled([save(), save()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await findDraft(database.reader, { provider, slug }))?.revision).toBe(2)
    expect(await listDraftsIn(database.reader, 'draft')).toHaveLength(1)
  })
})
