import type { InWelsh } from '../messages.ts'
import type { lostBadgesEnglish } from './lost-badges-en.ts'

/** Where somebody takes a badge again whose wallet is lost, in Welsh; awaiting a translator's review. */
export const lostBadgesWelsh = {
  'issuer.lost.title': 'Ydych chi wedi colli bathodyn?',
  'issuer.lost.lede':
    'Os yw’r ffôn â’ch bathodyn wedi mynd, gallwch gymryd y bathodyn eto ar un newydd.',
  'issuer.lost.copy':
    'Yn gyntaf ceisiwch agor eich waled ar y ffôn newydd. Mae waled a gadwodd gopi yn dod â’ch holl fathodynnau yn ôl.',
  'issuer.lost.email': 'Eich cyfeiriad e-bost',
  'issuer.lost.email-hint': 'Yr un yr anfonwyd y ddolen i’ch bathodyn iddo.',
  'issuer.lost.send': 'Anfon dolen ataf',
  'issuer.lost.wrong-email': 'Rhowch gyfeiriad e-bost, fel sam@mail.example',
  'issuer.lost.mailed': 'Nawr edrychwch ar eich e-bost',
  'issuer.lost.mailed-text':
    'Os cymeroch chi fathodyn â’r cyfeiriad {email}, mae dolen ar ei ffordd yno. Mae’n gweithio am awr.',
  'issuer.lost.mailed-next': 'Dim e-bost? Gofynnwch i’r bobl a roddodd y bathodyn i chi.',
  'issuer.lost.choose': 'Cymryd bathodyn eto',
  'issuer.lost.means':
    'Mae’r bathodyn oedd gennych yn stopio am byth, ar yr hen ffôn hefyd. Cewch un newydd yn ei le.',
  'issuer.lost.take': 'Ei gymryd eto',
  'issuer.lost.none': 'Nid oes bathodyn yma i’w gymryd eto.',
  'issuer.lost.refused':
    'Ni ellir cymryd y bathodyn hwn eto ar hyn o bryd. Ni newidiwyd dim. Gofynnwch i’r bobl a’i rhoddodd i chi.',
  'issuer.lost.reason': 'Cymeroch ef eto ar ffôn arall.',
  'issuer.lost.link': 'Rwyf wedi colli bathodyn',
} as const satisfies InWelsh<typeof lostBadgesEnglish>
