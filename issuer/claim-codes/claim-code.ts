import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { ClaimSubject } from '../oid4vci/claim-secrets.ts'
import { lettersOf, readTyped } from '../typed-code.ts'

/** Sixty bits. */
const codeLength = 12

/** What stands on paper beside the QR code, for who types: as secret as the claim link, and as often made new. */
export type ClaimCodeOf = (award: ClaimSubject) => string

export function claimCodesFrom(derive: DeriveBytes): ClaimCodeOf {
  return ({ provider, id, offerGeneration }) =>
    lettersOf(derive('claim-code', provider, id, offerGeneration), codeLength)
}

export function readClaimCode(text: string): string | undefined {
  return readTyped(text, codeLength)
}

/** `7K2M-09QX-TRD4`, as people read it out. */
export function spokenClaimCode(code: string): string {
  return code.replaceAll(/.{4}(?=.)/g, '$&-')
}

/** An address that fits on a line of a card: where it begins, and the code. */
export type ShortLink = { address: string; code: string; url: string }

export function shortLinkOf(code: string, publicUrl: string): ShortLink {
  const spoken = spokenClaimCode(code)
  const url = `${publicUrl}/c/`
  return { address: url.replace(/^https:\/\//, ''), code: spoken, url: `${url}${spoken}` }
}
