// Awards lists in a process of its own and tells its peak memory in MB. Arguments: the place as JSON, how many rows.
import { awardRoster, type BenchPlace, openSeededCity } from './bulk-city.ts'

const [place = '', rows = '0'] = process.argv.slice(2)
const rowsInList = 50_000
// sound: written by the benchmark that starts this
const services = await openSeededCity(JSON.parse(place) as BenchPlace)
for (let done = 0; done < Number(rows); done += rowsInList) {
  await awardRoster(services, Math.min(rowsInList, Number(rows) - done))
}
await services.close()
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1_024)))
