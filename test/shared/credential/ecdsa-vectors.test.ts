import { createHash } from 'node:crypto'
import jsonld from 'jsonld'
import rdfCanonize from 'rdf-canonize'
import { describe, expect, it } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { documentLoader } from '../../../shared/credential/contexts.ts'
import { createProofVerifier } from '../../../shared/credential/data-integrity.ts'
import { dataToSign } from '../../../shared/credential/data-to-sign.ts'
import { furtherKeyReaders } from '../../../shared/did/further-keys.ts'
import { createNodeCanonicalization } from '../../../shared/node/canonicalization.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { sampleBadge } from './sample-badge.ts'
import published from './vectors/vc-di-ecdsa-more.json' with { type: 'json' }

const examplesContext = {
  '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' },
}
const canonicalize = createCanonicalize({
  contexts: new Map([['https://www.w3.org/ns/credentials/examples/v2', examplesContext]]),
})

describe.each(published.vectors)('$suite with $curve of W3C vc-di-ecdsa', (vector) => {
  const { proof, ...unsecured } = vector.signed
  const [, multikey = ''] = proof.verificationMethod.split('#')
  const publicKey = furtherKeyReaders.fromMultibase(multikey)
  const ports = { publicKey, canonicalize, verifySignature }

  it('hashes to the published bytes', async () => {
    const canonicalization = vector.suite === 'ecdsa-jcs-2019' ? 'jcs' : 'rdfc'
    const hash = vector.curve === 'P-384' ? 'sha-384' : 'sha-256'
    const bytes = await dataToSign(unsecured, proof, { canonicalization, hash, canonicalize })
    expect(Buffer.from(bytes).toString('hex')).toBe(vector.combinedHash)
  })

  it('verifies as published and not once changed', async () => {
    const changed = { ...vector.signed, name: 'Surgeon' }
    expect([
      await createProofVerifier(vector.signed)({ proof, ...ports }),
      await createProofVerifier(changed)({ proof, ...ports }),
    ]).toMatchObject([{ ok: true }, { ok: false, code: 'signature_invalid' }])
  })
})

describe('ecdsa-rdfc-2019 with P-384 and blank nodes', () => {
  it('tells them apart with SHA-384, as the library does by itself, compiled contexts or not', async () => {
    const document = sampleBadge()
    const safe = { base: null, documentLoader, produceGeneralizedRdf: false, safe: true } as const
    const quads = await jsonld().toRDF(document, { ...safe, rdfDirection: 'i18n-datatype' })
    const createMessageDigest = () => {
      const hash = createHash('sha384')
      const update = (message: string) => void hash.update(message)
      return { update, digest: () => hash.digest('hex') }
    }
    const options = { algorithm: 'RDFC-1.0', maxWorkFactor: 1, createMessageDigest } as const
    const library = await rdfCanonize.canonize(quads, options)
    const { canonicalize: compiled } = createNodeCanonicalization()
    expect(await compiled(document, { hash: 'sha-384' })).toBe(library)
    expect(await compiled(document)).not.toBe(library)
  })
})
