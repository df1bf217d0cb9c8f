import { describe, expect, test } from 'vitest'
import { newShareUrl, shareUrl, zShareReceipt } from '../../../../shared/sealed/share-api.ts'
import { createTestClock } from '../../../support/clock.ts'
import { startTestWalletServer } from '../../test-wallet-server.ts'

async function start() {
  const clock = createTestClock()
  const { url } = await startTestWalletServer({ clock })
  const add = (body: string, query = '?expiresInSeconds=3600') =>
    fetch(`${newShareUrl(url, 1).split('?')[0]}${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body,
    })
  return { clock, url, add }
}

async function told(response: Response) {
  const { code } = (await response.json()) as { code?: string }
  return [response.status, code]
}

describe('/api/shares', () => {
  test('passes ciphertext on to any website, and says until when', async () => {
    const { url, add } = await start()
    const added = await add('ciphertext')
    expect(added.status).toBe(201)
    const receipt = zShareReceipt.parse(await added.json())
    expect(receipt.expiresAt).toBe('2026-11-22T11:00:00.000Z')
    const got = await fetch(shareUrl(url, receipt.id), {
      headers: { Origin: 'https://hire.example' },
    })
    expect([got.status, await got.text()]).toEqual([200, 'ciphertext'])
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      expires: 'Sun, 22 Nov 2026 11:00:00 GMT',
    })
  })

  test('says that a share is over, that it was taken back, or that there is none', async () => {
    const { clock, url, add } = await start()
    const one = zShareReceipt.parse(await (await add('one')).json())
    const two = zShareReceipt.parse(await (await add('two')).json())
    const withdraw = (token: string) =>
      fetch(shareUrl(url, one.id), {
        method: 'DELETE',
        headers: { Authorization: `Bearer ${token}` },
      })
    expect((await withdraw(two.withdrawToken)).status).toBe(403)
    expect((await withdraw(one.withdrawToken)).status).toBe(204)
    expect(await told(await fetch(shareUrl(url, one.id)))).toEqual([410, 'share_withdrawn'])
    clock.advance(3_600)
    expect(await told(await fetch(shareUrl(url, two.id)))).toEqual([410, 'share_expired'])
    expect(await told(await fetch(shareUrl(url, 'x'.repeat(22))))).toEqual([404, 'not_found'])
  })

  test.for([
    ['no time', '', 400],
    ['half a minute', '?expiresInSeconds=30', 400],
    ['91 days', `?expiresInSeconds=${91 * 86_400}`, 400],
    ['words', '?expiresInSeconds=soon', 400],
    ['90 days', `?expiresInSeconds=${90 * 86_400}`, 201],
  ] as const)('%s', async ([, query, status]) => {
    const { add } = await start()
    expect((await add('ciphertext', query)).status).toBe(status)
  })

  test('refuses more than 4 MiB, and nothing', async () => {
    const { add } = await start()
    expect((await add('x'.repeat(4_194_305))).status).toBe(413)
    expect((await add('')).status).toBe(415)
  })
})
