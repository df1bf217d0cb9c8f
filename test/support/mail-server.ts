import { createServer, type Socket } from 'node:net'

export type ReceivedMail = { from: string; to: string[]; raw: string }

/** A mail server on loopback that speaks as much SMTP as a client needs, and keeps what it is handed. */
export type MailServer = {
  url: string
  received: ReceivedMail[]
  /** The verbs that clients said, in order. */
  verbs: string[]
  /** What it answers to a recipient instead of taking it: `550 no such user`. */
  refusals: Map<string, string>
  close(): Promise<void>
}

/** @param port 0 takes a free one */
export async function startMailServer(port = 0, host = '127.0.0.1'): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const verbs: string[] = []
  const refusals = new Map<string, string>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    converse(socket, { received, refusals, verbs })
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on TCP')
  return {
    url: `smtp://${host}:${address.port}`,
    received,
    verbs,
    refusals,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function converse(
  socket: Socket,
  { received, refusals, verbs }: Pick<MailServer, 'received' | 'refusals' | 'verbs'>,
): void {
  let envelope = { from: '', to: [] as string[] }
  let buffer = ''
  let isReadingBody = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const obey = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase()
    verbs.push(verb)
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (verb === 'EHLO' || verb === 'HELO') return say('250 loopback')
    if (verb === 'MAIL') {
      envelope = { from: address, to: [] }
      return say('250 sender ok')
    }
    if (verb === 'RCPT') {
      const refusal = refusals.get(address)
      if (refusal === undefined) envelope.to.push(address)
      return say(refusal ?? '250 recipient ok')
    }
    if (verb === 'DATA') {
      isReadingBody = true
      return say('354 go on')
    }
    if (verb === 'QUIT') return socket.end('221 bye\r\n')
    return say('250 ok')
  }
  socket.setEncoding('utf8')
  say('220 loopback ESMTP')
  socket.on('data', (chunk: string) => {
    buffer += chunk
    for (;;) {
      const end = isReadingBody ? '\r\n.\r\n' : '\r\n'
      const place = buffer.indexOf(end)
      if (place < 0) return
      const part = buffer.slice(0, place)
      buffer = buffer.slice(place + end.length)
      if (!isReadingBody) {
        obey(part)
        continue
      }
      isReadingBody = false
      received.push({ ...envelope, raw: part })
      say('250 taken')
    }
  })
}
