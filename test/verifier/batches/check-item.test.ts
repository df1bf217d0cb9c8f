import { describe, expect, test } from 'vitest'
import { rowReport } from '../../../verifier/batches/batch-view.ts'
import { checkItem } from '../../../verifier/batches/check-item.ts'
import { shareCv } from '../../../wallet/core/cv/share-cv.ts'
import { createSharingWallet } from '../../wallet/core/cv/sharing-wallet.ts'

describe('checkItem', () => {
  test('keeps the own words of a shared CV, for the page of its row', async () => {
    const { hold, ports, shares, world } = createSharingWallet()
    const ownWords = {
      ...{ language: 'en' as const, about: 'I like boats.' },
      ...{ work: [], education: [], skills: ['Knots'] },
    }
    const badges = [await hold('Harbour guide')]
    const cv = { badges, ownWords, title: '', expiresInSeconds: 3_600 }
    const { link } = await shareCv(cv, ports)
    const fetch = async (input: string | URL | Request) => shares.fetch(String(input))
    const found = await checkItem({ text: link }, {}, { verification: world.ports, fetch })
    if (found.outcome === 'problem') throw new Error(found.problem)
    expect([found.outcome, found.ownWords]).toEqual(['valid', ownWords])
    const { report } = rowReport({ row: 0, id: 'sam', ...found })
    expect(report.said.flatMap(({ lines }) => lines)).toEqual(['I like boats.', 'Knots'])
  })
})
