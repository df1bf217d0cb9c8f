import type { CheckName, CheckResult } from './report.ts'

/**
 * Every code that a check can answer with: the result that goes with it, and what it means to a developer.
 * A code always has the same result, so the pipeline names a code and the result follows. The rule behind
 * the results: `fail` is said only of what is known against this credential or presentation; whatever could
 * not be found out is `unknown`, and unknown is never a kind of valid.
 *
 * Sentences for people are made from name and code by shared/i18n.
 */
export const checkCodes = {
  shape: {
    ok: { result: 'pass', meaning: 'The document has the form that its standard asks for.' },
    too_large: { result: 'fail', meaning: 'The document is larger than a verifier reads.' },
    malformed: { result: 'fail', meaning: 'The text is not a credential or presentation.' },
    not_a_credential: { result: 'fail', meaning: 'The document is not a credential.' },
    not_a_presentation: { result: 'fail', meaning: 'The document is not a presentation.' },
    context_invalid: {
      result: 'fail',
      meaning: 'The first context is not credentials/v2, or another context is unknown.',
    },
    model_invalid: {
      result: 'fail',
      meaning: 'The document breaks a rule of the Verifiable Credentials Data Model 2.0.',
    },
    badge_invalid: {
      result: 'fail',
      meaning: 'The credential calls itself an Open Badge and breaks a rule of Open Badges 3.0.',
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
    no_credentials: { result: 'fail', meaning: 'The presentation shows no credential.' },
    too_many_credentials: {
      result: 'fail',
      meaning: 'The presentation shows more credentials than a verifier reads.',
    },
  },
  proof: {
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
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  'issuer-key': {
    ok: { result: 'pass', meaning: "The signing key is one of the issuer's, for signing claims." },
    issuer_unreachable: {
      result: 'unknown',
      meaning: "The issuer's DID document could not be fetched just now.",
    },
    issuer_unsupported: {
      result: 'unknown',
      meaning: 'The issuer is named by an identifier that is not read here.',
    },
    issuer_not_found: {
      result: 'fail',
      meaning: "The issuer's identifier leads to no usable DID document.",
    },
    issuer_deactivated: { result: 'fail', meaning: "The issuer's DID was deactivated." },
    key_missing: {
      result: 'fail',
      meaning: "The issuer's DID document has no such key that can be used.",
    },
    key_not_for_assertion: {
      result: 'fail',
      meaning: "The key is not in the issuer's assertionMethod.",
    },
    key_of_another: { result: 'fail', meaning: 'The signing key is not controlled by the issuer.' },
    key_revoked: {
      result: 'unknown',
      meaning:
        'The issuer revoked the signing key, and no trusted city shows that the award was made before.',
    },
    revoked_after_award: {
      result: 'pass',
      meaning:
        "The issuer revoked the signing key; a trusted city's log knew the award before that.",
    },
    escrow_key: {
      result: 'fail',
      meaning:
        'The signing key is held in escrow by a city, for status lists only: it signs no badges.',
    },
    document_from_city: {
      result: 'pass',
      meaning:
        "The issuer's own address gives no DID document; a trusted city's copy of the last one lists the signing key.",
    },
    key_expired: { result: 'fail', meaning: 'The signing key has expired.' },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  dates: {
    ok: { result: 'pass', meaning: 'All dates allow use now.' },
    not_yet_valid: { result: 'fail', meaning: 'validFrom is in the future.' },
    expired: { result: 'fail', meaning: 'validUntil has passed.' },
    malformed: { result: 'fail', meaning: 'A date is not a date-time with an offset.' },
    proof_from_future: {
      result: 'fail',
      meaning: 'The proof says that it was made in the future.',
    },
    proof_expired: { result: 'fail', meaning: 'The proof has expired.' },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  status: {
    ok: { result: 'pass', meaning: 'The status list says neither revoked nor suspended.' },
    none: { result: 'not-applicable', meaning: 'The credential names no status list.' },
    revoked: { result: 'fail', meaning: 'The issuer revoked the credential.' },
    suspended: { result: 'fail', meaning: 'The issuer suspended the credential for now.' },
    entry_malformed: {
      result: 'fail',
      meaning: "The credential's status entry is not well formed.",
    },
    index_out_of_range: {
      result: 'fail',
      meaning: "The credential's status index lies outside the list.",
    },
    purpose_mismatch: {
      result: 'fail',
      meaning: 'The status list is for another purpose than the credential says.',
    },
    type_unsupported: {
      result: 'unknown',
      meaning: 'The status is of a type that is not read here.',
    },
    purpose_unsupported: {
      result: 'unknown',
      meaning: 'The status is for a purpose that is not read here.',
    },
    list_unreachable: {
      result: 'unknown',
      meaning: 'The status list could not be fetched just now.',
    },
    list_refused: {
      result: 'unknown',
      meaning: 'The status list is not there, or stands at an address that is not asked.',
    },
    list_malformed: { result: 'unknown', meaning: 'The status list is not well formed.' },
    list_too_short: {
      result: 'unknown',
      meaning: 'The status list has fewer entries than the standard asks for.',
    },
    list_not_verified: {
      result: 'unknown',
      meaning: "The status list's own signature, key or form did not verify.",
    },
    list_of_another_issuer: {
      result: 'unknown',
      meaning: "The status list is not the credential issuer's.",
    },
    list_out_of_date: {
      result: 'unknown',
      meaning: 'The status list is older or newer than its own dates and ttl allow.',
    },
    list_rolled_back: {
      result: 'unknown',
      meaning: 'The status list is older than one already seen at the same address.',
    },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  accreditation: {
    ok: {
      result: 'pass',
      meaning: 'A trusted city accredited the issuer for this badge at that time.',
    },
    not_asked: { result: 'not-applicable', meaning: 'The policy names no trusted city.' },
    achievement_of_another: {
      result: 'unknown',
      meaning:
        "The badge's definition belongs to another than its awarder, and no city vouches for that.",
    },
    not_accredited: {
      result: 'fail',
      meaning: 'No trusted city accredited the issuer for this badge at that time.',
    },
    accreditation_ended: {
      result: 'unknown',
      meaning: "The city's log did not know the award while the issuer was accredited for it.",
    },
    awarded_before_accreditation: {
      result: 'fail',
      meaning: 'The award was logged before the issuer was accredited for this badge.',
    },
    not_in_log: {
      result: 'unknown',
      meaning: "The award is not in the city's log, so its time is not known.",
    },
    key_retired: {
      result: 'unknown',
      meaning: 'The signing key was retired before the log knew the award.',
    },
    key_compromised: {
      result: 'unknown',
      meaning: 'The signing key was compromised before the log knew the award.',
    },
    signed_by_escrow: {
      result: 'fail',
      meaning: "The city's escrow key may sign status lists only, and it signed this badge.",
    },
    trust_list_rolled_back: {
      result: 'unknown',
      meaning: "The city's trust list is older than one already seen.",
    },
    trust_list_unavailable: {
      result: 'unknown',
      meaning: 'The trust list of a trusted city could not be had or has expired.',
    },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  log: {
    ok: { result: 'pass', meaning: "The award stands in the city's log." },
    not_asked: { result: 'not-applicable', meaning: 'The policy names no trusted city.' },
    not_logged: {
      result: 'unknown',
      meaning: "The city's log did not know the award by the time that matters.",
    },
    log_forked: {
      result: 'unknown',
      meaning: "The city's log contradicts what it said before.",
    },
    log_unavailable: { result: 'unknown', meaning: "The city's log could not be had." },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  'holder-binding': {
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
  },
  recipient: {
    not_asked: { result: 'not-applicable', meaning: 'Nobody asked about a person.' },
    matches: { result: 'pass', meaning: 'The badge was awarded to the person asked about.' },
    differs: { result: 'fail', meaning: 'The badge was awarded to another person.' },
    not_stated: {
      result: 'unknown',
      meaning: 'The badge does not say whether it was awarded to the person asked about.',
    },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
  endorsements: {
    ok: { result: 'pass', meaning: 'Every endorsement inside the badge verifies.' },
    none: { result: 'not-applicable', meaning: 'The badge carries no endorsement.' },
    endorsement_invalid: { result: 'fail', meaning: 'An endorsement inside the badge is invalid.' },
    endorsement_unknown: {
      result: 'unknown',
      meaning: 'An endorsement inside the badge could not be checked.',
    },
    endorsement_of_another: {
      result: 'fail',
      meaning: 'An endorsement inside the badge is about something else.',
    },
    too_many: { result: 'fail', meaning: 'The badge carries more endorsements than are read.' },
    not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
  },
} as const satisfies Record<CheckName, Record<string, { result: CheckResult; meaning: string }>>

/** The codes of one check, or (without a parameter) of any. */
export type CheckCode<Name extends CheckName = CheckName> = Name extends CheckName
  ? keyof (typeof checkCodes)[Name] & string
  : never
