import { once } from 'node:events'
import { Agent, get, request } from 'node:http'
import { get as getByTls } from 'node:https'
import { connect } from 'node:net'
import type { Express } from 'express'
import { describe, expect, test } from 'vitest'
import { createLoopbackCertificate } from '../../../../shared/node/loopback-certificate.ts'
import { listen } from '../../../../shared/server/http/listen.ts'
import { gate } from '../../../support/gate.ts'
import { createDemoApp } from '../demo/demo-app.ts'
import { startDemo } from '../demo/start-demo.ts'

describe('listen', () => {
  test('takes a free port and says where it is', async () => {
    const { server } = await startDemo()
    expect(server.port).toBeGreaterThan(0)
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
  })

  test('rejects where the port is taken', async () => {
    const { server } = await startDemo()
    await expect(
      listen(createDemoApp(), { port: server.port, host: '127.0.0.1' }),
    ).rejects.toMatchObject({ code: 'port_taken' })
  })

  test.each([
    ['0.0.0.0', 'http://localhost:'],
    ['::1', 'http://[::1]:'],
  ])('names %s as %s', async (host, start) => {
    const { server } = await startDemo({}, { host })
    expect(server.url.slice(0, start.length)).toBe(start)
  })

  test('speaks https where it is given a certificate', async () => {
    // the TLS library asks the machine for the time
    const { authority, certificate, privateKey } = await createLoopbackCertificate(new Date())
    const tls = { key: privateKey, cert: certificate }
    const { url } = await startDemo({}, { tls, host: 'localhost' })
    expect(url).toMatch(/^https:/)
    const [response] = await once(getByTls(`${url}/health`, { ca: authority }), 'response')
    expect(response.statusCode).toBe(200)
    response.resume()
  })
})

describe('close', () => {
  test('lets a running request finish, ends its connection, and takes no new one', async () => {
    const [arrived, goOn] = [gate(), gate()]
    const routes = (app: Express) => {
      app.get('/slow', async (_request, response) => {
        arrived.open()
        await goOn.passed
        response.json({ done: true })
      })
    }
    const { server, url } = await startDemo({ routes })
    const agent = new Agent({ keepAlive: true })
    const running = once(get(`${url}/slow`, { agent }), 'response')
    await arrived.passed
    const closed = server.close()
    await expect(fetch(`${url}/health`)).rejects.toThrow()
    goOn.open()
    const [response] = await running
    expect([response.statusCode, response.headers.connection]).toEqual([200, 'close'])
    response.resume()
    await closed
    agent.destroy()
  })

  test('ends idle connections at once', async () => {
    const { server, url } = await startDemo({ limits: { keepAliveTimeoutMs: 600_000 } })
    const agent = new Agent({ keepAlive: true })
    const [response] = await once(get(`${url}/health`, { agent }), 'response')
    response.resume()
    await once(response, 'end')
    await server.close()
    agent.destroy()
  })

  test('cuts off what does not finish in time', async () => {
    const arrived = gate()
    const routes = (app: Express) => {
      app.get('/never', () => arrived.open())
    }
    const { server, url } = await startDemo({ routes, limits: { closeTimeoutMs: 20 } })
    const failed = once(request(`${url}/never`).end(), 'error')
    await arrived.passed
    await server.close()
    const [error] = await failed
    expect(error.code).toBe('ECONNRESET')
  })

  test.each(['http', 'https'])(
    'ends a connection of %s that never asked for anything',
    async (scheme) => {
      const { certificate, privateKey } = await createLoopbackCertificate(new Date())
      const tls = { key: privateKey, cert: certificate }
      const { server } = await startDemo(
        { limits: { closeTimeoutMs: 60_000 } },
        scheme === 'http' ? {} : { tls },
      )
      const socket = connect(server.port, '127.0.0.1')
      await once(socket, 'connect')
      const ended = once(socket, 'close')
      await server.close()
      await ended
    },
  )
})
