import { demonstrationBadge } from './demonstration-badge.ts'

export const castleStreetCollege = {
  slug: 'castle-street-college',
  name: { en: 'Castle Street College', cy: 'Coleg Stryd y Castell' },
  description: {
    en: 'A college in the middle of town, for school leavers and grown-ups.',
    cy: 'Coleg yng nghanol y dref, i rai sy’n gadael yr ysgol ac i oedolion.',
  },
}

export const castleStreetCollegeBadges = [
  demonstrationBadge('career-taster', {
    layer: 'engage',
    howShown: 'attended',
    hue: 'slate',
    glyph: 'book',
    skills: ['planning'],
    en: {
      name: 'Career taster',
      description: 'Spent a day finding out about three kinds of work.',
      criteria: 'Visit three workshops in one day and talk to a person who does the job.',
    },
    cy: {
      name: 'Blas ar yrfa',
      description: 'Treuliodd ddiwrnod yn dysgu am dri math o waith.',
      criteria: 'Ewch i dri gweithdy mewn diwrnod a siarad â rhywun sy’n gwneud y gwaith.',
    },
  }),
  demonstrationBadge('digital-start', {
    layer: 'participate',
    howShown: 'assessed',
    hue: 'harbour',
    glyph: 'tool',
    skills: ['digital-basics', 'communication'],
    tags: ['digital'],
    en: {
      name: 'Digital start',
      description: 'Can use a computer for everyday tasks and stay safe online.',
      criteria:
        'Take the six week course and pass the check at the end:\n\n- write and send an e-mail with a file\n- fill in a form on the web\n- make a strong password and spot a fake message',
    },
    cy: {
      name: 'Cychwyn digidol',
      description: 'Yn gallu defnyddio cyfrifiadur bob dydd a chadw’n ddiogel ar-lein.',
      criteria:
        'Dilynwch y cwrs chwe wythnos a phasio’r prawf ar y diwedd:\n\n- ysgrifennu ac anfon e-bost gyda ffeil\n- llenwi ffurflen ar y we\n- creu cyfrinair cryf ac adnabod neges ffug',
    },
  }),
  demonstrationBadge('customer-care', {
    layer: 'demonstrate',
    howShown: 'assessed',
    hue: 'bronze',
    glyph: 'people',
    skills: ['customer-care', 'communication', 'keeping-calm'],
    tags: ['work'],
    en: {
      name: 'Customer care',
      description: 'Helped real customers in a café for two weeks.',
      criteria:
        'Work in the college café for two weeks. A tutor watches two shifts and talks with you about what went well and what to change.',
    },
    cy: {
      name: 'Gofal cwsmer',
      description: 'Helpodd gwsmeriaid go iawn mewn caffi am bythefnos.',
      criteria:
        'Gweithiwch yng nghaffi’r coleg am bythefnos. Mae tiwtor yn gwylio dwy shifft ac yn trafod gyda chi beth aeth yn dda a beth i’w newid.',
    },
  }),
]
