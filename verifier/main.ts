import { runApplication } from '../shared/node/run-application.ts'
import { readVerifierConfig } from './config.ts'
import { startVerifier } from './start.ts'

await runApplication(() => startVerifier(readVerifierConfig(process.env)), process)
