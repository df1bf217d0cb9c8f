import { runApplication } from '../../shared/node/run-application.ts'
import { readWalletConfig } from './config.ts'
import { startWallet } from './start.ts'

await runApplication(() => startWallet(readWalletConfig(process.env)), process)
