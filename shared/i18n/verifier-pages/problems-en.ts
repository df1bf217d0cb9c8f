import type { Messages } from '../messages.ts'

/** Why something could not be checked: what it is, and what to do. */
export const verifierProblemsEnglish = {
  'verifier.problem.empty.title': 'There was nothing to check.',
  'verifier.problem.empty.next': 'Paste a badge or choose a file. Then press Check.',
  'verifier.problem.words.title': 'That is not a badge.',
  'verifier.problem.words.next':
    'It is plain text. A badge is a file, a long code, or a web address that begins with https.',
  'verifier.problem.too-large.title': 'That is too large.',
  'verifier.problem.too-large.next': 'A badge is a small file. We read up to 8 MB.',
  'verifier.problem.too-many-files.title': 'That is too many files at once.',
  'verifier.problem.too-many-files.next': 'We check up to 10 files at a time.',
  'verifier.problem.too-slow.title': 'This took too long.',
  'verifier.problem.too-slow.next':
    'Some places did not answer. This says nothing about the badge. Try again later.',
  'verifier.problem.binary.title': 'We do not know this kind of file.',
  'verifier.problem.binary.next': 'Ask for the badge as a PNG or SVG picture, or as a JSON file.',
  'verifier.problem.json-damaged.title': 'This badge file is broken.',
  'verifier.problem.json-damaged.next':
    'A part may be missing. Get the file once more from where it came from.',
  'verifier.problem.token-damaged.title': 'This badge is not complete.',
  'verifier.problem.token-damaged.next':
    'The end is missing, or a letter is wrong. Copy all of it once more.',
  'verifier.problem.unreadable.title': 'That is not a badge we know.',
  'verifier.problem.unreadable.next':
    'It is data, but no badge, or it is broken. We read Open Badges 3.0 and 2.0.',
  'verifier.problem.paper-code.title': 'This looks like a code from paper.',
  'verifier.problem.paper-code.next': 'We cannot read such codes here. Ask for the badge file.',
  'verifier.problem.web-page.title': 'That is a web page, not a badge.',
  'verifier.problem.web-page.next':
    'Open the page, and save the badge as a picture or a file. For a shared CV, copy the whole link, with all that comes after the #.',
  'verifier.problem.pdf.title': 'That is a PDF. It holds no badge that can be checked.',
  'verifier.problem.pdf.next':
    'If it shows a square code, scan the code. Or ask for the badge file.',
  'verifier.problem.office.title': 'That is an office file. It holds no badge.',
  'verifier.problem.office.next':
    'Word and other office files only talk about badges. Ask for the badge file.',
  'verifier.problem.zip.title': 'That file is packed.',
  'verifier.problem.zip.next': 'Unpack it first. Then check what is in it.',
  'verifier.problem.gzip.title': 'That file is packed.',
  'verifier.problem.gzip.next':
    'It may be the bundle of a whole city. Use it on the command line: waymark verify badge.json --bundle FILE',
  'verifier.problem.picture-kind.title': 'This kind of picture holds no badge.',
  'verifier.problem.picture-kind.next':
    'Only PNG and SVG pictures can hold one. If it shows a square code, scan the code.',
  'verifier.problem.picture-without-badge.title': 'There is no badge in this picture.',
  'verifier.problem.picture-without-badge.next':
    'It may be a copy or a photo of one. Ask for the file as it was given. If it shows a square code, scan the code.',
  'verifier.problem.picture-of-another.title': 'This picture holds something else.',
  'verifier.problem.picture-of-another.next': 'Ask for a picture that holds a badge.',
  'verifier.problem.picture-damaged.title': 'This picture is broken.',
  'verifier.problem.picture-damaged.next': 'Get it once more from where it came from.',
  'verifier.problem.picture-compressed.title': 'We cannot read the badge in this picture.',
  'verifier.problem.picture-compressed.next':
    'Some app squeezed it, and badges must not be. Ask for the badge as a JSON file, or for the picture as it was made.',
  'verifier.problem.picture-address.title': 'There is only a web address in this file.',
  'verifier.problem.picture-address.next': 'The badge is at that address. Shall we go there?',

  'verifier.problem.offer.title': 'This link is for taking a badge.',
  'verifier.problem.offer.next':
    'It is for one person. They open it in their wallet and take the badge. Then the badge can be checked here. We did not open the link.',
  'verifier.problem.request.title': 'This link asks someone for badges.',
  'verifier.problem.request.next':
    'There is no badge in it. Open it in a wallet to see who asks. We did not open the link.',
  'verifier.problem.restore.title': 'Stop: this link brings a wallet back.',
  'verifier.problem.restore.next':
    'It is a secret. Give it to no one. We did not open it, and did not keep it.',
  'verifier.problem.leads-on.title': 'This address only leads on.',
  'verifier.problem.leads-on.next':
    'What is there is one more link. Open it in your browser, and save the badge.',
  'verifier.problem.wallet-file.title': 'Stop: this is a whole wallet.',
  'verifier.problem.wallet-file.next':
    'It holds all badges of a person. Never send it to anyone. We did not keep it. In your wallet, save the one badge, and check that.',
  'verifier.problem.sealed-wallet.title': 'Stop: this is the copy of a whole wallet.',
  'verifier.problem.sealed-wallet.next':
    'It is locked, but it is for its owner alone. Never send it to anyone. We did not keep it.',

  'verifier.problem.share-malformed.title': 'This link is not complete.',
  'verifier.problem.share-malformed.next':
    'Copy all of it once more, with all that comes after the #.',
  'verifier.problem.share-expired.title': 'The time of this link is over.',
  'verifier.problem.share-expired.next': 'Ask the person for a new link.',
  'verifier.problem.share-withdrawn.title': 'This link was taken back.',
  'verifier.problem.share-withdrawn.next':
    'The person does not show it any more. Ask them for a new link.',
  'verifier.problem.share-damaged.title': 'We could not open what was shared.',
  'verifier.problem.share-damaged.next':
    'The link is wrong, or what it opens was changed. Ask the person for a new link.',

  'verifier.problem.address-forbidden.title': 'We do not go to this address.',
  'verifier.problem.address-forbidden.next':
    'We only go to public places on the web, and only by https.',
  'verifier.problem.not-found.title': 'There is nothing at this address.',
  'verifier.problem.not-found.next':
    'The link may be old, or a letter may be wrong. Ask for the badge file.',
  'verifier.problem.fetch-failed.title': 'We could not reach this address.',
  'verifier.problem.fetch-failed.next':
    'It did not answer as it should. This says nothing about the badge. Try later, or ask for the badge file.',
  'verifier.problem.fetch-redirected.title': 'This address sends us to another one.',
  'verifier.problem.fetch-redirected.next':
    'Open it in your browser. Then paste the address where it ends.',
  'verifier.problem.fetch-too-large.title': 'What is at this address is too large.',
  'verifier.problem.fetch-too-large.next': 'A badge is a small file. Ask for the badge file.',
} as const satisfies Messages<'verifier'>
