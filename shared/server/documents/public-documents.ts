import type { IncomingMessage, ServerResponse } from 'node:http'
import { isTokenAskedFor } from './accepted-types.ts'
import { answerReady } from './answer-ready.ts'
import {
  makeReady,
  type PublicDocument,
  type ReadyDocument,
  type Representation,
  representationFor,
  type Transport,
} from './ready-document.ts'

/** Documents by path (`/providers/x/did.json`), answered before Express and its parsers. */
export type PublicDocuments = {
  /** @param document or what makes it, when it is first asked for */
  set(path: string, document: PublicDocument | (() => PublicDocument)): void
  delete(path: string): void
  has(path: string): boolean
  /**
   * Answers the same to who asks for the same address in the same words within the next seconds: for what a route has
   * just made for everybody.
   */
  pass(request: Pick<IncomingMessage, 'url' | 'headers'>, document: PublicDocument): void
  /** Answers the request and returns true, or leaves it alone and returns false. */
  answer(request: IncomingMessage, response: ServerResponse, transport?: Transport): boolean
}

export function createPublicDocuments(): PublicDocuments {
  const ready = new Map<string, ReadyDocument | (() => PublicDocument)>()
  const find = (path: string): ReadyDocument | undefined => {
    const found = ready.get(path)
    if (typeof found !== 'function') return found
    const made = makeReady(found())
    ready.set(path, made)
    return made
  }
  const passing = new Map<string, ReadyDocument>()
  const chosenFor = (request: IncomingMessage, document: ReadyDocument): Representation => {
    const { accept, 'accept-encoding': acceptEncoding } = request.headers
    const isToken = document.asJson !== undefined && accept !== undefined && isTokenAskedFor(accept)
    const token = isToken ? find(tokenPathOf(pathOf(request))) : undefined
    if (token !== undefined) return representationFor(token, acceptEncoding)
    return document.asJson?.(accept) ?? representationFor(document, acceptEncoding)
  }
  return {
    set: (path, document) =>
      void ready.set(path, typeof document === 'function' ? document : makeReady(document)),
    delete: (path) => void ready.delete(path),
    has: (path) => ready.has(path),
    pass(request, document) {
      const key = questionOf(request)
      if (passing.size >= maxPassing || key.length > maxQuestionLength) return
      passing.set(key, makeReady(document))
      setTimeout(() => passing.delete(key), passingMilliseconds).unref()
    },
    answer(request, response, transport = noHeaders) {
      const document =
        find(pathOf(request)) ?? (passing.size > 0 ? passing.get(questionOf(request)) : undefined)
      if (document === undefined) return false
      return answerReady(chosenFor(request, document), request, response, transport)
    },
  }
}

/** Where a credential is published as a token too, for those who ask for that at its own address. */
export function tokenPathOf(path: string): string {
  return `${path}.jwt`
}

const noHeaders = {}

/** As long as other nodes may take to hear of a change. */
const passingMilliseconds = 5_000
const maxPassing = 1_000
const maxQuestionLength = 1_000

function questionOf({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  return `${url} ${headers.accept}`
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? ''
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
