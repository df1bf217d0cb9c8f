// The server of a city for who asks it for pages. Argument: the place as JSON. Tells its address; for each line that it is
// told, how many milliseconds of processor it has used; at the end of its input, when it closes, its peak memory in MB.
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startIssuer } from '../issuer/start.ts'
import { keyEncryptionKeyFrom } from '../shared/node/kms/key-encryption.ts'
import { agentFileOf, type BenchPlace, benchUrl } from './bulk-city.ts'

const [place = ''] = process.argv.slice(2)
// sound: written by the benchmark that starts this
const { folder, database } = JSON.parse(place) as BenchPlace
const issuer = await startIssuer({
  publicUrl: benchUrl,
  ...{ host: '127.0.0.1', port: 0, database },
  agentDatabase: join(folder, agentFileOf(database)),
  keyEncryptionKey: keyEncryptionKeyFrom(new Uint8Array(32).fill(7)),
  walletUrl: 'https://wallet.example',
  cityName: { en: 'City', cy: 'Dinas' },
  ...{ demo: true, allowLoopbackHttp: false, statusTtlSeconds: 300, logLevel: 'silent' },
})
process.stdout.write(`${issuer.url}\n`)
for await (const _ of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage()
  process.stdout.write(`${(user + system) / 1_000}\n`)
}
await issuer.close()
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1_024)}\n`)
