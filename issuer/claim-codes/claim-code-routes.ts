import type { Express, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { faultsModel } from '../../shared/server/staff/staff-page.ts'
import { ofAddress, takeTries } from '../../shared/server/staff/throttle.ts'
import { bindOpenHandlers, type OpenVisit } from '../../shared/server/visit.ts'
import { findAward } from '../awards/award-store.ts'
import { learnerLink } from '../awards/award-view.ts'
import type { OfferPorts } from '../oid4vci/offers.ts'
import { type ClaimCodeOf, readClaimCode } from './claim-code.ts'
import { findAwardOfCode } from './claim-code-store.ts'

const paths = { form: '/c', code: '/c/:code' } as const

export const claimCodeDeclarations: readonly RouteDeclaration[] = Object.values(paths).map(
  (path) => ({ path, methods: ['GET'], errors: 'page' }),
)

export type ClaimCodeRoutePorts = OfferPorts & { walletUrl: string; claimCodeOf: ClaimCodeOf }

/** A class behind one address may type its cards; more than that guesses. */
const triesPerAddress = 200

/** Where the short link of a card leads: to the same place as its QR code. */
export function claimCodeRoutes(app: Express, ports: ClaimCodeRoutePorts): void {
  const bound = bindOpenHandlers(ports)
  app.get(paths.form, bound(open))
  app.get(paths.code, bound(open))
}

async function open({ request, response, ports }: OpenVisit<ClaimCodeRoutePorts>) {
  const { reader } = ports.database
  const typed = request.params.code ?? request.query.code
  if (typeof typed !== 'string') return showForm(response)
  const code = readClaimCode(typed)
  if (code === undefined) return showForm(response, typed)
  // right ones count too: else who guesses would go on until one is right
  await takeTries(
    response,
    [{ ...ofAddress(request, 'claim-code'), limit: triesPerAddress }],
    ports,
  )
  const key = await findAwardOfCode(reader, code, ports.clock())
  const award = key && (await findAward(reader, key))
  // a card may be printed at the moment in which its link is made new
  if (award === undefined || ports.claimCodeOf(award) !== code) return showForm(response, typed)
  response.redirect(303, learnerLink(award, ports))
}

/** @param wrong what was typed and leads nowhere */
function showForm(response: Response, wrong?: string): void {
  const text = translate(response.locals.lang, 'issuer.claim-code.wrong')
  const faults = wrong === undefined ? [] : [{ field: 'code', text }]
  const model = { ...faultsModel(faults), code: wrong?.slice(0, 40) }
  const status = wrong === undefined ? 200 : 404
  render(response, 'claim-codes/claim-code.njk', model, { status })
}
