/** A status list whose own signature, issuer and dates were verified. */
export type VerifiedStatusList = {
  url: string
  issuer: string
  purposes: string[]
  bits: Uint8Array
  ttlMs: number
  fetchedAt: Date
  validFrom: Date | undefined
  /** As its proof or token says, and as signed. */
  signedAt: Date | undefined
  validUntil: Date | undefined
}
