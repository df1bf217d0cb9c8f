import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { issuerCommands } from '../../../issuer/commands.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { createTestIo } from '../../support/command-io.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { cityApiKey, startTestCity } from '../test-city.ts'

async function run(cityAddress: string, args: string[]) {
  const io = createTestIo({
    packageRoot: temporaryFolder(),
    env: {
      ISSUER_PUBLIC_URL: cityAddress,
      ISSUER_API_KEY: cityApiKey,
      WAYMARK_ALLOW_LOOPBACK_HTTP: 'true',
    },
  })
  const program = new Command('waymark')
  issuerCommands(program, io)
  const exitCode = await runProgram(program, ['city', 'bundle', ...args], io)
  return { exitCode, output: io.output(), errors: io.errors() }
}

describe('waymark city bundle', () => {
  test('writes one file, and never over another', async () => {
    const city = await startTestCity()
    await city.award()
    const folder = temporaryFolder()
    const file = join(folder, 'cardiff.ndjson.gz')
    const written = await run(city.listensAt, ['--output', file, '--json'])
    expect([written.exitCode, JSON.parse(written.output)]).toEqual([
      0,
      {
        file,
        bytes: readFileSync(file).length,
        city: 'did:web:cardiff.example',
        didDocuments: 5,
        statusLists: 1,
        logSize: 2,
      },
    ])
    const before = readFileSync(file)
    const again = await run(city.listensAt, ['--output', file])
    expect(again).toEqual({
      exitCode: 65,
      output: '',
      errors: 'conflict: There is a file of that name already: choose another\n',
    })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['cardiff.ndjson.gz'])
    await city.close()
  })

  test.each<[string, number, Buffer, RegExp]>([
    ['half a bundle', 200, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /^bundle_refused: /],
    ['a page', 200, Buffer.from('<html>'), /^bundle_refused: /],
    ['a refusal', 403, Buffer.from('{}'), /^fetch_failed: The city gave no bundle: status 403/],
  ])(
    'leaves no file behind where the city answers with %s',
    async (_name, status, body, errors) => {
      const { origin } = await serveLoopback((_request, response) => {
        response.writeHead(status, { 'Content-Type': 'application/gzip' }).end(body)
      })
      const file = join(temporaryFolder(), 'cardiff.ndjson.gz')
      const outcome = await run(origin, ['--output', file])
      expect(outcome.errors).toMatch(errors)
      expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false])
    },
  )

  test('says where it cannot write', async () => {
    const city = await startTestCity()
    const file = join(temporaryFolder(), 'missing', 'cardiff.gz')
    expect((await run(city.listensAt, ['--output', file])).errors).toMatch(
      /^conflict: The file cannot be written/,
    )
    await city.close()
  })
})
