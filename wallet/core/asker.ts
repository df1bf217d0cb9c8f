import { type Did, didMethod } from '../../shared/did/did.ts'
import { type DidWeb, didWebAddress, didWebFromUrl, parseDidWeb } from '../../shared/did/did-web.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { ClientId } from '../../shared/oid4vc/oid4vp-client-id.ts'
import type { WalletPorts } from './wallet-ports.ts'

/** Who asks, as far as it is known, and what makes it doubtful. */
export type Asker = {
  /** Host and path of the did:web that signed the request; else the host that gets the answer, which proves nothing. */
  domain: string
  isProven: boolean
  /** The did:web is that of a person at a wallet server: anybody can have one. */
  asksAsPerson: boolean
  /** The answer would go to another origin than that of the asker. */
  sendsElsewhere: boolean
}

/** Wallet servers host the documents of people below this part of the path. */
const peoplePath = 'people'
const maxNameCharacters = 200

export function askerOf(client: ClientId, responseUri: URL): Asker {
  const did = didWebOf(client)
  if (did === undefined) {
    return {
      domain: responseUri.host,
      isProven: false,
      asksAsPerson: false,
      sendsElsewhere: false,
    }
  }
  const host = didWebAddress({ ...did, path: [] })
  return {
    domain: displayText(didWebAddress(did), maxNameCharacters) ?? host,
    isProven: true,
    asksAsPerson: did.path.slice(0, -1).includes(peoplePath),
    sendsElsewhere: new URL(`${responseUri.protocol}//${host}`).origin !== responseUri.origin,
  }
}

/**
 * A name at the learner's own wallet server looks like the server's, and anybody can have one: nobody asks for badges
 * under it. The own servers are the one that is configured and those that host an identity of this wallet.
 * @throws AppError authorization_request_untrusted
 */
export async function refuseOwnNeighbour(
  client: ClientId,
  { agent, walletServer }: Pick<WalletPorts, 'agent' | 'walletServer'>,
): Promise<void> {
  const asker = didWebOf(client)
  if (asker === undefined) return
  const holders = await agent.listHolders()
  const own = [configuredPlace(walletServer), ...holders.map(({ did }) => placeOf(webDid(did)))]
  const place = placeOf(asker)
  if (place === undefined || !own.includes(place)) return
  throw new AppError(
    'authorization_request_untrusted',
    'Who asks is a person at your own wallet server, not an organisation. Nothing was fetched or sent',
  )
}

/** Where a did:web of a path stands among others: its address without the last part. */
function placeOf(did: DidWeb | undefined): string | undefined {
  if (did === undefined || did.path.length === 0) return undefined
  return didWebAddress({ ...did, path: did.path.slice(0, -1) })
}

/** A server whose address has no did:web hosts nobody. */
function configuredPlace(walletServer: string | undefined): string | undefined {
  if (walletServer === undefined) return undefined
  try {
    const base = walletServer.replace(/\/+$/, '')
    return didWebAddress(parseDidWeb(didWebFromUrl(`${base}/${peoplePath}`)))
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function didWebOf(client: ClientId): DidWeb | undefined {
  return client.prefix === 'decentralized_identifier' ? webDid(client.did) : undefined
}

function webDid(did: Did): DidWeb | undefined {
  return didMethod(did) === 'web' ? parseDidWeb(did) : undefined
}
