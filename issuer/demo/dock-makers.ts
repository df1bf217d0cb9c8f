import { demonstrationBadge } from './demonstration-badge.ts'

export const dockMakers = {
  slug: 'dock-makers',
  name: { en: 'Dock Makers', cy: 'Gwneuthurwyr y Doc' },
  description: {
    en: 'A maker space in an old dock building. Bring a thing, fix it, make a new one.',
    cy: 'Gofod creu mewn hen adeilad ar y doc. Dewch â rhywbeth, ei drwsio, creu un newydd.',
  },
}

export const dockMakersBadges = [
  demonstrationBadge('first-project', {
    layer: 'engage',
    howShown: 'self-stated',
    hue: 'bronze',
    glyph: 'spark',
    skills: ['making-and-mending'],
    en: {
      name: 'First project',
      description: 'Made a first thing in the maker space.',
      criteria: 'Make a thing of your own, take a photo and say what you learned.',
    },
    cy: {
      name: 'Prosiect cyntaf',
      description: 'Creodd rywbeth am y tro cyntaf yn y gofod creu.',
      criteria: 'Crëwch rywbeth eich hun, tynnwch lun a dywedwch beth ddysgoch chi.',
    },
  }),
  demonstrationBadge('repair-cafe', {
    layer: 'participate',
    howShown: 'peer-reviewed',
    hue: 'slate',
    glyph: 'tool',
    skills: ['making-and-mending', 'customer-care'],
    tags: ['environment'],
    en: {
      name: 'Repair café',
      description: 'Fixed things with and for neighbours at repair cafés.',
      criteria:
        'Help at three repair cafés. Fix at least five things, two of them with the owner beside you.',
    },
    cy: {
      name: 'Caffi trwsio',
      description: 'Trwsiodd bethau gyda chymdogion ac ar eu rhan mewn caffis trwsio.',
      criteria:
        'Helpwch mewn tri chaffi trwsio. Trwsiwch o leiaf bum peth, dau ohonynt gyda’r perchennog wrth eich ochr.',
    },
  }),
  demonstrationBadge('laser-cutter', {
    layer: 'demonstrate',
    howShown: 'assessed',
    hue: 'clay',
    glyph: 'tool',
    statusPurpose: 'suspension',
    achievementType: 'License',
    validForMonths: 12,
    skills: ['safe-working', 'making-and-mending'],
    tags: ['work'],
    en: {
      name: 'Laser cutter licence',
      description: 'May use the laser cutter alone.',
      criteria:
        'Take the safety course, cut one piece with a trainer, then cut one alone while the trainer looks on. The licence can be stopped for a time if the rules are broken.',
    },
    cy: {
      name: 'Trwydded torrwr laser',
      description: 'Yn cael defnyddio’r torrwr laser ar ei ben ei hun.',
      criteria:
        'Dilynwch y cwrs diogelwch, torrwch un darn gyda hyfforddwr, yna un ar eich pen eich hun tra bo’r hyfforddwr yn gwylio. Gellir atal y drwydded am gyfnod os torrir y rheolau.',
    },
  }),
]
