import { describe, expect, it } from 'vitest'
import { jwtOfEnveloped } from '../../../shared/credential/enveloped.ts'
import {
  furtherAlgorithms,
  readCompactJws,
  verifyCompactJws,
} from '../../../shared/credential/jws.ts'
import { credentialIssues } from '../../../shared/credential/model-issues.ts'
import { furtherKeyReaders } from '../../../shared/did/further-keys.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import w3c from './vectors/vc-jose-cose.json' with { type: 'json' }

const token = jwtOfEnveloped(w3c.enveloped)?.jwt ?? ''
const key = furtherKeyReaders.fromJwk(w3c.publicKeyJwk)
const verifies = (jwt: string) =>
  verifyCompactJws(readCompactJws(jwt, { algorithms: furtherAlgorithms }), key, verifySignature)

describe('the enveloped credential of W3C vc-jose-cose', () => {
  it('verifies by the published key, and holds a credential of the data model', async () => {
    expect(await verifies(token)).toBe(true)
    expect(
      credentialIssues(readCompactJws(token, { algorithms: furtherAlgorithms }).payload),
    ).toEqual([])
  })

  it('is refused changed, and by a reader of our own algorithms alone', async () => {
    const [head, payload = '', tail] = token.split('.')
    const changed = Buffer.from(payload, 'base64url').toString().replace('Bachelor of', 'Master of')
    const forged = `${head}.${Buffer.from(changed).toString('base64url')}.${tail}`
    expect(await verifies(forged)).toBe(false)
    expect(() => readCompactJws(token)).toThrow(
      expect.objectContaining({ code: 'securing_unsupported' }),
    )
  })
})
