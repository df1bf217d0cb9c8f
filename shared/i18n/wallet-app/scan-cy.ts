import type { InWelsh } from '../messages.ts'
import type { scanEnglish } from './scan-en.ts'

/** Scanning a code, in Welsh; awaiting a translator's review. */
export const scanWelsh = {
  'scan.title': 'Sganio cod',
  'scan.intro':
    'Pwyntiwch y camera at god i gymryd bathodyn, neu i ddangos eich rhai chi i rywun sy’n gofyn.',
  'scan.start': 'Troi’r camera ymlaen',
  'scan.starting': 'Mae’r camera yn cychwyn.',
  'scan.running': 'Yn chwilio am god',
  'scan.private': 'Mae’r lluniau’n aros ar y ddyfais hon.',
  'scan.refused':
    'Nid yw’r camera’n cael ei ganiatáu yma. Gallwch ei ganiatáu yn eich porwr, neu ddefnyddio llun.',
  'scan.no-camera':
    'Nid oes camera yma y gallwn ei ddefnyddio. Defnyddiwch lun, neu gludwch y ddolen.',
  'scan.picture': 'Defnyddio llun o’r cod',
  'scan.paste': 'Gludo dolen',
  'scan.none-in-picture': 'Ni chawsom god yn y llun hwn. Rhowch gynnig ar un clir a syth.',
  'scan.not-ours': 'Nid bathodyn yw’r cod hwn, ac nid oes neb yn gofyn am un ynddo.',
  'scan.found': 'Dyma fe.',
  'scan.again': 'Sganio eto',
} as const satisfies InWelsh<typeof scanEnglish>
