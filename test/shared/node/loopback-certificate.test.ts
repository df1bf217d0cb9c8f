import { once } from 'node:events'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import {
  createLoopbackCertificate,
  type LoopbackCertificate,
} from '../../../shared/node/loopback-certificate.ts'

async function statusOver(tls: LoopbackCertificate, trusted: string, hostname: string) {
  const server = createServer({ key: tls.privateKey, cert: tls.certificate }, (_, response) =>
    response.end('ok'),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // listen() on a host and port always gives an AddressInfo
  const { port } = server.address() as AddressInfo
  try {
    return await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, servername: hostname, ca: trusted }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
  } finally {
    server.close()
  }
}

test('a client that trusts the authority reaches localhost over TLS', async () => {
  const tls = await createLoopbackCertificate(new Date())
  expect(await statusOver(tls, tls.authority, 'localhost')).toBe(200)
})

test('a client that trusts another authority is refused', async () => {
  const tls = await createLoopbackCertificate(new Date())
  const other = await createLoopbackCertificate(new Date())
  await expect(statusOver(tls, other.authority, 'localhost')).rejects.toThrow(/certificate/)
})

test('the certificate is good for loopback names only', async () => {
  const tls = await createLoopbackCertificate(new Date())
  await expect(statusOver(tls, tls.authority, 'city.example')).rejects.toThrow(/altnames/)
})
