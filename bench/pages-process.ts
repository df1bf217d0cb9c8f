// The server of a city for who asks it for pages. Argument: the place as JSON. Tells its address; for each line that it is
// told, how many milliseconds of processor it has used; at the end of its input, when it closes, its peak memory in MB.
import { createInterface } from 'node:readline'
import { startIssuer } from '../issuer/start.ts'
import { type BenchPlace, benchConfig } from './bulk-city.ts'

const [place = ''] = process.argv.slice(2)
// sound: written by the benchmark that starts this
const issuer = await startIssuer(benchConfig(JSON.parse(place) as BenchPlace))
process.stdout.write(`${issuer.url}\n`)
for await (const _ of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage()
  process.stdout.write(`${(user + system) / 1_000}\n`)
}
await issuer.close()
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1_024)}\n`)
