import { bytesToHex } from '@noble/hashes/utils.js'
import type { IAgentContext, IDIDManager, IKey, IKeyManager } from '@veramo/core-types'
import type { Signer } from '../credential/signer.ts'
import { decodeBase64url } from '../did/base-encoding.ts'
import { type Did, parseDid } from '../did/did.ts'
import { keyIdsOf } from '../did/did-document.ts'
import { AppError } from '../errors/app-error.ts'
import { publicKeyOfIdentifierKey } from './identifier-key.ts'

export type SigningContext = IAgentContext<
  Pick<IDIDManager, 'didManagerGet'> & Pick<IKeyManager, 'keyManagerSign'>
>

/** Veramo's key types, in the order in which a signer takes them, and how Waymark and JOSE call them. */
const keyTypes = {
  Ed25519: { curve: 'Ed25519', algorithm: 'EdDSA' },
  Secp256r1: { curve: 'P-256', algorithm: 'ES256' },
} as const

export type SigningKeyType = keyof typeof keyTypes

export function isSigningKeyType(type: string): type is SigningKeyType {
  return Object.hasOwn(keyTypes, type)
}

/**
 * A signer with a key of the identifier `did` that this agent manages: the one called `keyRef`, or else its
 * first of the types given. A key of another identifier is never taken. Throws `key_unsuitable`.
 */
export async function createIdentifierSigner(
  query: {
    did: string
    keyRef?: string | undefined
    types: readonly SigningKeyType[]
    /** Which of the key's two forms in a DID document its id names. */
    form: 'multikey' | 'jwk'
  },
  context: SigningContext,
): Promise<Signer> {
  const did: Did = parseDid(query.did)
  const { keys } = await context.agent.didManagerGet({ did })
  const isWanted = ({ kid }: IKey) => query.keyRef === undefined || kid === query.keyRef
  const key = keys.find((candidate) => isWanted(candidate) && isOneOf(query.types, candidate.type))
  if (key === undefined || !isSigningKeyType(key.type)) {
    throw new AppError('key_unsuitable', 'The identifier has no such key for this proof format')
  }
  const { curve, algorithm } = keyTypes[key.type]
  return {
    keyId: keyIdsOf(did, publicKeyOfIdentifierKey(key))[query.form],
    curve,
    sign: async (bytes) => {
      const signing = {
        keyRef: key.kid,
        algorithm,
        data: bytesToHex(bytes),
        encoding: 'hex',
      } as const
      return decodeBase64url(await context.agent.keyManagerSign(signing))
    },
  }
}

function isOneOf(types: readonly string[], type: string): boolean {
  return types.includes(type)
}
