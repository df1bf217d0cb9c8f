import type { InWelsh } from '../messages.ts'
import type { receiveEnglish } from './receive-en.ts'

/** Taking a badge, in Welsh; awaiting a translator's review. */
export const receiveWelsh = {
  'receive.title': 'Bathodyn i chi',
  'receive.reading': 'Rydym yn edrych ar yr hyn sy’n cael ei gynnig.',
  'receive.none': 'Nid oes bathodyn yn y ddolen hon.',
  'receive.none-text': 'Efallai bod rhan ohoni ar goll. Agorwch y ddolen yn eich neges e-bost eto.',
  'receive.unnamed': 'Dim enw wedi’i roi',
  'receive.not-vouched': 'Nid yw {city} yn tystio drostynt nawr.',
  'receive.vouch-unknown': 'Maent yn enwi {city}. Nid oedd modd gofyn a yw’n tystio drostynt.',
  'receive.new-city': 'Hwn fyddai eich bathodyn cyntaf o’r ddinas hon.',
  'receive.purpose': 'I’w gadw yn eich waled. Chi sy’n dewis pwy sy’n ei weld.',
  'receive.retention': 'Nes i chi ei ddileu.',
  'receive.not-seen': 'Eich bathodynnau eraill, ac i bwy rydych yn dangos hwn.',
  'receive.unavailable': {
    zero: 'Nid oes rhagor ar gynnig.',
    one: 'Mae {count} arall ar gynnig na all y waled hon ei gymryd.',
    two: 'Mae {count} arall ar gynnig na all y waled hon eu cymryd.',
    few: 'Mae {count} arall ar gynnig na all y waled hon eu cymryd.',
    many: 'Mae {count} arall ar gynnig na all y waled hon eu cymryd.',
    other: 'Mae {count} arall ar gynnig na all y waled hon eu cymryd.',
  },
  'receive.code': 'Cod ar gyfer y bathodyn hwn',
  'receive.code-hint': 'Fe’i hanfonwyd atoch mewn ffordd arall. Nid un o’ch cyfrineiriau ydyw.',
  'receive.code-said': 'Mae {domain} yn dweud amdano: “{words}”',
  'receive.code-missing': 'Teipiwch y cod.',
  'receive.code-refused':
    'Ni chafodd ei dderbyn. Edrychwch ar y cod eto. Os yw’n gywir, mae’r ddolen wedi’i defnyddio neu mae ei hamser ar ben.',
  'receive.yes': 'Ei gymryd',
  'receive.no': 'Ei adael',
  'receive.again': 'Rhoi cynnig arall arni',
  'receive.relay': 'Gofyn drwy weinydd eich waled',
  'receive.relay-text':
    'Efallai nad yw eu gwefan yn ateb apiau fel hwn. Gall gweinydd eich waled ofyn ar eich rhan. Mae’r hyn maen nhw’n ei anfon yn mynd drwyddo. Nid yw’n cadw dim.',
  'receive.kept-wait':
    'Gallwch roi cynnig arall arni mor aml ag y mynnwch. Nid yw’r bathodyn ar goll.',
  'receive.left':
    'Fe’i gadawsoch. Ni chadwyd dim. Mae’r ddolen yn eich neges e-bost yn dal i weithio.',
  'receive.home': 'I’ch bathodynnau',
  'receive.done': {
    zero: 'Chi biau nhw',
    one: 'Chi biau hwn',
    two: 'Chi biau nhw',
    few: 'Chi biau nhw',
    many: 'Chi biau nhw',
    other: 'Chi biau nhw',
  },
  'receive.done-doubt': 'Wedi’i gadw, gydag amheuaeth',
  'receive.done-refused': 'Heb ei gadw',
  'receive.had-it': 'Roedd hwn gennych yn barod.',
  'receive.doubt-text': 'Fe’i cadwyd, ond ni phasiodd pob gwiriad. Gallwch eu gweld ar ei dudalen.',
  'receive.refused-text':
    'Nid oedd modd cadw’r hyn a ddaeth fel bathodyn. Dywedwch wrth y dyfarnwr.',
  'receive.other-signer': 'Mae wedi’i lofnodi gan rywun heblaw {domain}.',
  'receive.vouched': 'Mae {city} yn tystio dros y bathodyn hwn.',
  'receive.replaces': 'Mae’n cymryd lle un a oedd gennych.',
  'receive.replaces-remove': 'Dileu’r hen un',
  'receive.replaced': 'Mae’r hen un wedi’i ddileu.',
  'receive.next': 'Beth sy’n dod nesaf',
  'receive.next-look': 'Edrych ar y bathodyn hwn',
  'receive.next-cv': 'Ei roi mewn CV',
  'receive.next-page': 'Gweld i ble mae’n arwain yn ôl {provider}',
  'receive.next-same-skill': {
    zero: 'Nid oes gennych fathodyn arall ar gyfer {skill}.',
    one: 'Mae gennych {count} bathodyn arall ar gyfer {skill}.',
    two: 'Mae gennych {count} fathodyn arall ar gyfer {skill}.',
    few: 'Mae gennych {count} bathodyn arall ar gyfer {skill}.',
    many: 'Mae gennych {count} bathodyn arall ar gyfer {skill}.',
    other: 'Mae gennych {count} bathodyn arall ar gyfer {skill}.',
  },
  'receive.next-first-skill': 'Dyma eich bathodyn cyntaf ar gyfer {skill}.',
} as const satisfies InWelsh<typeof receiveEnglish>
