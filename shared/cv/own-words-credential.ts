import { credentialsV2Url } from '../credential/context-urls.ts'
import { cvContextUrl } from '../credential/cv-context.ts'
import { formatDateTimeStamp } from '../credential/date-time-stamp.ts'
import { readSecured } from '../credential/secured.ts'
import type { Signer } from '../credential/signer.ts'
import { signCredentialJwt } from '../credential/vc-jwt.ts'
import type { Did } from '../did/did.ts'
import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { objectsOf } from '../verify/values.ts'
import { type OwnWords, zOwnWords } from './own-words.ts'

export const ownWordsType = 'CurriculumVitaeCredential'

/**
 * A candidate's own words as a `vc+jwt` that they sign themselves: it proves who said it, and not that it is so.
 * Throws `key_unsuitable`.
 */
export function signOwnWords(input: {
  words: OwnWords
  holder: Did
  signer: Signer
  issuedAt: Date
}): Promise<string> {
  const { words, holder, signer, issuedAt } = input
  const credential = {
    '@context': [credentialsV2Url, cvContextUrl],
    type: ['VerifiableCredential', ownWordsType],
    issuer: holder,
    validFrom: formatDateTimeStamp(issuedAt),
    credentialSubject: { id: holder, type: 'Candidate', ...words },
  }
  return signCredentialJwt({ credential, signer })
}

/** The own words in a credential; nothing where it is another, or somebody else's words about the candidate. */
export function readOwnWords(credential: string | JsonObject): OwnWords | undefined {
  const document = documentOf(credential)
  const [subject, ...others] = objectsOf(document?.credentialSubject)
  if (document === undefined || subject === undefined || others.length > 0) return undefined
  const { type, '@context': contexts, issuer } = document
  const isOwn = [type].flat().includes(ownWordsType) && issuer === subject.id
  if (!isOwn || !Array.isArray(contexts) || contexts[1] !== cvContextUrl) return undefined
  return zOwnWords.safeParse(subject).data
}

function documentOf(credential: string | JsonObject): JsonObject | undefined {
  try {
    const { kind, document } = readSecured(credential)
    return kind === 'credential' && isJsonObject(document) ? document : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
