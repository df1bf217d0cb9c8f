// `node bin/side-by-side.js lint types build` runs these scripts of package.json at the same time, each in a process
// of its own. What one printed is shown whole when it has ended; all are waited for, and one that failed fails all.
import { spawn } from 'node:child_process'

/** @returns whether it went well */
function runScript(name) {
  const child = spawn('npm', ['run', name], { stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = []
  child.stdout.on('data', (chunk) => printed.push(chunk))
  child.stderr.on('data', (chunk) => printed.push(chunk))
  return new Promise((resolve) => {
    child.once('error', (error) => printed.push(Buffer.from(`${error.message}\n`)))
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(printed))
      resolve(code === 0)
    })
  })
}

const names = process.argv.slice(2)
const ended = await Promise.all(names.map(runScript))
const failed = names.filter((_, place) => !ended[place])
if (failed.length > 0) {
  process.stderr.write(`Failed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
