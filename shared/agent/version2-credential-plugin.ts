import type {
  ICreateVerifiableCredentialArgs,
  ICreateVerifiablePresentationArgs,
  IssuerAgentContext,
  IVerifyCredentialArgs,
  IVerifyResult,
  VerifiableCredential,
  VerifiablePresentation,
  VerifierAgentContext,
  W3CVerifiableCredential,
} from '@veramo/core-types'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { jwtOfEnveloped } from '../credential/enveloped.ts'

/**
 * Veramo's CredentialPlugin, kept from three things that it does around its providers: it writes into the
 * caller's object, it trips over credentials that are enveloped, and it asks another plugin about the status of
 * what the verification pipeline has judged already.
 */
export class Version2CredentialPlugin extends CredentialPlugin {
  override createVerifiableCredential(
    args: ICreateVerifiableCredentialArgs,
    context: IssuerAgentContext,
  ): Promise<VerifiableCredential> {
    const credential = structuredClone(args.credential)
    return super.createVerifiableCredential({ ...args, credential }, context)
  }

  override createVerifiablePresentation(
    args: ICreateVerifiablePresentationArgs,
    context: IssuerAgentContext,
  ): Promise<VerifiablePresentation> {
    const presentation = structuredClone(args.presentation)
    const held = presentation.verifiableCredential?.map(withoutEnvelope)
    const opened = { ...presentation, ...(held && { verifiableCredential: held }) }
    return super.createVerifiablePresentation({ ...args, presentation: opened }, context)
  }

  override verifyCredential(
    args: IVerifyCredentialArgs,
    context: VerifierAgentContext,
  ): Promise<IVerifyResult> {
    const policies = { ...args.policies, credentialStatus: false }
    return super.verifyCredential({ ...args, policies }, context)
  }
}

function withoutEnvelope(credential: W3CVerifiableCredential): W3CVerifiableCredential {
  if (typeof credential === 'string') return credential
  return jwtOfEnveloped(credential)?.jwt ?? credential
}
