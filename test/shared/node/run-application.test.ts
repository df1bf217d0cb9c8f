import { describe, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { type HostProcess, runApplication } from '../../../shared/node/run-application.ts'

function createHost() {
  const listeners = new Map<string, () => void>()
  const lines: string[] = []
  const host: HostProcess = {
    once: (signal, listener) => listeners.set(signal, listener),
    stderr: { write: (text) => lines.push(text) },
  }
  return { host, lines, signal: (name: string) => listeners.get(name)?.() }
}

describe('runApplication', () => {
  test.each(['SIGINT', 'SIGTERM'])('closes the application on %s', async (name) => {
    const { host, signal } = createHost()
    const closed: string[] = []
    const application = {
      name: 'issuer',
      url: 'https://city.example',
      close: async () => void closed.push('issuer'),
    }
    await runApplication(async () => application, host)
    expect(closed).toEqual([])
    signal(name)
    expect([closed, host.exitCode]).toEqual([['issuer'], undefined])
  })

  test('ends with 70 where closing fails', async () => {
    const { host, signal } = createHost()
    const close = () => Promise.reject(new Error('the disk is full'))
    await runApplication(async () => ({ name: 'issuer', url: '', close }), host)
    signal('SIGTERM')
    await expect.poll(() => host.exitCode).toBe(70)
  })

  test('tells in one line what the operator can mend', async () => {
    const { host, lines } = createHost()
    await runApplication(() => Promise.reject(new AppError('config_invalid', 'X is missing')), host)
    expect([lines, host.exitCode]).toEqual([['config_invalid: X is missing\n'], 78])
  })

  test('lets a bug through', async () => {
    const { host } = createHost()
    const start = () => {
      throw new TypeError('a bug')
    }
    await expect(runApplication(async () => start(), host)).rejects.toThrow('a bug')
  })
})
