import type { CodeTable } from '../check-names.ts'

export const proofCodes = {
  ok: { result: 'pass', meaning: 'The signature is right.' },
  missing: { result: 'fail', meaning: 'The document carries no proof.' },
  malformed: { result: 'fail', meaning: 'The proof is not well formed.' },
  signature_invalid: {
    result: 'fail',
    meaning: 'The signature does not fit the document: it was changed, or another key signed it.',
  },
  not_canonical: {
    result: 'fail',
    meaning:
      'The document cannot be put into the form that is signed: it has unknown terms or contexts, spells members in another way, or was made to be hard work.',
  },
  too_much_work: {
    result: 'unknown',
    meaning: 'What was sent together is more work to check than is done at once.',
  },
  purpose_wrong: { result: 'fail', meaning: 'The proof was made for another purpose.' },
  algorithm_refused: { result: 'fail', meaning: 'The signature algorithm is refused.' },
  header_refused: { result: 'fail', meaning: 'The token header asks for what is refused.' },
  unsupported: {
    result: 'unknown',
    meaning: 'The proof is of a kind that is not read here.',
  },
  not_loaded: {
    result: 'unknown',
    meaning: 'What reads documents of this kind could not be loaded.',
  },
  hosted: {
    result: 'pass',
    meaning: 'The badge stands at its own address, which is how an Open Badge 2.0 is proven.',
  },
  hosted_differs: {
    result: 'fail',
    meaning: 'At the address of the badge stands something else than was given.',
  },
  hosted_not_found: { result: 'fail', meaning: 'There is no badge at the address it names.' },
  hosted_unreachable: {
    result: 'unknown',
    meaning: 'The address of the badge could not be asked, or gave no usable answer.',
  },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
