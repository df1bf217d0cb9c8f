import type { Messages } from '../messages.ts'

/** What the verifier says, in English. Each sentence stays at reading grade 6 or below. */
export const verifierEnglish = {
  'verifier.service': 'Check badges',

  'verifier.api.title': 'Checks for programs',
  'verifier.api.lede': 'Your own system can ask for badges here and get what we found.',
  'verifier.api.key': 'Ask for a key where you work. Send it with each call:',

  'verifier.home.title': 'Ask for badges and check them',
  'verifier.home.lede':
    'An employer asks. You choose which badges to show. We check them and say what we found.',
  'verifier.home.how-title': 'How it works',
  'verifier.home.how-ask': 'The employer makes a request. It is a link and a code to scan.',
  'verifier.home.how-show': 'You open it in your wallet. You see who asks, for what and why.',
  'verifier.home.how-send': 'You send the badges you choose, or none at all.',
  'verifier.home.how-report': 'The employer gets a report in plain words.',
  'verifier.home.checks-title': 'What we check',
  'verifier.home.checks':
    'Who gave the badge. That no one changed it. That it is still good. That you are the one it was given to.',
  'verifier.home.unknown': 'If we could not check a thing, we say so. We never call that proven.',
  'verifier.home.kept-title': 'What is kept',
  'verifier.home.kept':
    'We keep the report, and what you sent under lock, for as long as the request says. Then all of it is deleted.',
  'verifier.home.recruiters': 'Sign in as a recruiter',
  'verifier.home.identity-title': 'Who runs this',
  'verifier.home.identity': 'How wallets know this place',

  'verifier.request.waiting.title': 'Waiting for badges',
  'verifier.request.waiting.text': 'No one has sent badges yet.',
  'verifier.request.received.title': 'Badges have come',
  'verifier.request.received.text': 'Here is what we found.',
  'verifier.request.declined.title': 'No badges were sent',
  'verifier.request.declined.text':
    'The person said no, or had no badge that fits. You can ask once more with a new request.',
  'verifier.request.expired.title': 'The time is over',
  'verifier.request.expired.text': 'No badges came in time. You can make a new request.',
  'verifier.request.asked': 'What was asked',
  'verifier.request.who': 'Who asks',
  'verifier.request.what': 'Which badges',
  'verifier.request.any-badge': 'Any badges',
  'verifier.request.purpose': 'What for',
  'verifier.request.no-purpose': 'Not said',
  'verifier.request.how-long': 'Kept for',
  'verifier.request.retention': { one: '{count} day', other: '{count} days' },
  'verifier.request.open-until': 'Open until {time}.',
  'verifier.request.refreshes': 'This page changes by itself when badges come.',
  'verifier.request.look-now': 'Look now',
  'verifier.request.start': 'Begin',
  'verifier.request.start-text': 'Begin here, and then show your badges from this browser.',
  'verifier.request.code': 'Code that opens the request in the wallet',
  'verifier.request.scan': 'Scan the code with a phone, or open the wallet here.',
  'verifier.request.too-long': 'This request is too long for a code. Open the wallet here.',
  'verifier.request.open': 'Open the wallet',
  'verifier.request.other-wallet': 'Use some other wallet app',
  'verifier.request.other-text': 'Scan this code with the app, or paste the link into it.',
  'verifier.request.other-code': 'Code for other wallet apps',
  'verifier.request.other-open': 'Open in a wallet app on this device',
  'verifier.request.kept-title': 'What is kept of this',
  'verifier.request.kept':
    'We keep this report. We keep what was sent too, locked, to check it again. It will be deleted after this time:',
  'verifier.request.hash': 'Fingerprint of what was sent:',
  'verifier.request.receipt': 'Save the receipt',
  'verifier.request.receipt-text':
    'A receipt is signed proof of what we found, and when. You can keep it when all else is gone. It does not say whose badges they were.',

  'verifier.report.next-check':
    'Someone we must ask did not answer. We will try again by ourselves on {time}.',
  'verifier.report.pdf': 'Save as PDF',
  'verifier.report.not-again':
    'We tried to check this again on {time} and could not. What you see is from before.',
  'verifier.report.check-receipt': 'Check a receipt',
  'verifier.report.for': 'Made for {name}.',
  'verifier.report.until': 'This page is open until {time}.',
  'verifier.report.deleted': 'All of it will be deleted on {time}.',

  'verifier.receipts.title': 'Check a receipt or a proof',
  'verifier.receipts.lede':
    'A receipt tells what was found when badges were checked. Here you see if it is real.',
  'verifier.receipts.paste': 'Paste the receipt',
  'verifier.receipts.file': 'Or choose its file',
  'verifier.receipts.badge': 'A badge, if you have it',
  'verifier.receipts.badge-hint': 'Then we say if the receipt is about that badge.',
  'verifier.receipts.go': 'Check the receipt',
  'verifier.receipts.kept': 'We keep nothing of what you give us here.',
  'verifier.receipts.another': 'Check one more receipt',
  'verifier.receipts.none': 'Paste a receipt or choose its file.',

  'verifier.receipt.good': 'This receipt is real. It was signed by {by}.',
  'verifier.receipt.signed-at': 'Signed on {time}.',
  'verifier.receipt.as-of': 'As of {time}, this is what was found. It may have changed since then.',
  'verifier.receipt.badge': 'Badge {number} from {from}: {word}.',
  'verifier.receipt.log': 'Number {number} of {size} in the award log of {city}.',
  'verifier.receipt.showing': 'How the badges were shown:',
  'verifier.receipt.named': 'The badge you gave is number {number} of this receipt.',
  'verifier.receipt.not-named': 'The badge you gave is not in this receipt.',
  'verifier.receipt.unreachable':
    'We could not ask the place that signed it for its keys. So we cannot say if the receipt is real. Try again later.',
  'verifier.receipt.key-revoked':
    'The key that signed this receipt was stolen. A thief can write any date. So we cannot say if the receipt is real. Ask the place that signed it for a new one.',
  'verifier.receipt.after-revocation':
    'This receipt is not real. It was signed with a stolen key, after the theft was known.',
  'verifier.receipt.refused':
    'This receipt is not real, or it was changed. The place that it names did not sign it.',
  'verifier.bundle.as-of':
    'Checked without asking anyone, by the bundle of {city}. As of {time}. It may have changed since then.',
  'verifier.bundle.rests-on':
    'All this rests on one key of the city: {key}. If you know the key, name it with --city-key, and we check it.',
  'verifier.bundle.pinned': 'It was signed with the key that you named: {key}.',
  'verifier.receipt.malformed': 'This is not a receipt, or it is broken.',
  'verifier.deletion.good': 'This proof is real. It was signed by {by}.',
  'verifier.deletion.when': 'They say that on {time} they deleted this:',
  'verifier.deletion.why.clock': 'Why: its time was over',
  'verifier.deletion.why.asked': 'Why: someone asked for it',
  'verifier.deletion.count.candidates': 'People: {count}',
  'verifier.deletion.count.evidence': 'Things they sent: {count}',
  'verifier.deletion.count.reports': 'Reports: {count}',
  'verifier.deletion.count.batches': 'Batches: {count}',
} as const satisfies Messages<'verifier'>
