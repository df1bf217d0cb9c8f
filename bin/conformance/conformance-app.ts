import { createCanonicalize } from '../../shared/credential/canonicalize.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import type { Logger } from '../../shared/node/logger.ts'
import {
  answerIssue,
  answerVerifyCredential,
  answerVerifyPresentation,
  type VcalmHandler,
  vcalmDeclarations,
} from '../../shared/server/api/vcalm-routes.ts'
import { createPublicDocuments } from '../../shared/server/documents/public-documents.ts'
import { createHttpApp, type HttpApp } from '../../shared/server/http/http-app.ts'
import { createViews } from '../../shared/server/views.ts'
import { credentialToIssue } from '../../shared/vcalm/credential-to-issue.ts'
import type { FetchResource } from '../../shared/vcalm/related-resources.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { createVerificationPorts } from '../../verifier/verification-ports.ts'
import { withExampleIssuer } from './example-issuer.ts'
import { knownToSuites, suiteContexts } from './suite-contexts.ts'
import type { ThrowAwayIssuer } from './throw-away-issuers.ts'
import { createThrowAwayStatusList, type ThrowAwayStatusList } from './throw-away-status-list.ts'

export type ConformancePorts = {
  issuers: readonly ThrowAwayIssuer[]
  fetch: GuardedFetch
  clock: () => Date
  logger: Logger
}

export const canonicalizeForSuites = createCanonicalize({
  contexts: suiteContexts,
  takesInlineContexts: true,
})

export const issuePath = (name: string) => `/issuers/${name}/credentials/issue`
export const verifyCredentialPath = '/credentials/verify'
export const verifyPresentationPath = '/presentations/verify'
const statusListPath = '/issuers/bitstring-status-list/status/1'

/** Issuers and a verifier for test suites, at one address, without keys to enter by and with nothing stored. */
export async function createConformanceApp(
  publicUrl: string,
  { issuers, fetch, clock, logger }: ConformancePorts,
): Promise<HttpApp> {
  const documents = createPublicDocuments()
  const [giver] = issuers.filter(({ givesStatus }) => givesStatus)
  const statusList =
    giver && (await createThrowAwayStatusList(`${publicUrl}${statusListPath}`, giver, clock()))
  if (statusList !== undefined) {
    const document = { body: statusList.text, contentType: 'application/vc', maxAgeSeconds: 60 }
    documents.set(statusListPath, document)
  }
  const { verification } = createVerificationPorts({
    fetch: withExampleIssuer(fetch),
    clock,
    allowLoopbackHttp: true,
  })
  const ports: VerificationPorts = {
    ...verification,
    canonicalize: canonicalizeForSuites,
    // the throw-away certificate is known to nobody, so this server does not ask itself over TLS
    fetchStatusList: async (url) =>
      url === statusList?.url
        ? { outcome: 'fetched', body: statusList.text, fetchedAt: clock() }
        : verification.fetchStatusList(url),
  }
  const fetchResource: FetchResource = async (url) => {
    try {
      const response = await fetch(url)
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    } catch {
      return undefined
    }
  }
  const verifying = { ports, policy: { contexts: knownToSuites }, fetchResource }
  return createHttpApp({
    name: 'conformance',
    publicUrl,
    logger,
    clock,
    publicDocuments: documents,
    views: createViews({ folders: [], service: { name: () => 'Waymark conformance' } }),
    declarations: vcalmDeclarations({
      issue: issuers.map(({ name }) => issuePath(name)),
      verifyCredential: verifyCredentialPath,
      verifyPresentation: verifyPresentationPath,
    }),
    routes(app) {
      for (const issuer of issuers)
        app.post(issuePath(issuer.name), issueBy(issuer, { statusList, fetchResource }))
      app.post(verifyCredentialPath, answerVerifyCredential(verifying))
      app.post(verifyPresentationPath, answerVerifyPresentation(verifying))
    },
  })
}

function issueBy(
  issuer: ThrowAwayIssuer,
  {
    statusList,
    fetchResource,
  }: { statusList: ThrowAwayStatusList | undefined; fetchResource: FetchResource },
): VcalmHandler {
  return answerIssue(async (body): Promise<JsonObject> => {
    const credential = await credentialToIssue(body, {
      issuer: issuer.did,
      replacesIssuer: true,
      canonicalize: canonicalizeForSuites,
      fetchResource,
    })
    const isWithout = credential.credentialStatus === undefined
    const entry = issuer.givesStatus && isWithout ? statusList?.nextEntry() : undefined
    return issuer.sign({ ...credential, ...(entry && { credentialStatus: entry }) })
  })
}
