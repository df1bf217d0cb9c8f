import { createServer } from 'node:net'

/** Three ports that nobody listens on at the moment. */
export async function freePorts(): Promise<{ issuer: number; wallet: number; verifier: number }> {
  const [issuer, wallet, verifier] = await Promise.all([freePort(), freePort(), freePort()])
  return { issuer, wallet, verifier }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port')
  return address.port
}
