// Awards lists in a process of its own and tells its peak memory in MB. Arguments: the place as JSON, how many
// rows, and the format.
import { z } from 'zod'
import { credentialFormats } from '../shared/oid4vc/credential-format.ts'
import { awardRoster, type BenchPlace, openSeededCity } from './bulk-city.ts'

const [place = '', rows = '0', format = 'ldp_vc'] = process.argv.slice(2)
const rowsInList = 50_000
const zFormat = z.enum(credentialFormats)
// sound: written by the benchmark that starts this
const services = await openSeededCity(JSON.parse(place) as BenchPlace)
for (let done = 0; done < Number(rows); done += rowsInList) {
  await awardRoster(services, Math.min(rowsInList, Number(rows) - done), zFormat.parse(format))
}
await services.close()
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1_024)))
