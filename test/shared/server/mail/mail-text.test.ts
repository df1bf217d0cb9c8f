import { describe, expect, test } from 'vitest'
import { writeMail } from '../../../../shared/server/mail/mail-text.ts'
import { renderMailHtml, renderMailText } from '../../../../shared/server/mail/render-mail.ts'

const claim = {
  template: 'award-offer',
  params: {
    badge: 'First aid',
    provider: 'Harbour Youth',
    link: 'https://wallet.example/receive#x=1&y=2',
  },
  language: 'en',
} as const

describe('writeMail', () => {
  test('says it in words, paragraph by paragraph', () => {
    expect(writeMail(claim, 'Cardiff')).toEqual({
      subject: 'Your badge is here: First aid',
      paragraphs: [
        'Harbour Youth gave you a badge: First aid.',
        'Open the link to keep it. You need no account.',
      ],
      action: {
        text: 'Get my badge',
        link: 'https://wallet.example/receive#x=1&y=2',
        fallback: 'If the button does not work, copy this address:',
      },
      after: [
        'The link is for you alone, and works for months. If this badge is not for you, do not open it.',
      ],
      foot: 'Sent by Cardiff. No one reads answers to this mail.',
    })
  })

  test('says it in Welsh', () => {
    expect(writeMail({ ...claim, language: 'cy' }, 'Caerdydd')).toMatchObject({
      subject: 'Mae eich bathodyn yma: First aid',
      foot: 'Anfonwyd gan Caerdydd. Does neb yn darllen atebion i’r e-bost hwn.',
    })
  })

  test.each([
    ['First\r\nBcc: all@city.example', 'First Bcc: all@city.example'],
    ['First\nX: y', 'First X: y'],
    ['First\u2028X: y', 'First X: y'],
    ['First\u0000\u0085X', 'First X'],
  ])('keeps the subject in one line: %j', (badge, name) => {
    const { subject } = writeMail({ ...claim, params: { ...claim.params, badge } }, 'Cardiff')
    expect(subject).toBe(`Your badge is here: ${name}`)
  })
})

describe('renderMailText', () => {
  test('holds the same words, the link, and what somebody wrote as a quotation', () => {
    const mail = writeMail(
      { ...claim, params: { ...claim.params, note: 'Well\r\ndone' } },
      'Cardiff',
    )
    expect(renderMailText(mail)).toBe(
      [
        'Harbour Youth gave you a badge: First aid.',
        'Open the link to keep it. You need no account.',
        '> Well\n> done',
        'Get my badge:\nhttps://wallet.example/receive#x=1&y=2',
        'The link is for you alone, and works for months. If this badge is not for you, do not open it.',
        '-- \nSent by Cardiff. No one reads answers to this mail.',
      ].join('\n\n'),
    )
  })
})

describe('renderMailHtml', () => {
  test('escapes what others wrote, and fetches nothing', () => {
    const params = { ...claim.params, badge: '<img src=x>', note: '<script>x</script>' }
    const html = renderMailHtml(writeMail({ ...claim, params }, 'Cardiff'), 'en')
    expect(html).toContain('href="https://wallet.example/receive#x=1&amp;y=2"')
    expect(html).toContain('Your badge is here: &lt;img src=x&gt;')
    expect(html).not.toMatch(/<(img|script|link|iframe|object)|url\(/i)
  })
})
