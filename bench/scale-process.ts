// One of the processes that do the jobs of one city. Argument: the place as JSON. Tells when it began and ended.
import { setTimeout as sleep } from 'node:timers/promises'
import { listRunningJobs } from '../shared/node/jobs/job-store.ts'
import { type BenchPlace, openBenchCity } from './bulk-city.ts'

const [place = ''] = process.argv.slice(2)
// sound: written by the benchmark that starts this
const services = await openBenchCity(JSON.parse(place) as BenchPlace)
const begin = Date.now()
while ((await listRunningJobs(services.database.reader)).length > 0) {
  await services.jobs.runDue()
  await sleep(5)
}
const end = Date.now()
await services.close()
process.stdout.write(`${begin} ${end}`)
