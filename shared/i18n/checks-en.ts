import type { CheckCode } from '../verify/check-codes.ts'
import type { CheckName } from '../verify/check-names.ts'

/** One sentence for every code of every check; a code without a sentence does not compile. */
export type CheckKey = { [Name in CheckName]: `check.${Name}.${CheckCode<Name>}` }[CheckName]

/** Each check by a short name. */
export type CheckNameKey = `check.${CheckName}`

export const checksEnglish = {
  'check.shape': 'Well formed',
  'check.shape.ok': 'It is written the way the rules ask for.',
  'check.shape.too_large': 'The file is too big to check.',
  'check.shape.malformed': 'This is not a badge file, or it is broken.',
  'check.shape.not_a_credential': 'This file is not a badge.',
  'check.shape.not_a_presentation': 'This file does not show any badge.',
  'check.shape.context_invalid': 'It uses words in a way that is not allowed.',
  'check.shape.context_unknown': 'It has extra words in it that we cannot read yet.',
  'check.shape.model_invalid': 'It breaks a rule for signed proofs on the web.',
  'check.shape.badge_invalid': 'It says it is an Open Badge but breaks a rule for them.',
  'check.shape.subject_missing': 'It does not say who earned it.',
  'check.shape.claims_mismatch': 'It says one thing inside and another outside.',
  'check.shape.version_unsupported': 'It follows a rule book that we cannot read yet.',
  'check.shape.open_badge_2':
    'It is an older kind of badge. We can show it here. To check it, use a check page.',
  'check.shape.no_credentials': 'No badge was shown.',
  'check.shape.held_unchecked': 'It holds other badges, and we did not check those.',
  'check.shape.too_many_credentials': 'Too many badges were sent at once.',
  'check.shape.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.proof': 'Not changed',
  'check.proof.ok': 'Nothing was changed since it was signed.',
  'check.proof.missing': 'It is not signed.',
  'check.proof.malformed': 'The way it is signed is broken.',
  'check.proof.signature_invalid': 'It was changed, or someone else signed it.',
  'check.proof.not_canonical':
    'It is written in a way that could hide something, so we do not trust it.',
  'check.proof.too_much_work': 'There is too much in it to check at one time.',
  'check.proof.purpose_wrong': 'It was signed for some other use.',
  'check.proof.algorithm_refused': 'It was signed in a way that is not safe.',
  'check.proof.header_refused': 'It asks to be checked in a way that is not safe.',
  'check.proof.unsupported': 'It was signed in a way that we cannot read yet.',
  'check.proof.not_loaded':
    'What checks this did not load just now. Try again when you are online.',
  'check.proof.hosted': 'It is at its own web address, and there it says the same.',
  'check.proof.hosted_differs': 'At its own web address it says something else.',
  'check.proof.hosted_not_found': 'It is no longer at its own web address.',
  'check.proof.hosted_unreachable': 'We could not reach its own web address just now.',
  'check.proof.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.issuer-key': 'Signed by the awarder',
  'check.issuer-key.ok': 'It was signed with the awarder’s own key.',
  'check.issuer-key.issuer_unreachable': 'We could not reach the awarder’s web address just now.',
  'check.issuer-key.issuer_unsupported': 'The awarder is named in a way that we cannot read.',
  'check.issuer-key.issuer_not_found': 'The name of the awarder leads nowhere.',
  'check.issuer-key.issuer_deactivated': 'The awarder has given up this name for good.',
  'check.issuer-key.key_unsupported': 'The key that signed it is of a kind that we cannot read.',
  'check.issuer-key.self_asserted':
    'It brought its own key. Nothing but the file itself says who signed it.',
  'check.issuer-key.key_missing': 'The awarder does not list the key that signed it.',
  'check.issuer-key.key_not_for_assertion': 'The awarder does not use this key to sign badges.',
  'check.issuer-key.key_of_another': 'The key that signed it is not the awarder’s.',
  'check.issuer-key.key_revoked':
    'The awarder no longer trusts the key, and we could not tell if it was signed before that.',
  'check.issuer-key.revoked_after_award':
    'The awarder stopped using this key. The city had logged the badge before that.',
  'check.issuer-key.escrow_key': 'It was signed with a key that may not sign badges.',
  'check.issuer-key.document_from_city':
    'The awarder’s web address is gone. The city kept a copy, which lists the key that signed it.',
  'check.issuer-key.key_expired': 'The key that signed it is past its end date.',
  'check.issuer-key.host_of_issuer': 'It is where the awarder keeps its badges.',
  'check.issuer-key.host_of_another': 'It is not where the awarder keeps its badges.',
  'check.issuer-key.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.dates': 'In date',
  'check.dates.ok': 'It is in date.',
  'check.dates.not_yet_valid': 'Its start date has not come yet.',
  'check.dates.expired': 'It is past its end date.',
  'check.dates.malformed': 'A date in it is not written the right way.',
  'check.dates.proof_from_future': 'It says it was signed at a time that has not come yet.',
  'check.dates.proof_expired': 'The way it was signed is past its end date.',
  'check.dates.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.status': 'Not taken back',
  'check.status.ok': 'The awarder has not taken it back.',
  'check.status.none': 'The awarder keeps no list of badges it took back.',
  'check.status.revoked': 'The awarder took this badge back.',
  'check.status.suspended': 'The awarder has put this badge on hold.',
  'check.status.entry_malformed': 'It does not say clearly where to ask if it was taken back.',
  'check.status.index_out_of_range': 'Its place is not on the awarder’s list.',
  'check.status.purpose_mismatch': 'The list it points to is for some other use.',
  'check.status.type_unsupported': 'It points to a kind of list that we cannot read yet.',
  'check.status.purpose_unsupported': 'It points to a list with a use that we do not know.',
  'check.status.list_unreachable': 'We could not reach the list of badges taken back just now.',
  'check.status.list_refused': 'The list of badges taken back is not where it should be.',
  'check.status.list_malformed': 'The list of badges taken back is broken.',
  'check.status.list_too_short': 'The list of badges taken back is shorter than the rules ask for.',
  'check.status.list_not_verified': 'The list of badges taken back is not signed as it should be.',
  'check.status.list_of_another_issuer': 'The list of badges taken back is not the awarder’s own.',
  'check.status.list_out_of_date': 'The list of badges taken back is out of date.',
  'check.status.list_rolled_back':
    'The list of badges taken back is older than one that we saw before.',
  'check.status.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.accreditation': 'Vouched for by a city',
  'check.accreditation.ok': 'A city vouched for the awarder and this badge.',
  'check.accreditation.not_asked': 'No city was asked to vouch for the awarder.',
  'check.accreditation.achievement_of_another':
    'This may not be the awarder’s own badge. No city vouches for it.',
  'check.accreditation.not_accredited': 'No city that you trust vouched for this badge then.',
  'check.accreditation.accreditation_ended':
    'The city had stopped vouching for this badge by the time it was logged.',
  'check.accreditation.awarded_before_accreditation':
    'It was awarded before the city vouched for it.',
  'check.accreditation.not_in_log': 'We could not tell when this badge was awarded.',
  'check.accreditation.key_retired': 'It was signed with an old key, and not logged in time.',
  'check.accreditation.key_compromised': 'It was signed with a stolen key, and not logged in time.',
  'check.accreditation.signed_by_escrow': 'It was signed with a key that may not sign badges.',
  'check.accreditation.trust_list_rolled_back': 'The city’s list is older than one we have seen.',
  'check.accreditation.trust_list_contradicted':
    'The city gave out two lists that do not agree. We trust neither.',
  'check.accreditation.trust_list_unavailable':
    'We could not get the list of those the city vouches for.',
  'check.accreditation.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.log': 'In the city’s log',
  'check.log.ok': 'The city wrote this award in its log in time.',
  'check.log.not_asked': 'No city was asked for its log.',
  'check.log.not_logged': 'The city’s log did not know this award in time.',
  'check.log.log_forked': 'The city’s log does not match what it said before.',
  'check.log.log_unavailable': 'We could not get the city’s log.',
  'check.log.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.holder-binding': 'Shown by its owner',
  'check.holder-binding.ok': 'The one who earned it showed it to you.',
  'check.holder-binding.signed_by_holder':
    'The one who earned it signed it, but not just for you. It may be a copy.',
  'check.holder-binding.not_asked': 'The badge was checked by itself. No one had to show it.',
  'check.holder-binding.holder_missing': 'It does not say who shows it.',
  'check.holder-binding.holder_unreachable':
    'We could not reach the web address of the one who shows it.',
  'check.holder-binding.holder_unsupported':
    'The one who shows it is named in a way that we cannot read.',
  'check.holder-binding.holder_not_found': 'The name of the one who shows it leads nowhere.',
  'check.holder-binding.holder_deactivated': 'The one who shows it has given up that name.',
  'check.holder-binding.key_missing': 'The one who shows it does not list the key they used.',
  'check.holder-binding.key_not_for_authentication':
    'The key they used is not one to show badges with.',
  'check.holder-binding.key_of_another': 'The key they used is someone else’s.',
  'check.holder-binding.key_revoked': 'The key they used is no longer to be trusted.',
  'check.holder-binding.key_expired': 'The key they used is past its end date.',
  'check.holder-binding.nonce_missing': 'It does not answer your request. It may be a copy.',
  'check.holder-binding.nonce_wrong': 'It was made for some other request. It may be a copy.',
  'check.holder-binding.audience_missing': 'It does not say that it was meant for you.',
  'check.holder-binding.audience_wrong': 'It was meant for someone else, not for you.',
  'check.holder-binding.several_audiences': 'It was meant for more than one reader.',
  'check.holder-binding.subject_differs': 'It was given to someone else than the one who shows it.',
  'check.holder-binding.several_holders': 'It was given to more than the one who shows it.',
  'check.holder-binding.hashed_recipient':
    'It was given to an email or a name. No key can prove that.',
  'check.holder-binding.subject_unnamed': 'It does not say who it was given to.',
  'check.holder-binding.not_checked':
    'We could not check this, as an earlier check got in the way.',

  'check.recipient': 'The right person',
  'check.recipient.not_asked': 'No one asked for a person by name.',
  'check.recipient.matches': 'It was given to the person you asked for.',
  'check.recipient.differs': 'It was given to a person with some other name or email.',
  'check.recipient.not_stated': 'It does not say the name or email that you asked for.',
  'check.recipient.not_checked': 'We could not check this, as an earlier check got in the way.',

  'check.endorsements': 'Backed by others',
  'check.endorsements.ok': 'All those who back this badge did sign for it.',
  'check.endorsements.none': 'No one else backs this badge.',
  'check.endorsements.endorsement_invalid':
    'A note that backs this badge is not valid. This changes nothing for the badge.',
  'check.endorsements.endorsement_unknown':
    'We could not check a note that backs this badge. This changes nothing for the badge.',
  'check.endorsements.endorsement_of_another': 'A note in this badge is about some other thing.',
  'check.endorsements.too_many': 'It has more notes of support than we can check.',
  'check.endorsements.not_checked': 'We could not check this, as an earlier check got in the way.',
} as const satisfies Record<CheckKey | CheckNameKey, string>
