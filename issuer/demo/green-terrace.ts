import { demonstrationBadge } from './demonstration-badge.ts'

export const greenTerrace = {
  slug: 'green-terrace',
  name: { en: 'Green Terrace Community Garden', cy: 'Gardd Gymunedol y Teras Gwyrdd' },
  description: {
    en: 'A charity that grows food with its neighbours on old railway land.',
    cy: 'Elusen sy’n tyfu bwyd gyda’i chymdogion ar hen dir rheilffordd.',
  },
}

export const greenTerraceBadges = [
  demonstrationBadge('garden-welcome', {
    layer: 'engage',
    howShown: 'attended',
    hue: 'fern',
    glyph: 'leaf',
    skills: ['food-growing'],
    tags: ['health'],
    en: {
      name: 'Garden welcome',
      description: 'Came to the garden and learned what grows there.',
      criteria: 'Walk round the garden with a volunteer and plant one thing.',
    },
    cy: {
      name: 'Croeso i’r ardd',
      description: 'Daeth i’r ardd a dysgu beth sy’n tyfu yno.',
      criteria: 'Cerddwch o amgylch yr ardd gyda gwirfoddolwr a phlannu un peth.',
    },
  }),
  demonstrationBadge('food-grower', {
    layer: 'participate',
    howShown: 'attended',
    hue: 'fern',
    glyph: 'leaf',
    skills: ['food-growing', 'teamwork'],
    tags: ['health', 'environment'],
    en: {
      name: 'Food grower',
      description: 'Grew vegetables with others from seed to plate.',
      criteria:
        'Come to eight sessions between spring and autumn. Sow, plant out, weed, water and harvest.',
    },
    cy: {
      name: 'Tyfwr bwyd',
      description: 'Tyfodd lysiau gydag eraill o’r hedyn i’r plât.',
      criteria:
        'Dewch i wyth sesiwn rhwng y gwanwyn a’r hydref. Hau, plannu, chwynnu, dyfrio a chynaeafu.',
    },
  }),
  demonstrationBadge('volunteer-lead', {
    layer: 'lead',
    howShown: 'peer-reviewed',
    hue: 'foxglove',
    glyph: 'leaf',
    skills: ['leadership', 'planning', 'food-growing'],
    tags: ['civic pride', 'environment'],
    en: {
      name: 'Volunteer lead',
      description: 'Led a group of volunteers through a growing season.',
      criteria:
        'Lead a group of volunteers for a season. Plan the work, share it out, and help two new people to feel at home. The group says how it went.',
    },
    cy: {
      name: 'Arweinydd gwirfoddolwyr',
      description: 'Arweiniodd grŵp o wirfoddolwyr drwy dymor tyfu.',
      criteria:
        'Arweiniwch grŵp o wirfoddolwyr am dymor. Cynlluniwch y gwaith, ei rannu, a helpwch ddau berson newydd i deimlo’n gartrefol. Mae’r grŵp yn dweud sut aeth hi.',
    },
  }),
]
