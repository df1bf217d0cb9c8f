import { getCryptosuite } from '../../shared/credential/cryptosuites/cryptosuites.ts'
import type { Conformance } from './conformance.ts'
import { issuePath, verifyCredentialPath, verifyPresentationPath } from './conformance-app.ts'

const ecdsaTags = ['ecdsa-rdfc-2019', 'ecdsa-jcs-2019'] as const
const ecdsaKeyTypes = Object.keys(getCryptosuite(ecdsaTags[0]).hashes)

/**
 * How vc-test-suite-implementations wants an implementation described, for its file localConfig.cjs. Suites skip what is
 * not told to be supported: without a word on versions some take it for 1.1 alone.
 */
export function implementationOf({ issuers }: Conformance, baseUrl: string) {
  const tags = [...new Set(issuers.flatMap((issuer) => issuer.tags))]
  const [first] = issuers
  const verifier = (path: string, versions: readonly string[], more: readonly string[] = []) => ({
    id: first?.did,
    endpoint: `${baseUrl}${path}`,
    method: 'POST',
    // A suite sends those a fixed token that names no key.
    tags: [...tags.filter((tag) => tag !== 'EnvelopingProof'), ...more],
    ...support(versions, ecdsaKeyTypes),
  })
  return {
    name: 'Waymark',
    implementation: 'Waymark',
    issuers: issuers.map((issuer) => ({
      id: issuer.did,
      endpoint: `${baseUrl}${issuePath(issuer.name)}`,
      method: 'POST',
      tags: issuer.tags,
      ...support(['2.0'], ecdsaTags.some((tag) => issuer.tags.includes(tag)) ? [issuer.curve] : []),
    })),
    verifiers: [verifier(verifyCredentialPath, ['1.1', '2.0'], ['vc-api'])],
    vpVerifiers: [verifier(verifyPresentationPath, ['2.0'])],
  }
}

/** Older suites read the key types from the one place, newer ones from the other. */
function support(vc: readonly string[], keyTypes: readonly string[]) {
  if (keyTypes.length === 0) return { supports: { vc } }
  return { supportedEcdsaKeyTypes: keyTypes, supports: { vc, keyTypes } }
}

/** What the command prints for people. */
export function describeConformance(conformance: Conformance): string {
  const { issuers, httpUrl, httpsUrl } = conformance
  const lines = issuers.map(
    ({ name, did }) => `  ${name.padEnd(24)}${httpUrl}${issuePath(name)}\n${' '.repeat(26)}${did}`,
  )
  const implementation = implementationOf(conformance, httpsUrl)
  return `
Endpoints for conformance suites, on this machine alone. Keys are thrown away at the end; nothing is kept.

Issuers (POST, 201 with the credential)
${lines.join('\n')}

Verifier (POST, 200 or problem details)
  credentials             ${httpUrl}${verifyCredentialPath}
  presentations           ${httpUrl}${verifyPresentationPath}

The same stand at ${httpsUrl}, under a throw-away certificate.

For a suite of the W3C, localConfig.cjs:

module.exports = {
  settings: {},
  implementations: [${JSON.stringify(implementation, undefined, 2).replaceAll('\n', '\n  ')}]
}

Ctrl+C ends it.
`
}
