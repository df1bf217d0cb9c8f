// Asks one address so many times over 32 connections that stay open, once it is told to on standard input.
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

const connections = 32

type Asked = { url: string; count: number; etag?: string }

// sound: written by the benchmark that starts this
const { url, count, etag } = JSON.parse(process.argv[2] ?? '{}') as Asked
const { hostname, port, pathname } = new URL(url)
const known = etag === undefined ? '' : `If-None-Match: ${etag}\r\n`
const request = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: */*\r\n${known}\r\n`
const expected = etag === undefined ? 'HTTP/1.1 200 ' : 'HTTP/1.1 304 '
let left = count

process.stdout.write('ready')
await text(process.stdin)
await Promise.all(Array.from({ length: connections }, askOn))
process.stdout.write('done')

function askOn(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let awaited = 0
    let head = ''
    socket.on('error', reject)
    socket.on('data', (bytes: Buffer) => {
      if (awaited > 0) awaited -= bytes.length
      else {
        head += bytes.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end === -1) return
        if (!head.startsWith(expected)) reject(new Error(head.slice(0, 40)))
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
        awaited = etag === undefined ? length - (head.length - end - 4) : 0
        head = ''
      }
      if (awaited === 0) askNext(socket, resolve)
    })
    askNext(socket, resolve)
  })
}

function askNext(socket: Socket, end: () => void): void {
  left -= 1
  if (left >= 0) socket.write(request)
  else {
    socket.destroy()
    end()
  }
}
