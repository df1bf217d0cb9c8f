#!/usr/bin/env node
// The command line's entry: builds what is stale, then hands over to the compiled program.
import { build } from './build.js'

if (!build()) {
  process.stderr.write('waymark: the build failed; the compiler says why above\n')
  process.exit(70)
}
const { main } = await import('../dist/bin/cli.js')
process.exitCode = await main(process.argv.slice(2))
