// Asks a server for awards over many connections, in a process of its own: what asking takes is not taken from the server.
// For each line, an address, it tells how many were answered a second and within how many ms 99 of 100 were.
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'

const [perRound = '0', apiKey = ''] = process.argv.slice(2)
const connections = 64
const agent = new Agent({ keepAlive: true, maxSockets: connections })

for await (const url of createInterface({ input: process.stdin })) {
  const times: number[] = []
  const rate = await loadWith(url, times)
  const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN
  process.stdout.write(`${rate} ${p99}\n`)
}
agent.destroy()

/** @returns requests a second */
async function loadWith(url: string, times: number[]): Promise<number> {
  let left = Number(perRound)
  const start = performance.now()
  const askOn = async () => {
    while (left > 0) {
      left -= 1
      const asked = performance.now()
      await post(url, {
        badge: 'harbour-youth/first-aid',
        recipient: { email: `p${left}@learner.example`, name: 'Sam Jones' },
        notify: false,
      })
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, askOn))
  return (Number(perRound) / (performance.now() - start)) * 1_000
}

function post(url: string, body: object): Promise<void> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          Authorization: `Bearer ${apiKey}`,
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 201) resolve()
          else reject(new Error(`answered ${response.statusCode}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
