import { createServer } from 'node:http'

/** What one run of tests makes at most once, when the first of its workers asks for it. */
export type MadeOnce = {
  /** For workers, to be given to `askForMade`. */
  url: string
  close(): void
}

/** @param make answers a text by which workers find what was made */
export async function offerMadeOnce(make: () => Promise<string>): Promise<MadeOnce> {
  let made: Promise<string> | undefined
  const server = createServer((_request, response) => {
    made ??= make()
    made.then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() }
}

export async function askForMade(url: string): Promise<string> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
