import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BulkJobPorts, BulkPart } from '../../../issuer/bulk/bulk-part.ts'
import { prepareIssuing } from '../../../issuer/bulk/issue-lines.ts'
import type { RosterRow } from '../../../issuer/bulk/roster.ts'
import { demonstrationCity } from '../../../issuer/demo/seed-demonstration-city.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { createNodeCanonicalization } from '../../../shared/node/canonicalization.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { cityUrl } from '../test-city.ts'

const [{ provider, badges } = { provider: undefined, badges: [] }] = demonstrationCity
const [badge] = badges
if (provider === undefined || badge === undefined) throw new Error('nobody shows a badge')
const at = '2026-11-22T10:00:00.000Z'
const did = `did:web:city.example:providers:${provider.slug}` as const

const bulk: BulkPart['bulk'] = {
  ...{ provider: provider.slug, id: 'list', badge: badge.slug, badgeVersion: 1, language: 'en' },
  ...{ delivery: 'download', format: 'jwt_vc_json', notify: false, actor: 'amina' },
  ...{ fileName: 'list.csv', fileHash: '', rows: 1, faults: 0, faultList: '[]' },
  ...{ createdAt: at, startedAt: at },
}

const partOf = (rows: readonly RosterRow[]): BulkPart => ({
  ...{ bulk, rows, text: '', number: 0 },
  badge: { ...badge, provider: provider.slug, version: 1, createdAt: at },
  provider: { ...provider, did, state: 'active', createdAt: at },
})

describe('prepareIssuing', () => {
  it.each<[string, RosterRow, string]>([
    ['signs a badge to somebody', { line: 1, email: 'sam@learner.example' }, 'prepared'],
    ['signs no badge to nobody', { line: 1, email: '' }, 'credential_malformed'],
  ])('%s', async (_, row, expected) => {
    const file = join(temporaryFolder(), 'city.sqlite')
    const database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
    const { privateKey } = generateKeyPairSync('ed25519')
    const keyIds = { multikey: `${did}#m`, jwk: `${did}#j` }
    const ports = {
      ...{ database, publicUrl: cityUrl, skillFramework: 'City: skills' },
      derive: () => Buffer.alloc(32, 7),
      secrets: { claimIdOf: () => 'claim' },
      openBatchKey: async () => ({
        keyIds,
        key: { curve: 'Ed25519', privateKey },
        assertCurrent: async () => undefined,
      }),
      canonicalize: createNodeCanonicalization().canonicalize,
      // sound: nothing else is asked for before a thread signs
    } as unknown as BulkJobPorts
    const context = { bulk, number: 0, at, end: null, isSent: false }
    const place = { provider: provider.slug, list: 'list', index: 7 }
    const prepared = prepareIssuing(partOf([row]), { context, first: place }, ports)
    const outcome = await prepared.then(
      ({ issuing }) => (issuing === undefined ? 'nothing' : 'prepared'),
      ({ code }) => code,
    )
    await database.close()
    expect(outcome).toBe(expected)
  })
})
