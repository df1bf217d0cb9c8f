import type { Messages } from '../messages.ts'

/** Showing badges to someone who asks, in English. */
export const presentEnglish = {
  'present.title': 'Show badges',
  'present.opening': 'Looking at who asks',
  'present.start-text':
    'Scan the code that they show you, or paste their link here. You see who asks before you send.',
  'present.scan': 'Scan a code',
  'present.link': 'Their link',
  'present.open': 'Look at it',

  'present.asks': '{name} asks to see badges',
  'present.asks-unknown': 'Someone asks to see badges',
  'present.unproven': 'They did not prove who they are. All we know is where it would go.',
  'present.as-person':
    'This is a person with a web name, and not a known place. Send only if you know them.',
  'present.elsewhere': 'What you send would go to {host}. That is not their own address.',
  'present.locked': 'They cannot take your answer without it.',
  'present.needed': 'One of these is needed',
  'present.welcome': 'Only if you like',
  'present.doubt': 'This badge did not pass: {word}. They will see that too.',
  'present.no-purpose': 'They did not say what for.',
  'present.no-retention': 'They did not say how long they keep it.',
  'present.not-seen':
    'Your other badges, your notes, and what you showed to others. They do not see where you keep your badges.',
  'present.sealed': 'It is sealed on the way, so that only they can open it.',
  'present.missing': {
    one: 'You do not have one badge that they ask for',
    other: 'You do not have {count} of the badges that they ask for',
  },
  'present.missing-needed': 'They need it, so nothing can be sent yet.',
  'present.missing-welcome': 'You can send the rest without it.',
  'present.missing-any': 'Any badge of yours',
  'present.by-cv': 'Choose by one of your CVs',
  'present.choose-more': 'Something that they need is not ticked. Tick one more, then send.',
  'present.send': 'Send',
  'present.decline': 'Don’t send',
  'present.sure-title': 'Send it all the same?',
  'present.sure-send': 'Yes, send',

  'present.sent': 'Sent',
  'present.sent-to': '{name} has your badges now. You can see this in what you showed.',
  'present.go-on-text': 'One step may be left. Go on there to finish.',
  'present.go-on': 'Go on at {host}',
  'present.history': 'What you showed',
  'present.home': 'To your badges',
  'present.declined': 'Nothing was sent',
  'present.declined-told': 'We told them that you said no. They saw none of your badges.',
  'present.declined-silent': 'They were not told, and they saw none of your badges.',
  'present.retry': 'Try again',
  'present.relay': 'Ask by way of your wallet’s server',
  'present.relay-text':
    'Their site may not answer apps like this one. Your wallet’s server can ask for you. It sees which site, and not what is sent if that is sealed.',
} as const satisfies Messages<'present'>
