import type { ErrorCode } from '../../errors/error-codes.ts'

type FailureKey = `failure.${ErrorCode}` | 'failure.other'

/** What the wallet's app says when something fails: what happened, what was kept, what to do. */
export const failureEnglish = {
  'failure.other':
    'Something went wrong in this app. Your badges are still kept. Go back and try once more.',

  'failure.offer_malformed':
    'There is no badge in this link. Nothing was changed. Ask for the link once more.',
  'failure.offer_unsupported':
    'This wallet cannot take badges in this way yet. Nothing was changed. Ask the awarder for a file.',
  'failure.offer_not_redeemable':
    'This link has been used, or its time is over. Nothing was changed. Ask the awarder for a new one.',
  'failure.offer_claimed':
    'This badge was taken before. If it was not you, tell the awarder. Nothing was changed.',
  'failure.offer_withdrawn': 'The awarder has taken this offer back. Nothing was changed.',
  'failure.offer_locked':
    'The code was wrong too many times. Nothing was changed. Ask the awarder for a new link.',
  'failure.invalid_grant':
    'This link has been used, or its time is over. Nothing was changed. Ask the awarder for a new one.',
  'failure.tx_code_required':
    'The awarder sent you a code in some other way. Type it in to go on. Nothing was changed.',
  'failure.issuer_metadata_refused':
    'What the awarder says of itself does not add up, so we stopped. Nothing was changed.',
  'failure.issuer_refused':
    'The awarder said no. Nothing was changed. Try again later, or ask the awarder.',
  'failure.issuer_answer_malformed':
    'We could not read what the awarder sent. Nothing was changed. Try again later.',
  'failure.holder_unsuitable':
    'The awarder cannot give badges to this wallet’s key. Nothing was changed.',

  'failure.authorization_request_malformed':
    'We could not read what they ask for. Nothing was sent. Ask them for the link once more.',
  'failure.authorization_request_untrusted':
    'We could not tell who asks, so we stopped. Nothing was sent.',
  'failure.authorization_request_unsupported':
    'They ask in a way that this wallet cannot answer yet. Nothing was sent.',
  'failure.badge_missing':
    'You do not have a badge that they need. Nothing was sent. Look for it under Find.',
  'failure.consent_required': 'You did not say yes, so nothing was sent.',
  'failure.verifier_refused':
    'They did not take what you sent. Your badges are still yours. Ask them what was wrong.',
  'failure.request_expired':
    'The time to answer is over. Nothing was sent. Ask them for a new link.',
  'failure.request_answered':
    'This was answered before. Nothing more was sent. Ask them for a new link.',

  'failure.credential_malformed': 'This is not a badge, or it is broken. Nothing was kept.',
  'failure.json_malformed': 'This is not a badge file, or it is broken. Nothing was kept.',
  'failure.wallet_file_malformed':
    'This is not a wallet file, or it is broken. Nothing was changed.',
  'failure.badge_file_malformed':
    'We could not read a badge in this, or it is broken. Nothing was kept. Ask for the file once more.',
  'failure.badge_file_compressed':
    'We cannot read the badge in this picture. Some app squeezed it, and badges must not be. Nothing was kept. Ask for the badge as a JSON file.',
  'failure.badge_file_empty':
    'There is no badge in this. It may be a plain copy of the picture. Look for a way to download the badge itself.',
  'failure.presentation_given':
    'This was made to show badges to someone. It is not a badge to keep. Ask for the badge itself.',
  'failure.vcdm1_unsupported':
    'This badge follows old rules that we cannot read yet. Nothing was kept. Hold on to the file.',
  'failure.body_too_large': 'This file is too big. Nothing was changed. Pick a smaller one.',
  'failure.unsupported_media_type': 'We cannot read this kind of file. Nothing was changed.',
  'failure.input_unreadable': 'We could not find a badge in this. Nothing was changed.',

  'failure.fetch_failed':
    'We could not reach the other side. What you have is kept. Check that you are online, then try again.',
  'failure.fetch_redirected':
    'The other side sent us somewhere else, so we stopped. What you have is kept.',
  'failure.fetch_too_large': 'The other side sent too much, so we stopped. What you have is kept.',
  'failure.address_forbidden': 'This web address is not safe to ask. What you have is kept.',
  'failure.rate_limited':
    'There were too many tries. What you have is kept. Wait a minute, then try again.',
  'failure.way_refused': 'This does not open the wallet. Nothing was changed. Try again.',
  'failure.passkey_unsuitable':
    'This passkey cannot seal a wallet. Nothing was changed. Use a passphrase instead.',
  'failure.passkey_cancelled': 'The passkey was not used. Nothing was changed. Try again.',
  'failure.passphrase_weak':
    'This is too easy to guess. Use at least 12 letters, such as four or five words.',
  'failure.vault_file_malformed':
    'This is not a backup file of a wallet, or it is broken. Nothing was changed.',
  'failure.vault_copy_missing':
    'No sealed copy was found. Nothing was changed. Try another way, or a backup file.',
  'failure.vault_copy_changed':
    'Another device changed the sealed copy just now. What you have is kept. Try again.',
  'failure.vault_locked': 'The wallet is locked. What you have is kept. Open it and try again.',
  'failure.device_full':
    'This device has no room left. What you had is kept, the new thing is not. Make room, then try again.',
  'failure.storage_damaged':
    'Some of what this device keeps cannot be read any more. Bring your wallet back from a copy or a file.',
  'failure.storage_full':
    'The site has no room for your sealed copy now. All is still on this device. Make a backup file.',
  'failure.forbidden': 'This was not allowed. Nothing was changed.',
  'failure.conflict': 'This is there already, or must stay. Nothing was changed.',

  'failure.not_found': 'It is not here, or not any more. What you have is kept.',
} as const satisfies Partial<Record<FailureKey, string>>
