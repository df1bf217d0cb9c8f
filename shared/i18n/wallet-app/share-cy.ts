import type { InWelsh } from '../messages.ts'
import type { shareEnglish } from './share-en.ts'

/** Awaiting a translator's review. */
export const shareWelsh = {
  'share.title': 'CV a rannwyd',
  'share.opening': 'Yn agor ac yn gwirio’r hyn a rannwyd',
  'share.checking':
    'Rydym yn gofyn i’r rhai a roddodd y bathodynnau a ydynt yn dal i sefyll. Mae’n cymryd ychydig eiliadau.',
  'share.until': 'Mae’r ddolen hon yn agor tan {date}.',
  'share.private': 'Agorwyd y dudalen hon yn eich porwr. Ni all y lle sy’n ei chadw ei darllen.',
  'share.cities':
    'Gofynnon ni i’r ddinas y mae pob dyfarnwr yn ei henwi. Gwnewch yn siŵr ei bod yn ddinas rydych yn ei hadnabod.',
  'share.retry': 'Gwirio eto',
  'share.retry-text':
    'Ar gynnig newydd, gall gweinydd y waled ofyn ar eich rhan. Mae’n gweld pa lefydd a ofynnir, a dim bathodyn.',
  'share.check-at': 'Gwiriwch ef yn',
  'share.print': 'Argraffu neu gadw fel PDF',
  'share.skills': 'Sgiliau, a’r hyn sydd y tu ôl i bob un',
  'share.skills-text':
    'Dim ond bathodynnau sydd wedi’u profi sy’n cyfrif yma. Mae hyn yn dweud pa fath o brawf sydd, nid pa mor dda yw’r person.',
  'share.from-badges': 'o {badges}',

  'share.expired-title': 'Mae amser y ddolen hon ar ben',
  'share.expired-text': 'Fe’i rhannwyd am gyfnod, ac mae’r cyfnod hwnnw wedi dod i ben.',
  'share.withdrawn-title': 'Tynnwyd hyn yn ôl',
  'share.withdrawn-text': 'Mae’r un a’i rhannodd wedi cau’r ddolen.',
  'share.missing-title': 'Nid oes dim o dan y ddolen hon',
  'share.missing-text':
    'Efallai iddi ddod i ben beth amser yn ôl, neu fod rhan o’r ddolen ar goll.',
  'share.damaged-title': 'Nid yw’r ddolen hon yn agor',
  'share.damaged-text':
    'Efallai fod llythyren yn anghywir neu ar goll. Copïwch y cyfan eto, hyd at y diwedd.',
  'share.unreached-title': 'Ni allem nôl yr hyn a rannwyd',
  'share.unreached-text':
    'Efallai ei fod yn dal yno. Gwiriwch eich bod ar-lein, ac yna rhowch gynnig arall arni.',
  'share.ask-again': 'Gallwch ofyn i’r person a’i hanfonodd am ddolen newydd.',

  'share.self-name': 'Enw',
  'share.self-contact': 'Sut i gysylltu',
  'share.self-about': 'Amdanynt',
  'share.self-work': 'Gwaith',
  'share.self-education': 'Ysgol a chyrsiau',
  'share.self-skills': 'Sgiliau y maent yn eu henwi',

  'share.has-badge': 'Mae bathodyn amdano',
} as const satisfies InWelsh<typeof shareEnglish>
