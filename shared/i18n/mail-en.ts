import type { Messages } from './messages.ts'

/**
 * E-mails, in English. Each has a `subject` and a `body`, one paragraph a line; where there is
 * something to do, the `button` for its link; and `after` for what comes below.
 */
export const mailEnglish = {
  'mail.parts.link': 'If the button does not work, copy this address:',
  'mail.parts.foot': 'Sent by {service}. No one reads answers to this mail.',

  'mail.award-offer.subject': 'Your badge is here: {badge}',
  'mail.award-offer.body':
    '{provider} gave you a badge: {badge}.\nOpen the link to keep it. You need no account.',
  'mail.award-offer.button': 'Get my badge',
  'mail.award-offer.after':
    'The link is for you alone, and works for months. If this badge is not for you, do not open it.',

  'mail.award-files.subject': 'Your badge is here: {badge}',
  'mail.award-files.body':
    '{provider} gave you a badge: {badge}.\nOpen the link to get it as a file or a picture.',
  'mail.award-files.button': 'See my badge',
  'mail.award-files.after':
    'The link is for you alone. If this badge is not for you, do not open it.',

  'mail.evidence-witness.subject': 'Did you see this? It is for a badge',
  'mail.evidence-witness.body':
    'Someone says that you saw what they did for the badge {badge}.\nOpen the link to say yes or no.',
  'mail.evidence-witness.button': 'Say yes or no',
  'mail.evidence-witness.after': 'If you do not know what this is about, do nothing.',

  'mail.evidence-more.subject': 'One more thing for your badge: {badge}',
  'mail.evidence-more.body':
    'Hello {name},\n{provider} looked at what you sent, and asks for more:',
  'mail.evidence-more.button': 'Add to it',
  'mail.evidence-more.after': 'What you sent is kept.',

  'mail.evidence-declined.subject': 'About your badge: {badge}',
  'mail.evidence-declined.body':
    'Hello {name},\n{provider} looked at what you sent. They did not give you the badge, and say why:',
  'mail.evidence-declined.after': 'You can send in something else at any time.',

  'mail.staff-invitation.subject': 'Come and work with {where} on {service}',
  'mail.staff-invitation.body': 'You can join {where} on {service}. Your role there: {role}.',
  'mail.staff-invitation.button': 'Join',
  'mail.staff-invitation.after': 'If you do not know what this is about, do nothing.',

  'mail.webhook-disabled.subject': '{name}: your other system is told no more',
  'mail.webhook-disabled.body':
    '{where} tells another system what happens to its badges: {name}.\nIt took nothing for a day, so we stopped. No badge is lost.',
  'mail.webhook-disabled.button': 'See what went wrong',
  'mail.webhook-disabled.after': 'Once it works, start it again on that page.',

  'mail.staff-reset.subject': 'A new password for {service}',
  'mail.staff-reset.body':
    'Hello {name},\nsomeone asked for a new password for you. Open the link to choose one.',
  'mail.staff-reset.button': 'Choose a new password',
  'mail.staff-reset.after': 'If it was not you, do nothing. Your old password still works.',
} as const satisfies Messages<'mail'>
