// Signs compact JWS in a thread. A task: the header and payloads as JSON texts, the private key, and its curve.
import { Buffer } from 'node:buffer'
import { sign } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ id, task }) => {
  try {
    parentPort?.postMessage({ id, answer: signAll(task) })
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : 'unknown' })
  }
})

function signAll({ header, payloads, key, curve }) {
  const head = Buffer.from(header, 'utf8').toString('base64url')
  return payloads.map((payload) => {
    const signed = `${head}.${Buffer.from(payload, 'utf8').toString('base64url')}`
    const signature =
      curve === 'Ed25519'
        ? sign(null, Buffer.from(signed, 'latin1'), key)
        : sign('sha256', Buffer.from(signed, 'latin1'), { key, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  })
}
