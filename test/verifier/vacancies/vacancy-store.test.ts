import { expect, test } from 'vitest'
import { verifierSchema } from '../../../verifier/schema.ts'
import { makeVacancy, type Vacancy, zVacancyContent } from '../../../verifier/vacancies/vacancy.ts'
import {
  createVacancyStore,
  deleteDraft,
  insertVacancy,
  replaceVacancy,
} from '../../../verifier/vacancies/vacancy-store.ts'
import { createTestClock } from '../../support/clock.ts'
import { type DatabaseBench, forEachDatabase } from '../../support/postgres.ts'

const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))

async function open(bench: DatabaseBench) {
  const clock = createTestClock()
  const database = await bench.open(verifierSchema)
  const add = async (content: object, slug = 'harbour-lights'): Promise<Vacancy> => {
    const organisation = { slug, retentionDays: 30 }
    const vacancy = makeVacancy(
      zVacancyContent.parse({ title: 'Kitchen help', purpose: 'Work here', ...content }),
      organisation,
      { random, clock },
    )
    await database.transact((tx) => insertVacancy(tx, vacancy))
    clock.advance(1)
    return vacancy
  }
  return { clock, database, vacancies: createVacancyStore(database), add }
}

forEachDatabase('createVacancyStore', (bench) => {
  test('gives back what was put in, by id and by code, and to its organisation alone', async () => {
    const { vacancies, add } = await open(bench)
    const vacancy = await add({
      kind: 'step-up',
      description: 'Cegin – Sïan’s café ☕',
      language: 'cy',
      needs: [
        {
          id: 'a1',
          label: 'Food safety',
          isRequired: true,
          wanted: { kind: 'skill', name: 'Food safety', url: 'https://skills.example/1' },
          minimumStrength: 'assessed',
        },
      ],
      trustedCities: ['did:web:city.example'],
      retentionDays: 7,
      opensAt: '2026-12-01T09:00:00+01:00',
      closesAt: '2026-12-24T00:00:00Z',
      isListed: false,
    })
    expect(vacancy.opensAt).toBe('2026-12-01T08:00:00.000Z')
    expect(await vacancies.get('harbour-lights', vacancy.id)).toEqual(vacancy)
    expect(await vacancies.findByCode(vacancy.code)).toEqual(vacancy)
    expect(await vacancies.find('next-door', vacancy.id)).toBe(undefined)
    expect(await vacancies.findByCode(vacancy.id)).toBe(undefined)
  })

  test('lists in pages, newest first, and what is told to everybody', async () => {
    const { database, vacancies, add, clock } = await open(bench)
    const first = await add({ title: 'First' })
    const second = await add({ title: 'Second' })
    await add({ title: 'Next door' }, 'next-door')
    const page = await vacancies.list('harbour-lights', { limit: 1 })
    expect(page).toEqual([second])
    expect(await vacancies.list('harbour-lights', { limit: 5, after: second })).toEqual([first])
    const opened = { ...first, state: 'open', publishedAt: clock().toISOString() } as const
    await database.transact((tx) => replaceVacancy(tx, opened, first))
    expect(await vacancies.listPublished(10)).toEqual([opened])
    expect(await vacancies.list('harbour-lights', { limit: 5, states: ['draft'] })).toEqual([
      second,
    ])
  })

  test('is changed only in the state in which it was read, and deleted only as a draft', async () => {
    const { database, vacancies, add, clock } = await open(bench)
    const draft = await add({})
    const opened = { ...draft, state: 'open', publishedAt: clock().toISOString() } as const
    const replace = (vacancy: Vacancy) =>
      database.transact((tx) => replaceVacancy(tx, vacancy, draft))
    expect(await replace(opened)).toBe(true)
    expect(await replace({ ...draft, purpose: 'Something else' })).toBe(false)
    expect(await database.transact((tx) => deleteDraft(tx, draft))).toBe(false)
    expect(await vacancies.find(draft.organisation, draft.id)).toEqual(opened)
  })
})
