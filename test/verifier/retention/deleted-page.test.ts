import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { hashId } from '../../../verifier/retention/deletion.ts'
import { hostSlug, signInAs } from '../console-session.ts'
import { createCity, startTestVerifier } from '../verifier-bench.ts'

describe('/console/o/:organisation/deleted', () => {
  test('tells what was deleted, with a proof that anybody can check, and nothing of other organisations', async () => {
    const city = await createCity()
    const verifier = await startTestVerifier({ city, change: { demo: true } })
    const viewer = await signInAs(verifier, 'luca@cafe.example')
    const page = `/console/o/${hostSlug}/deleted`
    expect((await viewer.get(page)).text).toContain('Nothing has been deleted yet')

    const report = (await (
      await verifier.api('/api/v1/reports', { json: { file: 'JVBERi0xLjQK' } })
    ).json()) as { id: string }
    expect(report).toMatchObject({ id: expect.any(String) })
    await verifier.api(`/api/v1/reports/${report.id}`)
    const owner = await signInAs(verifier, 'owain@cafe.example')
    const record = (await owner.get(`/console/o/${hostSlug}/audit`)).text
    expect(record).toContain('Report opened')
    const gone = await verifier.api(`/api/v1/reports/${report.id}`, { method: 'DELETE' })
    expect(gone.status).toBe(204)

    const listed = await verifier.api(`/api/v1/organisations/${hostSlug}/deletions`)
    const { deletions } = (await listed.json()) as {
      deletions: { id: string; statement: string }[]
    }
    expect(deletions).toEqual([
      {
        id: expect.any(String),
        deletedAt: city.world.clock().toISOString(),
        why: 'asked',
        by: expect.stringMatching(/^api-key:/),
        counts: { candidates: 0, evidence: 0, reports: 1, batches: 0 },
        statement: expect.any(String),
      },
    ])
    const [{ id, statement } = { id: '', statement: '' }] = deletions
    expect(decodeJwt(statement)).toMatchObject({
      jti: id,
      hashes: { candidates: [], evidence: [], reports: [hashId(report.id)], batches: [] },
    })
    const proof = await viewer.get(`${page}/${id}/proof`)
    expect([proof.status, proof.text, proof.headers.get('Content-Disposition')]).toEqual([
      200,
      statement,
      `attachment; filename=deletion-${id}.jwt`,
    ])
    const shown = (await viewer.get(page)).text
    expect(shown).toContain('1 report')
    expect(shown).not.toContain(report.id)
    const nia = await signInAs(verifier, 'nia@cycles.example')
    expect((await nia.get(`/console/o/quayside-cycles/deleted/${id}/proof`)).status).toBe(404)
  })
})
