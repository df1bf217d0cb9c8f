import { runApplication } from '../shared/node/run-application.ts'
import { readIssuerConfig } from './config.ts'
import { startIssuer } from './start.ts'

await runApplication(() => startIssuer(readIssuerConfig(process.env)), process)
