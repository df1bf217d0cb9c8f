// A node that does the jobs of a city until there is none, or until it is killed. Arguments: the place as JSON, the
// hour of a day in which all this happens.
import { setTimeout as sleep } from 'node:timers/promises'
import { listRunningJobs } from '../../shared/node/jobs/job-store.ts'
import { type BulkPlace, openBulkCity } from './bulk-city.ts'

const [place = '', hour = '0'] = process.argv.slice(2)
const clock = () => new Date(Date.UTC(2026, 10, 22, Number(hour)))
// sound: written by the test that starts this
const services = await openBulkCity(JSON.parse(place) as BulkPlace, clock)
while ((await listRunningJobs(services.database.reader)).length > 0) {
  await services.jobs.runDue()
  await sleep(20)
}
await services.close()
