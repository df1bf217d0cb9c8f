import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { ShareReceipt } from '../../../shared/sealed/share-api.ts'
import type { WalletFetch } from '../../../wallet/core/wallet-ports.ts'
import type { TestClock } from '../../support/clock.ts'

/** A wallet server's shares, as far as a wallet and a reader meet them. */
export type FakeShares = {
  fetch: WalletFetch
  /** Ciphertext by id. */
  sealed: Map<string, Uint8Array>
  receipts: ShareReceipt[]
  requests: string[]
}

export function createFakeShares(clock: TestClock): FakeShares {
  const sealed: FakeShares['sealed'] = new Map()
  const receipts: ShareReceipt[] = []
  const requests: string[] = []
  const gone = (code: string) => Response.json({ code }, { status: 410 })
  return {
    sealed,
    receipts,
    requests,
    fetch: async (input, { method = 'GET', headers, body } = {}) => {
      const url = new URL(input)
      requests.push(`${method} ${url}`)
      if (method === 'POST') {
        const id = encodeBase64url(new Uint8Array(16).fill(receipts.length + 1))
        const seconds = Number(url.searchParams.get('expiresInSeconds'))
        const expiresAt = new Date(clock().getTime() + seconds * 1000).toISOString()
        const receipt = { id, withdrawToken: `token of ${id}`, expiresAt }
        receipts.push(receipt)
        sealed.set(id, new Uint8Array(await new Response(body ?? null).arrayBuffer()))
        return Response.json(receipt, { status: 201 })
      }
      const receipt = receipts.find(({ id }) => url.pathname === `/api/shares/${id}`)
      if (receipt === undefined) return Response.json({ code: 'not_found' }, { status: 404 })
      if (method === 'DELETE') {
        const isOwner =
          new Headers(headers).get('authorization') === `Bearer ${receipt.withdrawToken}`
        if (isOwner) sealed.delete(receipt.id)
        return new Response(null, { status: isOwner ? 204 : 403 })
      }
      if (receipt.expiresAt <= clock().toISOString()) return gone('share_expired')
      const bytes = sealed.get(receipt.id)
      return bytes === undefined
        ? gone('share_withdrawn')
        : new Response(new Uint8Array(bytes), {
            headers: { 'content-type': 'application/octet-stream' },
          })
    },
  }
}
