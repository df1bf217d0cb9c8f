import type { Conformance } from './conformance.ts'
import { issuePath, verifyCredentialPath, verifyPresentationPath } from './conformance-app.ts'

/** How vc-test-suite-implementations wants an implementation described, for its file localConfig.cjs. */
export function implementationOf({ issuers }: Conformance, baseUrl: string) {
  const tags = [...new Set(issuers.flatMap((issuer) => issuer.tags))]
  const [first] = issuers
  const verifier = (path: string) => ({
    id: first?.did,
    endpoint: `${baseUrl}${path}`,
    tags: tags.filter((tag) => tag !== 'EnvelopingProof'),
  })
  return {
    name: 'Waymark',
    implementation: 'Waymark',
    issuers: issuers.map((issuer) => ({
      id: issuer.did,
      endpoint: `${baseUrl}${issuePath(issuer.name)}`,
      tags: issuer.tags,
    })),
    verifiers: [verifier(verifyCredentialPath)],
    vpVerifiers: [verifier(verifyPresentationPath)],
  }
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
