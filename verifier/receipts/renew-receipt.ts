import { readCompactJws } from '../../shared/credential/jws.ts'
import { signStatement } from '../../shared/trust/signed-statement.ts'
import type { VerifierIdentity } from '../identity/verifier-identity.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'

export type RenewalPorts = Pick<OnBehalf, 'identityOf'> & { clock: () => Date }

/**
 * A receipt as it is given out now. One that a stolen key signed is signed anew, as of today: what the verifier
 * keeps it knows to be its own, and nobody else could tell.
 */
export async function renewReceipt(
  receipt: string,
  {
    identity,
    clock,
  }: { identity: Pick<VerifierIdentity, 'refresh' | 'signer'>; clock: () => Date },
): Promise<string> {
  const jws = readCompactJws(receipt)
  const keys = await identity.refresh()
  const isRevoked = keys.some(
    ({ thumbprint, compromisedAt }) =>
      compromisedAt !== null && jws.header.kid?.endsWith(`#${thumbprint}`),
  )
  if (!isRevoked) return receipt
  const iat = Math.floor(clock().getTime() / 1000)
  const payload = { ...jws.payload, iat }
  return signStatement({
    type: 'waymark-receipt+jwt',
    payload,
    signer: await identity.signer(),
  })
}
