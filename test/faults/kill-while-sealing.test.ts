import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { logLeafEntity } from '../../issuer/log/award-log.ts'
import { checkpointEntity } from '../../issuer/log/checkpoints.ts'
import { readHead } from '../../issuer/log/log-store.ts'
import { createSealer } from '../../issuer/log/sealer.ts'
import { issuerSchema } from '../../issuer/schema.ts'
import { decodeBase64url, encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { naiveRoot } from '../issuer/log/naive-root.ts'
import { builtScript } from '../support/built-script.ts'
import { forEachDatabase } from '../support/postgres.ts'

/**
 * Runs a node that awards and seals, and kills it after so many awards, once it or the other one has sealed twice.
 * @returns what it had promised
 */
async function awardUntilKilled(
  location: DatabaseLocation,
  { count, hour, round }: { count: number; hour: number; round: { seals: number } },
): Promise<string[]> {
  const script = await builtScript('test/faults/award-forever.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(location), String(hour)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const promised: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'sealed') round.seals += 1
    else promised.push(line)
    if (promised.length >= count && round.seals >= 2) child.kill('SIGKILL')
  }
  await ended
  return promised
}

forEachDatabase('kill -9 between award and sealing', (bench) => {
  // first one node alone, then two at once
  const rounds = [
    { nodes: 1, count: 30 },
    { nodes: 2, count: 55 },
    { nodes: 2, count: 80 },
  ]

  it('loses no award, and every signed state is one that the log has had', async () => {
    const location = bench.freshLocation()
    await (await bench.open(issuerSchema, {}, location)).close()
    const promised: string[] = []
    for (const [hour, { nodes, count }] of rounds.entries()) {
      const round = { seals: 0 }
      const killed = Array.from({ length: nodes }, () =>
        awardUntilKilled(location, { count, hour, round }),
      )
      promised.push(...(await Promise.all(killed)).flat())
    }
    const database = await bench.open(issuerSchema, {}, location)
    // the lease of the killed node has run out by then
    const clock = () => new Date('2999-01-01T00:00:00Z')
    const signLogState = async ({ size, root: of }: { size: number; root: string }) => ({
      statement: `signed ${size} ${of}`,
      keyThumbprint: 'key',
    })
    await createSealer({ database, node: 'next', clock, signLogState }).sealNow()

    const rows = await database.reader.find(logLeafEntity, { order: { position: 'ASC' } })
    const leaves = rows.map(({ leafHash }) => decodeBase64url(leafHash))
    const known = new Set(rows.map(({ awardId }) => awardId))
    expect(promised.length).toBeGreaterThan(160)
    expect(promised.filter((id) => !known.has(id))).toEqual([])
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index))
    expect(await readHead(database.reader)).toMatchObject({
      size: leaves.length,
      root: encodeBase64url(naiveRoot(leaves)),
    })
    const checkpoints = await database.reader.find(checkpointEntity)
    expect(checkpoints.length).toBeGreaterThan(3)
    expect(checkpoints.map(({ root: signed }) => signed)).toEqual(
      checkpoints.map(({ size }) => encodeBase64url(naiveRoot(leaves.slice(0, size)))),
    )
  })
})
