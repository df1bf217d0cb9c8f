import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { exportArchive } from '../../../../wallet/core/export/export-archive.ts'
import { zip } from '../../../../wallet/core/export/zip.ts'
import { readBadgeFile } from '../../../../wallet/core/import/read-badge-file.ts'
import { dot } from '../../../shared/credential/baking/sample-pictures.ts'
import { createFakeWorld, heldBadge } from '../../fake-ports.ts'

const encode = (text: string) => new TextEncoder().encode(text)

describe('zip', () => {
  test('makes an archive that other programs read', () => {
    const large = new Uint8Array(70_000).map((_, index) => index)
    const archive = zip([
      { name: 'a.txt', bytes: encode('hello') },
      { name: 'folder/ŵ.bin', bytes: large },
      { name: 'empty', bytes: new Uint8Array() },
    ])
    expect(unzipSync(archive)).toEqual({
      'a.txt': encode('hello'),
      'folder/ŵ.bin': large,
      empty: new Uint8Array(),
    })
  })

  test('makes an empty archive of nothing', () => {
    expect(unzipSync(zip([]))).toEqual({})
  })
})

describe('exportArchive', () => {
  test('holds every badge as file and as picture, and the whole wallet', async () => {
    const world = createFakeWorld()
    world.badges.push(heldBadge({ id: 'same-one' }), heldBadge({ id: 'same-two' }))
    const progress: number[][] = []
    const { bytes, mediaType, fileName } = await exportArchive(world.ports, {
      drawStone: async () => new Uint8Array(dot()),
      language: 'en',
      revokedWord: 'Taken back',
      onProgress: (...step) => progress.push(step),
    })
    expect([mediaType, fileName]).toEqual(['application/zip', 'waymark-badges-2026-11-22.zip'])
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ])
    const files = unzipSync(bytes)
    const kinds = Object.entries(files).map(([name, file]) => [
      name,
      name === 'README.txt' ? 'text' : readBadgeFile(file).kind,
    ])
    expect(kinds).toEqual([
      ['README.txt', 'text'],
      ['wallet.json', 'wallet-file'],
      ['badges/0001-first-aid-same-o.json', 'badge'],
      ['badges/0001-first-aid-same-o.png', 'badge'],
      ['badges/0002-first-aid-same-t.json', 'badge'],
      ['badges/0002-first-aid-same-t.png', 'badge'],
    ])
  })
})
