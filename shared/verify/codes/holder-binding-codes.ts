import type { CodeTable } from '../check-names.ts'

export const holderBindingCodes = {
  ok: {
    result: 'pass',
    meaning:
      'Shown by its holder, who proved it; a presentation: to this verifier, for this request.',
  },
  signed_by_holder: {
    result: 'pass',
    meaning:
      'Signed by the one it was awarded to; no nonce was asked for, so anyone may show this copy.',
  },
  not_asked: {
    result: 'not-applicable',
    meaning: 'The credential was checked by itself: nobody claimed to be its holder.',
  },
  holder_missing: { result: 'fail', meaning: 'The presentation does not say who shows it.' },
  holder_unreachable: {
    result: 'unknown',
    meaning: "The holder's DID document could not be fetched just now.",
  },
  holder_unsupported: {
    result: 'unknown',
    meaning: 'The holder is named by an identifier that is not read here.',
  },
  holder_not_found: {
    result: 'fail',
    meaning: "The holder's identifier leads to no usable DID document.",
  },
  holder_deactivated: { result: 'fail', meaning: "The holder's DID was deactivated." },
  key_missing: {
    result: 'fail',
    meaning: "The holder's DID document has no such key that can be used.",
  },
  key_not_for_authentication: {
    result: 'fail',
    meaning: "The key is not in the holder's authentication.",
  },
  key_of_another: { result: 'fail', meaning: 'The key is not controlled by the holder.' },
  key_revoked: { result: 'fail', meaning: 'The holder revoked the key.' },
  key_expired: { result: 'fail', meaning: "The holder's key has expired." },
  nonce_missing: { result: 'fail', meaning: 'The presentation carries no nonce.' },
  nonce_wrong: {
    result: 'fail',
    meaning: 'The presentation was made for another request: the nonce differs.',
  },
  audience_missing: { result: 'fail', meaning: 'The presentation names no audience.' },
  audience_wrong: { result: 'fail', meaning: 'The presentation was made for somebody else.' },
  several_audiences: {
    result: 'fail',
    meaning: 'The presentation was made for more than one audience.',
  },
  subject_differs: {
    result: 'fail',
    meaning: 'The credential was awarded to another than the one who shows it.',
  },
  several_holders: {
    result: 'fail',
    meaning: 'The credential names several subjects, not all of them the holder.',
  },
  hashed_recipient: {
    result: 'unknown',
    meaning: 'The badge was awarded to an e-mail or name, which no key can prove.',
  },
  subject_unnamed: {
    result: 'unknown',
    meaning: 'The credential does not say whom it was awarded to.',
  },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
