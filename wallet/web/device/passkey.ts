import { decodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { Locator } from '../../core/vault/recovery-code.ts'
import type { Secret } from '../../core/vault/way-in.ts'

export type PasskeySecret = Extract<Secret, { kdf: 'passkey-prf' }>

const timeout = 120_000
/** The same for every wallet: what a passkey makes of it differs. */
const prfSalt = new TextEncoder().encode('waymark wallet: vault, version 1')

/** Says nothing where the browser cannot tell before it is tried. */
export async function canUsePasskey(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis)) return false
  try {
    const capabilities = await PublicKeyCredential.getClientCapabilities?.()
    if (capabilities?.['extension:prf'] === false) return false
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()
  } catch {
    return false
  }
}

/**
 * A new passkey for this wallet. Its user handle is what finds the sealed copy, so that the passkey alone, where the
 * platform keeps it for the person, brings everything back on another device.
 * @throws AppError passkey_unsuitable: it gives no secret; passkey_cancelled
 */
export async function createPasskey(input: {
  locator: Locator
  name: string
  known: readonly string[]
}): Promise<PasskeySecret> {
  const { locator, name, known } = input
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { id: location.hostname, name },
        user: { id: locator, name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -8 },
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: known.map(descriptorOf),
        attestation: 'none',
        timeout,
        extensions: { prf: { eval: { first: prfSalt } } },
      },
    }),
  )
  const { prf } = credential.getClientExtensionResults()
  if (prf?.enabled !== true && prf?.results === undefined) {
    forgetPasskey(credential.id)
    throw unsuitable()
  }
  // many give the secret only when the passkey is used
  const first = prf.results?.first
  return first === undefined ? usePasskey([credential.id]) : secretOf(credential.id, first)
}

/**
 * @param known the passkeys of the wallet on this device; none of them asks for any that finds a wallet
 * @throws AppError passkey_unsuitable | passkey_cancelled
 */
export async function usePasskey(
  known: readonly string[],
): Promise<PasskeySecret & { locator?: Locator }> {
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rpId: location.hostname,
        allowCredentials: known.map(descriptorOf),
        userVerification: 'required',
        timeout,
        extensions: { prf: { eval: { first: prfSalt } } },
      },
    }),
  )
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (first === undefined) throw unsuitable()
  const { response } = credential
  const handle = response instanceof AuthenticatorAssertionResponse ? response.userHandle : null
  return {
    ...secretOf(credential.id, first),
    ...(handle !== null && { locator: new Uint8Array(handle) }),
  }
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask()
    if (credential instanceof PublicKeyCredential) return credential
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : ''
    if (name === 'NotAllowedError' || name === 'AbortError') throw cancelled(cause)
    if (name === 'InvalidStateError') {
      throw new AppError('conflict', 'This device has a passkey for the wallet already', { cause })
    }
    if (name !== '') throw unsuitable(cause)
    throw cause
  }
  throw cancelled(undefined)
}

function secretOf(credentialId: string, result: BufferSource): PasskeySecret {
  const bytes = ArrayBuffer.isView(result)
    ? new Uint8Array(result.buffer, result.byteOffset, result.byteLength)
    : new Uint8Array(result)
  return { kdf: 'passkey-prf', credentialId, prf: Uint8Array.from(bytes) }
}

function descriptorOf(id: string): PublicKeyCredentialDescriptor {
  return { type: 'public-key', id: decodeBase64url(id) }
}

/** Asks the platform to take a passkey away that opens nothing; not all can. */
export function forgetPasskey(credentialId: string): void {
  if (!('PublicKeyCredential' in globalThis)) return
  const { signalUnknownCredential } = PublicKeyCredential as typeof PublicKeyCredential & {
    signalUnknownCredential?: (input: object) => Promise<void>
  }
  signalUnknownCredential
    ?.call(PublicKeyCredential, { rpId: location.hostname, credentialId })
    .catch(() => undefined)
}

function cancelled(cause: unknown): AppError {
  return new AppError('passkey_cancelled', 'The passkey was not used', { cause })
}

function unsuitable(cause?: unknown): AppError {
  return new AppError('passkey_unsuitable', 'This passkey cannot seal a wallet', { cause })
}
