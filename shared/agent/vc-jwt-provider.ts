import type {
  ICreateVerifiableCredentialArgs,
  ICreateVerifiablePresentationArgs,
  IKey,
  IVerifyCredentialArgs,
  IVerifyPresentationArgs,
  IVerifyResult,
  VerifiableCredential,
  VerifiablePresentation,
} from '@veramo/core-types'
import type {
  ICredentialProvider,
  ProofFormatQuery,
  TentativeVerificationQuery,
} from '@veramo/credential-w3c'
import { z } from 'zod'
import { envelopCredential, envelopPresentation } from '../credential/enveloped.ts'
import { assertCredential, assertPresentation } from '../credential/model-issues.ts'
import { hasVcClaim } from '../credential/vc-claim.ts'
import { signCredentialJwt, signPresentationJwt, signVpClaimJwt } from '../credential/vc-jwt.ts'
import { AppError } from '../errors/app-error.ts'
import type { Verification } from '../verify/verification-port.ts'
import {
  createIdentifierSigner,
  isSigningKeyType,
  type SigningContext,
} from './identifier-signer.ts'
import {
  bindingOf,
  isToken,
  partyId,
  timeOf,
  toVeramoCredential,
  toVeramoPresentation,
  toVerifyResult,
  unsignedCredential,
  unsignedPresentation,
} from './veramo-documents.ts'

export const vcJwtFormat = 'vc+jwt'

/** The `typ` of the token: `vc+jwt` unless the caller wants an older wallet's or an Open Badge file's. */
const zTyp = z.enum(['vc+jwt', 'JWT', 'none'])

/** Documents of version 2.0 as tokens, in Veramo's CredentialPlugin. What is made comes enveloped. */
export class VcJwtProvider implements ICredentialProvider {
  readonly #verification: Verification
  readonly #clock: () => Date

  constructor(options: { verification: Verification; clock: () => Date }) {
    this.#verification = options.verification
    this.#clock = options.clock
  }

  getProofFormatsSupportedForKey(key: IKey): string[] {
    return isSigningKeyType(key.type) ? [vcJwtFormat] : []
  }

  canIssueProofFormat({ proofFormat }: ProofFormatQuery): boolean {
    return proofFormat === vcJwtFormat
  }

  canVerifyDocumentType({ document }: TentativeVerificationQuery): boolean {
    return isToken(document)
  }

  async createVerifiableCredential(
    args: ICreateVerifiableCredentialArgs,
    context: SigningContext,
  ): Promise<VerifiableCredential> {
    const credential = unsignedCredential(args.credential)
    assertCredential(credential)
    const signer = await this.#signer(credential.issuer, args.keyRef, context)
    const jwt = await signCredentialJwt({ credential, signer, ...readTyp(args.typ) })
    return toVeramoCredential(envelopCredential(jwt))
  }

  async createVerifiablePresentation(
    args: ICreateVerifiablePresentationArgs,
    context: SigningContext,
  ): Promise<VerifiablePresentation> {
    const presentation = unsignedPresentation(args.presentation)
    assertPresentation(presentation)
    const { binding } = bindingOf(args)
    if (binding === undefined) {
      throw new AppError('request_malformed', 'A presentation token needs challenge and domain')
    }
    const token = {
      presentation,
      signer: await this.#signer(presentation.holder, args.keyRef, context),
      ...binding,
      issuedAt: timeOf(args.now, this.#clock),
    }
    const credentials = args.presentation.verifiableCredential ?? []
    const isOlder = credentials.length > 0 && credentials.every(hasVcClaim)
    const jwt = await (isOlder
      ? signVpClaimJwt({ ...token, credentials })
      : signPresentationJwt(token))
    return toVeramoPresentation(envelopPresentation(jwt))
  }

  async verifyCredential(args: IVerifyCredentialArgs): Promise<IVerifyResult> {
    return toVerifyResult(await this.#verification.verifyCredential(args.credential))
  }

  async verifyPresentation(args: IVerifyPresentationArgs): Promise<IVerifyResult> {
    const { presentation } = args
    return toVerifyResult(
      await this.#verification.verifyPresentation(presentation, bindingOf(args)),
    )
  }

  #signer(party: unknown, keyRef: string | undefined, context: SigningContext) {
    const query = {
      did: partyId(party),
      keyRef,
      types: ['Ed25519', 'Secp256r1'],
      form: 'jwk',
    } as const
    return createIdentifierSigner(query, context)
  }
}

function readTyp(value: unknown): { typ?: z.infer<typeof zTyp> } {
  if (value === undefined) return {}
  const typ = zTyp.safeParse(value)
  if (typ.success) return { typ: typ.data }
  throw new AppError('request_malformed', 'typ is vc+jwt, JWT or none')
}
