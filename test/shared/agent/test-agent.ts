import { Agent } from '@veramo/core'
import type {
  CredentialPayload,
  ICredentialPlugin,
  IDIDManager,
  IIdentifier,
  IKey,
  IKeyManager,
  IKeyManagerSignArgs,
  TAgent,
} from '@veramo/core-types'
import { DataIntegrityProvider } from '../../../shared/agent/data-integrity-provider.ts'
import { VcJwtProvider } from '../../../shared/agent/vc-jwt-provider.ts'
import { Version2CredentialPlugin } from '../../../shared/agent/version2-credential-plugin.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { CredentialReport, PresentationReport } from '../../../shared/verify/report.ts'
import type { Verification } from '../../../shared/verify/verification-port.ts'
import { createTestClock } from '../../support/clock.ts'
import type { TestKey } from '../../support/signing-keys.ts'

/** An agent as agent.yml composes it, over a few identifiers in memory. */

const canonicalize = createCanonicalize()

export type ManagedIdentifier = { did: string; keys: Record<string, TestKey> }

export type TestAgent = {
  agent: TAgent<ICredentialPlugin>
  /** Every request for a signature, in order. */
  signed: IKeyManagerSignArgs[]
  /** Every request for verification, in order. */
  verified: unknown[][]
}

const checkedAt = '2026-09-01T10:00:00Z'

export const validCredential: CredentialReport = {
  kind: 'credential',
  verdict: 'valid',
  checks: [{ name: 'proof', result: 'pass', code: 'ok', detail: 'Right.' }],
  checkedAt,
}

export const validPresentation: PresentationReport = {
  kind: 'presentation',
  verdict: 'valid',
  checks: [],
  credentials: [validCredential],
  checkedAt,
}

export function createTestAgent(
  identifiers: ManagedIdentifier[],
  answers: { credential?: CredentialReport; presentation?: PresentationReport } = {},
): TestAgent {
  const signed: IKeyManagerSignArgs[] = []
  const verified: unknown[][] = []
  const verification = {
    canonicalize,
    verifyCredential: async (...call) => {
      verified.push(call)
      return answers.credential ?? validCredential
    },
    verifyPresentation: async (...call) => {
      verified.push(call)
      return answers.presentation ?? validPresentation
    },
  } satisfies Verification
  const options = { verification, clock: createTestClock('2026-09-01T10:00:00Z') }
  const managers = {
    didManagerGet: async ({ did }) => {
      const identifier = identifiers.find((candidate) => candidate.did === did)
      if (identifier === undefined) throw new AppError('not_found', 'No such identifier')
      return toVeramo(identifier)
    },
    keyManagerSign: async (args) => {
      signed.push(args)
      const keys = identifiers.flatMap(({ keys }) => Object.entries(keys))
      const [, key] = keys.find(([kid]) => kid === args.keyRef) ?? []
      if (key === undefined) throw new AppError('not_found', 'No such key')
      const bytes = Buffer.from(args.data, args.encoding === 'hex' ? 'hex' : 'utf8')
      return Buffer.from(await key.signer().sign(bytes)).toString('base64url')
    },
  } satisfies Pick<IDIDManager, 'didManagerGet'> & Pick<IKeyManager, 'keyManagerSign'>
  const credentials = new Version2CredentialPlugin([
    new DataIntegrityProvider(options),
    new VcJwtProvider(options),
  ])
  const agent = new Agent({ plugins: [credentials, { methods: managers }] })
  // sound: the plugin brings the methods of ICredentialPlugin
  return { agent: agent as unknown as TAgent<ICredentialPlugin>, signed, verified }
}

/** A badge under the name of Veramo's type. */
export function payloadOf(credential: object): CredentialPayload {
  // sound: what the type asks for beyond a document of version 2.0, Veramo adds itself
  return credential as CredentialPayload
}

function toVeramo({ did, keys }: ManagedIdentifier): IIdentifier {
  return {
    did,
    provider: did.split(':').slice(0, 2).join(':'),
    services: [],
    keys: Object.entries(keys).map(
      ([kid, { publicKey }]): IKey => ({
        kid,
        kms: 'local',
        type: publicKey.curve === 'Ed25519' ? 'Ed25519' : 'Secp256r1',
        publicKeyHex: Buffer.from(publicKey.bytes).toString('hex'),
      }),
    ),
  }
}
