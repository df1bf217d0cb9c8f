import { AppError } from '../../../../shared/errors/app-error.ts'
import { createFurtherVerification } from '../../../../shared/verify/further/create-further-verification.ts'
import type { VerificationPorts } from '../../../../shared/verify/ports.ts'
import { createWorld, type World } from '../world.ts'

export type Page = { body: unknown; type?: string; status?: number } | 'down' | 'moved'

export type Web = World & {
  ports: VerificationPorts
  /** What stands at an address, and which were asked for. */
  pages: Map<string, Page>
  visited: string[]
}

/** The world of the other tests, with pages at https addresses and all that Node verifies. */
export function createWeb(): Web {
  const world = createWorld()
  const pages: Web['pages'] = new Map()
  const visited: string[] = []
  const further = createFurtherVerification({
    clock: world.clock,
    fetch: async (url) => {
      visited.push(url)
      const page = pages.get(url) ?? { body: 'gone', status: 404 }
      if (page === 'down') throw new Error('connection refused')
      if (page === 'moved') throw new AppError('fetch_redirected', 'It leads elsewhere')
      const { body, type = 'application/json', status = 200 } = page
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return new Response(text, { status, headers: { 'content-type': type } })
    },
  })
  return { ...world, ports: { ...world.ports, further }, pages, visited }
}
