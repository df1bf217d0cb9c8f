import type { Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { readSession } from '../../shared/server/presenting/browser-session.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { showAs } from '../organisations/look.ts'
import type { Organisation } from '../organisations/organisation.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { phaseOf, type Vacancy } from '../vacancies/vacancy.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { candidateEntity } from './candidate-schema.ts'

/** A vacancy to which somebody sends something without the protocol. */
export type Asked = { vacancy: Vacancy; organisation: Organisation; isOpen: boolean }

export type AskedVacancyPorts = {
  vacancies: Pick<VacancyStore, 'findByCode'>
  organisations: Pick<OrganisationStore, 'get'>
  clock: () => Date
}

/** By the code in its address. @throws AppError not_found */
export async function getAsked(
  request: Request,
  response: Response,
  { vacancies, organisations, clock }: AskedVacancyPorts,
): Promise<Asked> {
  const vacancy = await vacancies.findByCode(String(request.params.code))
  if (vacancy?.publishedAt === undefined) {
    throw new AppError('not_found', 'There is nothing at this address')
  }
  const organisation = await organisations.get(vacancy.organisation)
  showAs(response, organisation)
  return { vacancy, organisation, isOpen: phaseOf(vacancy, clock()) === 'open' }
}

/** Candidates that this browser made for the vacancy; undefined for a browser that never sent anything. */
export function sentBy(request: Request, { organisation, id: vacancyId }: Vacancy) {
  const session = readSession(request)
  if (session === undefined) return undefined
  return { organisation, vacancyId, sessionHash: hashSecret(session) }
}

/** The way to take it back stays open to who leaves the page that offered it, or changes its language. */
export async function hasSent(
  request: Request,
  { vacancy }: Asked,
  { database }: { database: Database },
): Promise<boolean> {
  const theirs = sentBy(request, vacancy)
  return theirs !== undefined && (await database.reader.exists(candidateEntity, { where: theirs }))
}
