import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that Linux hands out by itself: no other server gets one between looking and listening. */
const lowest = 12_000
const portsOfWorker = 1_000
const workers = 20

/** Each worker of a run looks in a range of its own, from anywhere on: another run may be looking, too. */
const firstOfWorker = lowest + (Number(process.env.VITEST_POOL_ID ?? 0) % workers) * portsOfWorker
let looked = randomInt(portsOfWorker)

/** A port of this machine that nobody listens on, for a server whose address must be known before it listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < portsOfWorker; tries += 1) {
    looked = (looked + 1) % portsOfWorker
    if (await isFree(firstOfWorker + looked)) return firstOfWorker + looked
  }
  throw new Error('this machine has no free port')
}

/** One for each of the three applications. */
export async function freePorts(): Promise<{ issuer: number; wallet: number; verifier: number }> {
  return { issuer: await freePort(), wallet: await freePort(), verifier: await freePort() }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
