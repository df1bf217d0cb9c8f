import { onTestFinished } from 'vitest'
import type { HttpAppOptions } from '../../../../shared/server/http/http-app.ts'
import {
  type ListenOptions,
  listen,
  type RunningServer,
} from '../../../../shared/server/http/listen.ts'
import { createDemoApp } from './demo-app.ts'
import { createMemoryLogger } from './memory-logger.ts'

export type Demo = { server: RunningServer; url: string; lines: Record<string, unknown>[] }

/**
 * The demo application, or one with other routes, on a free port until the end of the test.
 * @param whenDone in a hook, give `afterAll`
 */
export async function startDemo(
  options: Partial<HttpAppOptions> = {},
  listenOptions: Partial<ListenOptions> = {},
  whenDone: (close: () => Promise<void>) => void = onTestFinished,
): Promise<Demo> {
  const { logger, lines } = createMemoryLogger()
  const app = createDemoApp({ logger, ...options })
  const server = await listen(app, { port: 0, host: '127.0.0.1', ...listenOptions })
  let isClosed = false
  const closeOnce = async () => {
    if (isClosed) return
    isClosed = true
    await server.close()
  }
  whenDone(closeOnce)
  return { server: { ...server, close: closeOnce }, url: server.url, lines }
}
