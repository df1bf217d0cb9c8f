import type { InWelsh } from './messages.ts'
import type { walletEnglish } from './wallet-en.ts'

/** What the wallet says, in Welsh; awaiting a translator's review. */
export const walletWelsh = {
  'wallet.service': 'Waled Waymark',

  'wallet.home.title': 'Chi biau eich bathodynnau',
  'wallet.home.text':
    'Yma mae dolenni i fathodynnau yn arwain. Mae’r bathodynnau yn aros gyda chi. Nid yw’r lle hwn yn eu gweld.',
  'wallet.home.private': 'Nid oes angen cyfrif. Nid ydym yn nodi pwy sy’n dod yma.',
  'wallet.home.how': 'Beth i’w wneud â dolen',
  'wallet.home.receive': 'I gymryd bathodyn a roddwyd i chi:',
  'wallet.home.present': 'I ddangos bathodynnau i rywun sy’n gofyn:',

  'wallet.receive.title': 'Bathodyn i chi',
  'wallet.receive.text':
    'Rydych wedi cael bathodyn. Agorwch y ddolen yn eich waled i edrych arno yn gyntaf.',
  'wallet.receive.from': 'Daw oddi wrth:',
  'wallet.receive.care':
    'Cymerwch ef dim ond os ydych yn gwybod pam y cawsoch ef. Mae eich waled yn gofyn i chi yn gyntaf.',
  'wallet.receive.broken': 'Nid oes bathodyn yn y ddolen hon.',

  'wallet.present.title': 'Mae rhywun yn gofyn am weld bathodynnau',
  'wallet.present.text': 'Agorwch y ddolen yn eich waled i weld pwy sy’n gofyn, ac am beth.',
  'wallet.present.from': 'Mae’r ateb yn mynd at:',
  'wallet.present.care': 'Nid oes dim yn cael ei anfon nes i chi ddweud ie yn eich waled.',
  'wallet.present.broken': 'Nid oes cwestiwn yn y ddolen hon.',

  'wallet.link.open': 'Agor yn fy waled',
  'wallet.link.command': 'Ar gyfrifiadur',
  'wallet.link.scan': 'Ar ffôn arall',
  'wallet.link.scan-text': 'Sganiwch hwn gyda’r waled ar y ffôn hwnnw.',
  'wallet.link.scan-alt': 'Cod sgwâr sy’n dal yr un ddolen',
  'wallet.link.private': 'Mae’r ddolen yn aros yn eich porwr. Ni chafodd ei hanfon atom ni.',
  'wallet.link.broken-next':
    'Efallai bod rhan ohoni ar goll. Copïwch y cyfan eto, neu gofynnwch am un newydd.',
  'wallet.link.no-script':
    'Mae angen sgriptiau ar y dudalen hon i ddarllen y ddolen i chi. Maent wedi’u diffodd yn eich porwr.',
  'wallet.link.no-script-next':
    'Gallwch gopïo’r ddolen gyfan o frig eich porwr a’i rhoi i’ch waled:',
} as const satisfies InWelsh<typeof walletEnglish>
