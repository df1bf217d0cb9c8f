import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { keyEncryptionKeyFrom } from '../../shared/node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../shared/node/kms/sealed-json.ts'

const zLink = z.object({ email: z.string(), until: z.number() })

/** What the link in the mail says: whose badges it opens, and for how long. Nothing is kept of it. */
export type LostLinks = {
  seal(link: z.infer<typeof zLink>): string
  /** @throws AppError not_found for a link that is not ours, or is over */
  open(token: string, now: Date): string
}

const mostLetters = 2_000
const context = { owner: 'lost-badges', keyId: 'link' }

export function createLostLinks(derive: DeriveBytes): LostLinks {
  const key = keyEncryptionKeyFrom(derive('lost-badges'))
  return {
    seal: (link) => sealJson(link, key, context),
    open(token, now) {
      const { email, until } = read(token)
      if (now.getTime() >= until) throw unknownLink()
      return email
    },
  }

  function read(token: string): z.infer<typeof zLink> {
    if (token.length > mostLetters) throw unknownLink()
    try {
      return zLink.parse(openJson(token, key, context))
    } catch (error) {
      if (!isAppError(error)) throw error
      throw unknownLink()
    }
  }
}

function unknownLink(): AppError {
  return new AppError('not_found', 'This link is not ours, or its hour is over')
}
