import { onTestFinished } from 'vitest'
import type { HttpAppOptions } from '../../../../shared/server/http-app.ts'
import { type ListenOptions, listen, type RunningServer } from '../../../../shared/server/listen.ts'
import { createDemoApp } from './demo-app.ts'
import { createMemoryLogger } from './memory-logger.ts'

export type Demo = { server: RunningServer; url: string; lines: Record<string, unknown>[] }

/** The demo application, or one with other routes, on a free port until the end of the test. */
export async function startDemo(
  options: Partial<HttpAppOptions> = {},
  listenOptions: Partial<ListenOptions> = {},
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
  onTestFinished(closeOnce)
  return { server: { ...server, close: closeOnce }, url: server.url, lines }
}
