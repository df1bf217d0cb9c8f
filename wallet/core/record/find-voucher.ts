import type { Did } from '../../../shared/did/did.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { createCityReader } from '../../../shared/trust/city-reader.ts'
import { findNamedCity } from '../../../shared/trust/named-city.ts'
import { createTrustFetch } from '../../../shared/trust/trust-fetch.ts'
import { createTrustMemory } from '../../../shared/trust/trust-memory.ts'
import type { TrustPorts } from '../../../shared/trust/trust-ports.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import { issuerPlace } from './issuer-place.ts'

/** What a city says of who offers a badge, before it is taken. Of the badge itself the report tells afterwards. */
export type Voucher =
  | { outcome: 'listed'; city: VouchingCity }
  /** The awarder names a city whose list does not know it, or no longer. */
  | { outcome: 'not-listed'; city: VouchingCity }
  /** The city could not be asked. */
  | { outcome: 'unknown'; city: VouchingCity }
  | { outcome: 'none' }

export type VouchingCity = { did: Did; name?: string; place: string }

/** Which city vouches for this awarder now, by the city's own signed list. */
export async function findVoucher(
  issuer: Did | undefined,
  wallet: Pick<WalletPorts, 'fetch' | 'resolveDid' | 'verifySignature' | 'clock'>,
): Promise<Voucher> {
  const ports = trustPortsOf(wallet)
  const did = issuer === undefined ? undefined : await findNamedCity(issuer, ports.resolveDid)
  if (did === undefined) return { outcome: 'none' }
  const place = issuerPlace(did) ?? did
  const reading = await createCityReader(ports)(did)
  if (reading.outcome === 'refused') return { outcome: 'unknown', city: { did, place } }
  const { list } = reading.trust
  const name = displayText(list.name)
  const city = { did, place, ...(name !== undefined && { name }) }
  const now = ports.clock().getTime()
  const provider = list.providers.find((each) => each.did === issuer)
  const isAccredited = provider?.accreditations.some(
    ({ from, until }) =>
      Date.parse(from) <= now && (until === undefined || now < Date.parse(until)),
  )
  const isListed = provider?.state === 'active' && isAccredited === true
  return { outcome: isListed ? 'listed' : 'not-listed', city }
}

/** What was seen of cities before counts when a badge is checked; here it is only said who vouches now. */
function trustPortsOf({
  fetch,
  resolveDid,
  verifySignature,
  clock,
}: Parameters<typeof findVoucher>[1]): TrustPorts {
  const memory = createTrustMemory()
  return { resolveDid, verifySignature, clock, memory, fetchText: createTrustFetch(fetch) }
}
