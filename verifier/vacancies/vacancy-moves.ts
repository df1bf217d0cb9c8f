import type { Request, Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { type MessageKey, translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { Permission } from '../staff/roles.ts'
import {
  addVacancy,
  type ChangePorts,
  copyOf,
  dropDraft,
  inState,
  saveVacancy,
} from './change-vacancy.ts'
import { needsInWords } from './needs-in-words.ts'
import type { Vacancy } from './vacancy.ts'
import type { VacancyStore } from './vacancy-store.ts'
import { vacanciesHref, vacancyHref } from './vacancy-view.ts'

const path = '/console/o/:organisation/vacancies/:vacancy'
const area = 'vacancies'

/** What becomes of it, each with its own page that asks first. */
const moves = {
  open: { state: 'open', told: 'employer.vacancies.opened', isHarmful: false },
  close: { state: 'closed', told: 'employer.vacancies.closed', isHarmful: true },
  archive: { state: 'archived', told: 'employer.vacancies.archived-now', isHarmful: true },
} as const

type Handler = GuardedRoute<Permission>['handler']

/** To open, close, put away, copy or delete it. */
export function vacancyMoveRoutes(
  ports: ChangePorts & { vacancies: VacancyStore },
): GuardedRoute<Permission>[] {
  const { database, vacancies, clock } = ports
  const save = saveWith(ports)
  const found = (request: Request) =>
    vacancies.get(inOrganisation(request), String(request.params.vacancy))
  const route = (
    method: 'GET' | 'POST',
    below: string,
    handler: Handler,
  ): GuardedRoute<Permission> => ({
    ...{ method, path: `${path}${below}`, permission: 'vacancy.write', handler },
    ...{ scope: inOrganisation, errors: 'page' },
  })

  const moveRoutes = (['open', 'close', 'archive'] as const).flatMap((name) => {
    const { state, told, isHarmful } = moves[name]
    return [
      route('GET', `/${name}`, async (request, response) => {
        const vacancy = await found(request)
        const isAgain = name === 'open' && vacancy.publishedAt !== undefined
        const button = translate(
          'en',
          isAgain ? 'employer.vacancies.open-again' : `employer.vacancies.${name}`,
        )
        confirmPage(response, {
          title: `${button}: ${vacancy.title}`,
          text: translate('en', `employer.vacancies.${name}-text`),
          points: name === 'open' ? pointsOf(vacancy) : [],
          action: `${vacancyHref(vacancy)}/${name}`,
          button,
          back: vacancyHref(vacancy),
          isHarmful,
          area,
        })
      }),
      route('POST', `/${name}`, async (request, response, { actorId: actor }) => {
        const before = await found(request)
        await save(response, { before, after: () => inState(before, state, clock()), actor }, told)
      }),
    ]
  })

  return [
    ...moveRoutes,
    route('POST', '/copy', async (request, response, { actorId: actor }) => {
      const vacancy = await found(request)
      const title = translate('en', 'employer.vacancies.copy-name', { title: vacancy.title })
      const copy = copyOf(vacancy, title, ports)
      await database.transact((tx) => addVacancy(tx, copy, { actor, at: clock() }))
      const text = translate('en', 'employer.vacancies.copied')
      await redirectWith(response, vacancyHref(copy), { text }, ports)
    }),
    route('GET', '/delete', async (request, response) => {
      const vacancy = await found(request)
      confirmPage(response, {
        title: `${translate('en', 'employer.vacancies.delete')}: ${vacancy.title}`,
        text: translate('en', 'employer.vacancies.delete-text'),
        action: `${vacancyHref(vacancy)}/delete`,
        button: translate('en', 'employer.vacancies.delete'),
        back: vacancyHref(vacancy),
        area,
      })
    }),
    route('POST', '/delete', async (request, response, { actorId: actor }) => {
      const vacancy = await found(request)
      await database.transact((tx) => dropDraft(tx, vacancy, { actor, at: clock() }))
      const text = translate('en', 'employer.vacancies.deleted')
      await redirectWith(response, vacanciesHref(vacancy.organisation), { text }, ports)
    }),
  ]
}

/** Where somebody was faster, or people have seen it meanwhile, nothing is done and the page says so. */
export function saveWith(ports: ChangePorts) {
  const { database, clock } = ports
  return async (
    response: Response,
    change: { before: Vacancy; after: () => Vacancy; actor: string },
    told: MessageKey,
  ) => {
    const { before, actor } = change
    try {
      const after = change.after()
      await database.transact((tx) => saveVacancy(tx, { before, after }, { actor, at: clock() }))
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error
      const text = translate('en', 'employer.vacancies.again')
      return redirectWith(response, vacancyHref(before), { text, kind: 'problem' }, ports)
    }
    // sound: what is told of a change has no parameters
    const text = translate('en', told as 'employer.vacancies.saved')
    await redirectWith(response, vacancyHref(before), { text }, ports)
  }
}

/** What people will read, once more before it stays so. */
function pointsOf({ needs, purpose }: Vacancy): string[] {
  const { required, welcome } = needsInWords(needs, 'en')
  const word = (isRequired: boolean) =>
    translate('en', `employer.vacancies.${isRequired ? 'required' : 'welcome'}`)
  const any = needs.length === 0 ? [translate('en', 'verifier.need.any')] : []
  return [
    ...any,
    ...required.map((line) => `${word(true)}: ${line}`),
    ...welcome.map((line) => `${word(false)}: ${line}`),
    purpose,
  ]
}
