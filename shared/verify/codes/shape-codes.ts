import type { CodeTable } from '../check-names.ts'

export const shapeCodes = {
  ok: { result: 'pass', meaning: 'The document has the form that its standard asks for.' },
  too_large: { result: 'fail', meaning: 'The document is larger than a verifier reads.' },
  malformed: { result: 'fail', meaning: 'The text is not a credential or presentation.' },
  not_a_credential: { result: 'fail', meaning: 'The document is not a credential.' },
  not_a_presentation: { result: 'fail', meaning: 'The document is not a presentation.' },
  context_invalid: {
    result: 'fail',
    meaning:
      'The first context is not one of the data model, or another is no web address or stands in the document itself.',
  },
  context_unknown: {
    result: 'unknown',
    meaning: 'The credential has words of a context that is not known here.',
  },
  model_invalid: {
    result: 'fail',
    meaning: 'The document breaks a rule of the Verifiable Credentials Data Model 2.0.',
  },
  badge_invalid: {
    result: 'fail',
    meaning: 'The credential calls itself an Open Badge and breaks a rule of Open Badges.',
  },
  subject_missing: { result: 'fail', meaning: 'The badge names no recipient.' },
  claims_mismatch: {
    result: 'fail',
    meaning: 'A claim of the token differs from the credential inside it.',
  },
  not_checked: {
    result: 'unknown',
    meaning: 'The token is signed in a way that hides its content from this check.',
  },
  version_unsupported: {
    result: 'unknown',
    meaning: 'The document follows a version of the data model that is not read here.',
  },
  open_badge_2: {
    result: 'unknown',
    meaning: 'This is an Open Badge of version 2.0 or before, which is read and not checked here.',
  },
  held_unchecked: {
    result: 'unknown',
    meaning: 'The document holds credentials that are not checked here.',
  },
  no_credentials: { result: 'fail', meaning: 'The presentation shows no credential.' },
  too_many_credentials: {
    result: 'fail',
    meaning: 'The presentation shows more credentials than a verifier reads.',
  },
} as const satisfies CodeTable
