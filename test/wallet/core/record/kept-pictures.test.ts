import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { createKeptPictures } from '../../../../wallet/core/record/kept-pictures.ts'
import { createSealedRows } from '../../../../wallet/core/vault/sealed-rows.ts'
import type { WalletFetch } from '../../../../wallet/core/wallet-ports.ts'
import { memoryRows } from '../../memory-rows.ts'
import { testCrypto, testDataKey } from '../vault/test-crypto.ts'
import { rowOf } from './rows.ts'

const address = 'https://city.example/providers/quay/pictures/1.png'
const bytes = new TextEncoder().encode('a picture')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const drawn = 'data:image/png;base64,AAAA'

async function createWorld({
  answer = async () => new Response(bytes),
  redraw = async () => drawn as string | undefined,
}: {
  answer?: WalletFetch
  redraw?: (given: Uint8Array) => Promise<string | undefined>
} = {}) {
  const { storage, rows: stored } = memoryRows()
  const dataKey = await testDataKey()
  const rows = createSealedRows({ storage, dataKey: () => dataKey, crypto: testCrypto })
  const asked: string[] = []
  const redrawn: number[] = []
  let [named, changes, count] = [[address], 0, 0]
  const pictures = createKeptPictures({
    rows,
    store: { listRows: async () => named.map((each) => rowOf({ picture: { address: each } })) },
    async fetch(url, init) {
      asked.push(String(url))
      return answer(url, init)
    },
    redraw(given) {
      redrawn.push(given.length)
      return redraw(given)
    },
    newId: () => `random-${++count}`,
    onChange: () => {
      changes += 1
    },
  })
  const forget = () => {
    named = []
  }
  const remember = () => {
    named = [address]
  }
  return { pictures, rows, asked, redrawn, stored, forget, remember, changes: () => changes }
}

describe('createKeptPictures', () => {
  test('fetches a picture once, and shows it afterwards without asking anybody', async () => {
    const { pictures, asked, stored, changes } = await createWorld()
    const place = { address, sha256 }
    expect(await pictures.find(place)).toBeUndefined()
    await Promise.all([pictures.keep(place), pictures.keep(place)])
    await pictures.keep(place)
    expect(await pictures.find(place)).toBe(drawn)
    expect([asked, changes()]).toEqual([[address], 1])
    // what stands open says nothing of where it came from
    expect([...stored.keys()].sort()).toEqual(['["picture","index"]', '["picture","random-1"]'])
    await pictures.keep(undefined)
  })

  test.each<[string, Parameters<typeof createWorld>[0], string?]>([
    ['whose bytes are others than the badge says', {}, '0'.repeat(64)],
    ['that is not there', { answer: async () => new Response(bytes, { status: 404 }) }],
    ['whose host may not be asked', { answer: async () => Promise.reject(refusal()) }],
    ['that cannot be drawn', { redraw: async () => undefined }],
    ['that is none', { redraw: async () => 'data:text/html;base64,AAAA' }],
    ['that is large', { redraw: async () => `data:image/png;base64,${'A'.repeat(400_000)}` }],
  ])('shows none %s', async (_, options, digest = sha256) => {
    const { pictures } = await createWorld(options)
    await pictures.keep({ address, sha256: digest })
    expect(await pictures.find({ address })).toBeUndefined()
  })

  test('draws nothing whose digest is wrong', async () => {
    const { pictures, redrawn } = await createWorld()
    await pictures.keep({ address, sha256: '0'.repeat(64) })
    await pictures.keep({ address, sha256 })
    expect(redrawn).toEqual([bytes.length])
  })

  test('goes with the last badge that names it', async () => {
    const { pictures, stored, forget } = await createWorld()
    await pictures.keep({ address })
    await pictures.tidy()
    expect(await pictures.find({ address })).toBe(drawn)
    forget()
    await pictures.tidy()
    expect(await pictures.find({ address })).toBeUndefined()
    expect([...stored.keys()]).toEqual(['["picture","index"]'])
  })

  test('stays where a badge that names it comes while others are tidied away', async () => {
    const { pictures, rows, forget, remember } = await createWorld()
    await pictures.keep({ address })
    forget()
    const coming = rows.change(async () => ({ rows: [], result: remember() }))
    await Promise.all([coming, pictures.tidy()])
    expect(await pictures.find({ address })).toBe(drawn)
  })
})

function refusal(): AppError {
  return new AppError('fetch_failed', 'Nobody agreed to ask this host yet')
}
