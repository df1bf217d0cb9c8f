import type { Messages } from './messages.ts'

/**
 * E-mails, in English. Each has a `subject` and a `body`, one paragraph a line; where there is
 * something to do, the `button` for its link; and `after` for what comes below.
 */
export const mailEnglish = {
  'mail.parts.link': 'If the button does not work, copy this address:',
  'mail.parts.city-says': 'The city says: {reason}',
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

  'mail.application-confirm.subject': 'Do you want to give badges with {service}?',
  'mail.application-confirm.body':
    'Someone asked to give badges with {service}, and gave this e-mail.\nOpen the link to say that it was you. Then the city will read it.',
  'mail.application-confirm.button': 'Yes, it was me',
  'mail.application-confirm.after':
    'If it was not you, do nothing. No one reads it, and it is gone in 7 days.',

  'mail.application-known.subject': 'We have what you sent to {service}',
  'mail.application-known.body':
    'You asked to give badges before, under the same name. We have that, so you need not send it again.\nThe city will write to you here.',
  'mail.application-known.after': 'If it was not you, do nothing. Nothing was changed.',

  'mail.application-more.subject': 'One more thing about {name}',
  'mail.application-more.body':
    'Hello {contact},\nthe city read what you sent for {name}. Before it can say yes, it asks:',
  'mail.application-more.button': 'Answer',
  'mail.application-more.after': 'What you sent is kept. You can change it with your answer.',

  'mail.application-accepted.subject': 'Yes: {name} can give badges with {service}',
  'mail.application-accepted.body':
    'Hello {contact},\nthe city said yes to {name}. Open the link to sign in for the first time and make a badge.',
  'mail.application-accepted.button': 'Begin',
  'mail.application-accepted.after': 'The link is for you alone, and works for 14 days.',

  'mail.application-declined.subject': 'About {name} and {service}',
  'mail.application-declined.body':
    'Hello {contact},\nthe city read what you sent for {name}. It said no for now, and says why:',
  'mail.application-declined.after': 'You can apply again when things have changed.',

  'mail.domain-broken.subject': 'Please look: the domain of {provider}',
  'mail.domain-broken.body':
    '{provider} has a domain of its own. The file that shows whose badges they are is no longer right there.\nUntil it is back, some people cannot check these badges.',
  'mail.domain-broken.button': 'See what to do',

  'mail.provider-suspended.subject': '{provider}: {service} has stopped you for now',
  'mail.provider-suspended.body':
    'The city has stopped {provider} for now. You cannot give badges until it lets you go on.\nBadges that people have stay good. Links that no one has used yet wait.',
  'mail.provider-suspended.button': 'Go to your room',
  'mail.provider-suspended.after': 'To put things right, talk to the city team.',

  'mail.provider-resumed.subject': '{provider}: you can go on with {service}',
  'mail.provider-resumed.body':
    'The city lets {provider} go on. You can give badges again, and people can take those that wait.',
  'mail.provider-resumed.button': 'Go to your room',

  'mail.provider-closed.subject': '{provider} is closed with {service}',
  'mail.provider-closed.body':
    'The city has closed {provider} for good. You can sign in and look, but give no more badges.\nBadges that people have stay good: the city keeps them alive.',
  'mail.provider-closed.button': 'Go to your room',
  'mail.provider-closed.after': 'If you think this is wrong, talk to the city team.',

  'mail.lost-badge.subject': 'Take your badges again, from {service}',
  'mail.lost-badge.body':
    'Someone said that they lost a badge that was given to this address.\nOpen the link to take it again on another phone. Nothing changes before you choose a badge there.',
  'mail.lost-badge.button': 'Choose a badge',
  'mail.lost-badge.after': 'The link works for an hour. If it was not you, do nothing.',

  'mail.staff-invitation.subject': 'Come and work with {where} on {service}',
  'mail.staff-invitation.body': 'You can join {where} on {service}. Your role there: {role}.',
  'mail.staff-invitation.button': 'Join',
  'mail.staff-invitation.after': 'If you do not know what this is about, do nothing.',

  'mail.webhook-disabled.subject': '{name}: your other system is told no more',
  'mail.webhook-disabled.body':
    '{where} tells another system what happens there: {name}.\nIt took nothing for a day, so we stopped. Nothing here is lost.',
  'mail.webhook-disabled.button': 'See what went wrong',
  'mail.webhook-disabled.after': 'Once it works, start it again on that page.',

  'mail.staff-reset.subject': 'A new password for {service}',
  'mail.staff-reset.body':
    'Hello {name},\nsomeone asked for a new password for you. Open the link to choose one.',
  'mail.staff-reset.button': 'Choose a new password',
  'mail.staff-reset.after': 'If it was not you, do nothing. Your old password still works.',
} as const satisfies Messages<'mail'>
