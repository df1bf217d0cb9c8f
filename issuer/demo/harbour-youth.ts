import { demonstrationBadge } from './demonstration-badge.ts'

export const harbourYouth = {
  slug: 'harbour-youth',
  name: { en: 'Harbour Youth Club', cy: 'Clwb Ieuenctid yr Harbwr' },
  description: {
    en: 'A youth club by the water. Sport, music, trips and a place to be.',
    cy: 'Clwb ieuenctid ger y dŵr. Chwaraeon, cerddoriaeth, teithiau a lle i fod.',
  },
}

export const harbourYouthBadges = [
  demonstrationBadge('open-night', {
    layer: 'engage',
    howShown: 'attended',
    hue: 'sea',
    glyph: 'spark',
    skills: ['communication'],
    en: {
      name: 'Open night',
      description: 'Came to an open night and met the club.',
      criteria: 'Come to one open night and stay to the end.',
    },
    cy: {
      name: 'Noson agored',
      description: 'Daeth i noson agored a chwrdd â’r clwb.',
      criteria: 'Dewch i un noson agored ac aros tan y diwedd.',
    },
  }),
  demonstrationBadge('team-player', {
    layer: 'participate',
    howShown: 'peer-reviewed',
    hue: 'harbour',
    glyph: 'people',
    skills: ['teamwork', 'communication'],
    en: {
      name: 'Team player',
      description: 'Played a full part in a team for a season.',
      criteria:
        'Over one season:\n\n- come to 6 of 8 sessions\n- help to set up or clear away\n- have two team mates say what you brought to the team',
    },
    cy: {
      name: 'Aelod o’r tîm',
      description: 'Chwaraeodd ran lawn mewn tîm am dymor.',
      criteria:
        'Dros un tymor:\n\n- dewch i 6 o 8 sesiwn\n- helpwch i osod neu glirio\n- gofynnwch i ddau aelod o’r tîm ddweud beth ddaethoch i’r tîm',
    },
  }),
  demonstrationBadge('first-aid', {
    layer: 'demonstrate',
    howShown: 'assessed',
    hue: 'clay',
    glyph: 'heart',
    skills: ['first-aid', 'keeping-calm', 'communication'],
    tags: ['health'],
    validForMonths: 36,
    en: {
      name: 'First aid basics',
      description: 'Can help a person who is hurt until an expert comes.',
      criteria:
        'Pass a test with a trainer. You show that you can:\n\n- keep yourself and others safe\n- check if a person is awake and breathing\n- do chest compressions on a model\n- stop bleeding\n- call 999 and say what is needed',
    },
    cy: {
      name: 'Hanfodion cymorth cyntaf',
      description: 'Yn gallu helpu rhywun sydd wedi’i anafu nes daw arbenigwr.',
      criteria:
        'Pasiwch brawf gyda hyfforddwr. Rydych yn dangos eich bod yn gallu:\n\n- cadw eich hun ac eraill yn ddiogel\n- gwirio a yw rhywun yn effro ac yn anadlu\n- gwasgu’r frest ar fodel\n- atal gwaedu\n- ffonio 999 a dweud beth sydd ei angen',
    },
  }),
  demonstrationBadge('young-leader', {
    layer: 'lead',
    howShown: 'peer-reviewed',
    hue: 'heather',
    glyph: 'wave',
    skills: ['leadership', 'planning', 'teamwork'],
    tags: ['civic pride'],
    en: {
      name: 'Young leader',
      description: 'Planned and led sessions for younger members.',
      criteria:
        'Plan and lead four sessions for younger members. The members and a youth worker say how it went and what you changed.',
    },
    cy: {
      name: 'Arweinydd ifanc',
      description: 'Cynlluniodd ac arweiniodd sesiynau i aelodau iau.',
      criteria:
        'Cynlluniwch ac arweiniwch bedair sesiwn i aelodau iau. Mae’r aelodau a gweithiwr ieuenctid yn dweud sut aeth hi a beth wnaethoch ei newid.',
    },
  }),
]
