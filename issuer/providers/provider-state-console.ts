import type { Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere } from '../../shared/server/access.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import { actorIn } from '../actor.ts'
import { publishKeys } from '../identity/key-api.ts'
import { publishEscrow, zStateReason } from './lifecycle-api.ts'
import type { StateAct as Act, Provider, ProviderState } from './provider.ts'
import { changeProvider } from './provider-lifecycle.ts'
import {
  area,
  base,
  type Handler,
  one,
  type ProviderConsolePorts,
  pageRoute,
  providerIn,
  type Route,
} from './provider-page.ts'

const acts: readonly Act[] = ['activate', 'suspend', 'resume', 'close']

/** What takes something from people: its reason is said, and read by the provider's people. */
const harmful: ReadonlySet<Act> = new Set(['suspend', 'close'])

const possible = {
  draft: ['activate', 'close'],
  active: ['suspend', 'close'],
  suspended: ['resume', 'close'],
  closed: [],
} as const satisfies Record<ProviderState, readonly Act[]>

/** It is not in the state that the page showed. */
const refusals: ReadonlySet<string> = new Set(['provider_inactive', 'conflict'])

/** A provider is activated, suspended, resumed and closed, each once that is confirmed. */
export function providerStateRoutes(ports: ProviderConsolePorts): Route[] {
  const { database, clock } = ports

  const ask = (response: Response, act: Act, { slug, name }: Provider, error?: string) =>
    confirmPage(response, {
      title: translate('en', `console.providers.ask.${act}`, { name: name.en }),
      text: translate('en', `console.providers.means.${act}`),
      points: meaningOf(act),
      action: `${base}/${slug}/${act}`,
      button: translate('en', `console.providers.act.${act}`, { name: name.en }),
      back: `${base}/${slug}`,
      isHarmful: harmful.has(act),
      area,
      ...(harmful.has(act) && {
        inputs: [
          {
            name: 'reason',
            label: translate('en', 'console.providers.reason'),
            hint: translate('en', 'console.providers.reason-hint'),
            error,
          },
        ],
      }),
    })

  const askAct =
    (act: Act): Handler =>
    async (request, response) =>
      ask(response, act, await providerIn(request, ports))

  const doAct =
    (act: Act): Handler =>
    async (request, response, access) => {
      const provider = await providerIn(request, ports)
      const { slug, did } = provider
      const reason = zStateReason.safeParse(fieldOf(request.body, 'reason'))
      if (harmful.has(act) && !reason.success) {
        return ask(response, act, provider, translate('en', 'console.providers.error.reason'))
      }
      // before it closes, its own document names the key that stands in for it afterwards
      if (act === 'close') await publishEscrow(provider, ports)
      const change = {
        slug,
        ...(harmful.has(act) && { reason: reason.data }),
        actor: actorIn(access, everywhere),
        at: clock().toISOString(),
      }
      const isDone = await database
        .transact((tx) => changeProvider(tx, { act, ...change }, ports))
        .then(() => true)
        .catch((error: unknown) => {
          if (isAppError(error) && refusals.has(error.code)) return false
          throw error
        })
      if (isDone) await publishKeys({ did, provider: slug }, ports)
      const text = translate(
        'en',
        isDone ? `console.providers.done.${act}` : 'console.providers.error.state-changed',
      )
      const undo =
        act === 'suspend' && isDone
          ? {
              undo: {
                action: `${base}/${slug}/resume`,
                text: translate('en', 'console.providers.undo'),
              },
            }
          : {}
      const kind = isDone ? 'done' : 'problem'
      await redirectWith(response, `${base}/${slug}`, { text, kind, ...undo }, ports)
    }

  return acts.flatMap((act) => [
    pageRoute('GET', `${one}/${act}`, 'city.manage', askAct(act)),
    pageRoute('POST', `${one}/${act}`, 'city.manage', doAct(act)),
  ])
}

/** What may be done to it as it stands. */
export function actsOf({ slug, state, name }: Provider) {
  return possible[state].map((act) => ({
    href: `${base}/${slug}/${act}`,
    text: translate('en', `console.providers.act.${act}`, { name: name.en }),
    isHarmful: harmful.has(act),
  }))
}

/** Its badges and its keys, said before it is confirmed. */
function meaningOf(act: Act): string[] {
  if (act !== 'suspend' && act !== 'close') return []
  return (['badges', 'links', 'keys', 'people'] as const).map((of) =>
    translate('en', `console.providers.means.${act}-${of}`),
  )
}
