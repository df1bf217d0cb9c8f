import { startTestCity, type TestCity, type TestCityOptions } from '../issuer/test-city.ts'
import { freePort } from './free-ports.ts'

export type BrowserCity = TestCity & { origin: string }

/** A demonstration city that a browser reaches at its public address. */
export async function startBrowserCity({
  config,
  ...options
}: TestCityOptions): Promise<BrowserCity> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const city = await startTestCity({
    ...options,
    config: { publicUrl: origin, host: 'localhost', port, allowLoopbackHttp: true, ...config },
  })
  return { ...city, origin }
}
