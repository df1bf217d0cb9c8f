import type { IncomingMessage, ServerResponse } from 'node:http'
import { isUnchanged } from './entity-tag.ts'
import type { Representation, Transport } from './ready-document.ts'

/** Answers with what is ready, or leaves a request that does not only read alone and returns false. */
export function answerReady(
  document: Representation,
  request: IncomingMessage,
  response: ServerResponse,
  transport: Transport,
): boolean {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'Accept, Content-Type, If-None-Match',
      'Access-Control-Max-Age': '86400',
    })
    response.end()
    return true
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const { lines, unchangedLines } = sentWith(document, transport)
  if (isUnchanged(request.headers['if-none-match'], document.etag)) {
    response.writeHead(304, unchangedLines)
    response.end()
    return true
  }
  response.writeHead(200, lines)
  response.end(request.method === 'HEAD' ? undefined : document.body)
  return true
}

function sentWith(document: Representation, transport: Transport) {
  if (document.sent?.transport === transport) return document.sent
  const more = Object.entries(transport).flat()
  const { lines, unchangedLines } = document
  document.sent = {
    transport,
    lines: [...lines, ...more],
    unchangedLines: [...unchangedLines, ...more],
  }
  return document.sent
}
