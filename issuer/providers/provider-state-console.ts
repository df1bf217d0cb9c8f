import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { everywhere } from '../../shared/server/access.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type Actor, actorIn } from '../actor.ts'
import { publishKeys } from '../identity/key-api.ts'
import { publishEscrow } from './lifecycle-api.ts'
import type { Provider } from './provider.ts'
import { closeProvider, resumeProvider, suspendProvider } from './provider-lifecycle.ts'
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

const acts = { suspend: suspendProvider, resume: resumeProvider, close: closeProvider } as const

type Act = keyof typeof acts

/** A provider is suspended, resumed and closed, each once that is confirmed. */
export function providerStateRoutes(ports: ProviderConsolePorts): Route[] {
  const { database, clock } = ports

  const askAct =
    (act: Act): Handler =>
    async (request, response) => {
      const { slug, name } = await providerIn(request, ports)
      confirmPage(response, {
        title: translate('en', `console.providers.ask.${act}`, { name: name.en }),
        text: translate('en', `console.providers.means.${act}`),
        action: `${base}/${slug}/${act}`,
        button: translate('en', `console.providers.act.${act}`, { name: name.en }),
        back: `${base}/${slug}`,
        isHarmful: act !== 'resume',
        area,
      })
    }

  const doAct =
    (act: Act): Handler =>
    async (request, response, access) => {
      const provider = await providerIn(request, ports)
      const { slug, did } = provider
      // before it closes, its own document names the key that stands in for it afterwards
      if (act === 'close') await publishEscrow(provider, ports)
      const change: { slug: string; actor: Actor; at: string } = {
        slug,
        actor: actorIn(access, everywhere),
        at: clock().toISOString(),
      }
      const isDone = await database
        .transact((tx: Transaction) => acts[act](tx, change))
        .then(() => true)
        .catch((error: unknown) => {
          if (isAppError(error) && error.code === 'provider_inactive') return false
          throw error
        })
      if (isDone) await publishKeys({ did, provider: slug }, ports)
      const text = translate(
        'en',
        isDone ? `console.providers.done.${act}` : 'console.providers.error.closed',
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

  // sound: the keys of the table above
  const actNames = Object.keys(acts) as Act[]
  return actNames.flatMap((act) => [
    pageRoute('GET', `${one}/${act}`, 'city.manage', askAct(act)),
    pageRoute('POST', `${one}/${act}`, 'city.manage', doAct(act)),
  ])
}

/** What may be done to it as it stands. */
export function actsOf({ slug, state, name }: Provider) {
  const possible: Act[] =
    state === 'closed' ? [] : state === 'active' ? ['suspend', 'close'] : ['resume', 'close']
  return possible.map((act) => ({
    href: `${base}/${slug}/${act}`,
    text: translate('en', `console.providers.act.${act}`, { name: name.en }),
    isHarmful: act !== 'resume',
  }))
}
