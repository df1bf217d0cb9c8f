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
import {
  type CryptosuiteName,
  cryptosuites,
  getCryptosuite,
  isCryptosuiteName,
} from '../credential/cryptosuites/cryptosuites.ts'
import { addDataIntegrityProof } from '../credential/data-integrity.ts'
import { assertCredential, assertPresentation } from '../credential/model-issues.ts'
import type { Verification } from '../verify/verification-port.ts'
import { createIdentifierSigner, type SigningContext } from './identifier-signer.ts'
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

/** What is made unless a caller asks for another cryptosuite by its name. */
export const dataIntegrityFormat = 'eddsa-rdfc-2022'

/** The others are verified only: no key signs badges that cannot sign with these. */
function isIssued(name: string): name is CryptosuiteName {
  return isCryptosuiteName(name) && getCryptosuite(name).hashes.Ed25519 !== undefined
}

/** Embedded proofs for documents of version 2.0, in Veramo's CredentialPlugin. */
export class DataIntegrityProvider implements ICredentialProvider {
  readonly #verification: Verification
  readonly #clock: () => Date

  constructor(options: { verification: Verification; clock: () => Date }) {
    this.#verification = options.verification
    this.#clock = options.clock
  }

  getProofFormatsSupportedForKey(key: IKey): string[] {
    return key.type === 'Ed25519' ? Object.keys(cryptosuites).filter(isIssued) : []
  }

  canIssueProofFormat({ proofFormat }: ProofFormatQuery): boolean {
    return isIssued(proofFormat)
  }

  /** Every object that is not a token in disguise: one without a proof is told so by the report. */
  canVerifyDocumentType({ document }: TentativeVerificationQuery): boolean {
    return !isToken(document)
  }

  async createVerifiableCredential(
    args: ICreateVerifiableCredentialArgs,
    context: SigningContext,
  ): Promise<VerifiableCredential> {
    const document = unsignedCredential(args.credential)
    assertCredential(document)
    const signed = await addDataIntegrityProof({
      document,
      signer: await this.#signer(document.issuer, args.keyRef, context),
      proofPurpose: 'assertionMethod',
      created: timeOf(args.now, this.#clock),
      ...cryptosuiteOf(args),
      canonicalize: this.#verification.canonicalize,
    })
    return toVeramoCredential(signed)
  }

  async createVerifiablePresentation(
    args: ICreateVerifiablePresentationArgs,
    context: SigningContext,
  ): Promise<VerifiablePresentation> {
    const document = unsignedPresentation(args.presentation)
    assertPresentation(document)
    const signed = await addDataIntegrityProof({
      document,
      signer: await this.#signer(document.holder, args.keyRef, context),
      proofPurpose: 'authentication',
      created: timeOf(args.now, this.#clock),
      ...cryptosuiteOf(args),
      ...(args.challenge !== undefined && { challenge: args.challenge }),
      ...(args.domain !== undefined && { domain: args.domain }),
      canonicalize: this.#verification.canonicalize,
    })
    return toVeramoPresentation(signed)
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
    const did = partyId(party)
    return createIdentifierSigner({ did, keyRef, types: ['Ed25519'], form: 'multikey' }, context)
  }
}

function cryptosuiteOf({ proofFormat }: { proofFormat: string }): {
  cryptosuite?: CryptosuiteName
} {
  return isIssued(proofFormat) ? { cryptosuite: proofFormat } : {}
}
