import type { InWelsh } from '../messages.ts'
import type { codeEnglish } from './code-en.ts'

/** The learner's own code, in Welsh; awaiting a translator's review. */
export const codeWelsh = {
  'code.title': 'Fy nghod',
  'code.link': 'Dangos fy nghod fy hun',
  'code.how':
    'Gadewch i’r sawl sy’n rhedeg y sesiwn sganio hwn. Mae’n gweithio ar gyfer {city} yn unig.',
  'code.label': 'Fy nghod fy hun',
  'code.waiting': 'Yn aros am y sgan. Mae’r cod yn adnewyddu ei hun.',
  'code.cut-off': 'Ni ellir cyrraedd y ddinas ar hyn o bryd. Rydym yn dal i geisio.',
  'code.what': 'Beth sydd yn y cod hwn?',
  'code.what-text':
    'Marc eich waled eich hun, a dim byd arall amdanoch. Mae’n gweithio unwaith, am ddwy funud. I’w roi fel testun, copïwch hwn:',
  'code.as-text': 'Fy nghod fel testun',
  'code.for': 'Ar gyfer pa ddinas?',
  'code.scanned': 'Cafodd eich cod ei sganio.',
  'code.marked': 'Nodwyd eich bod yma: {activity}, {day}.',
  'code.again': 'Dangos cod newydd',
  'code.no-city': 'Ar gyfer pa ddinas?',
  'code.no-city-text':
    'Gofynnwch i’r sawl sy’n rhedeg y sesiwn am god eu dinas, a’i sganio yn gyntaf.',
  'code.to-scan': 'Sganio cod',
} as const satisfies InWelsh<typeof codeEnglish>
