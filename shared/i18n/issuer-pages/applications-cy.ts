import type { InWelsh } from '../messages.ts'
import type { applicationsEnglish } from './applications-en.ts'

/** The form by which somebody applies to award badges here, in Welsh; awaiting a translator's review. */
export const applicationsWelsh = {
  'issuer.apply.title': 'Rhoi bathodynnau yma',
  'issuer.apply.lede':
    'Ydych chi’n addysgu, yn hyfforddi neu’n dysgu pobl yma? Gofynnwch i’r ddinas am gael rhoi bathodynnau.',
  'issuer.apply.steps':
    'Llenwch y ffurflen hon. Agorwch y ddolen a anfonwn atoch. Wedyn bydd y ddinas yn ei darllen ac yn ateb.',
  'issuer.apply.closed-title': 'Ni allwch wneud cais yma ar hyn o bryd',
  'issuer.apply.closed':
    'Nid yw’r ddinas yn derbyn enwau newydd ar hyn o bryd. Edrychwch eto yn nes ymlaen, neu gofynnwch i’r ddinas.',
  'issuer.apply.name': 'Beth yw eich enw?',
  'issuer.apply.name-hint': 'Enw eich coleg, elusen neu glwb, fel y mae pobl yn ei adnabod.',
  'issuer.apply.kind': 'Beth ydych chi?',
  'issuer.apply.kind.college': 'Coleg neu gwmni hyfforddi',
  'issuer.apply.kind.school': 'Ysgol',
  'issuer.apply.kind.charity': 'Elusen',
  'issuer.apply.kind.club': 'Clwb neu grŵp',
  'issuer.apply.kind.employer': 'Gweithle',
  'issuer.apply.kind.public-body': 'Llyfrgell, amgueddfa neu’r cyngor',
  'issuer.apply.kind.other': 'Dim un o’r rhain',
  'issuer.apply.description': 'Beth ydych chi’n ei wneud?',
  'issuer.apply.description-hint':
    'Mewn llinell neu ddwy. Bydd pobl yn ei ddarllen gyda’ch bathodynnau.',
  'issuer.apply.website': 'Eich gwefan',
  'issuer.apply.website-hint': 'Os oes gennych un, fel https://clwb.example',
  'issuer.apply.badges': 'Am beth ydych chi am roi bathodynnau?',
  'issuer.apply.badges-hint':
    'Dywedwch beth mae pobl yn ei wneud gyda chi, a sut y gwyddoch eu bod wedi’i wneud.',
  'issuer.apply.contact': 'Eich enw chi',
  'issuer.apply.email': 'Eich e-bost',
  'issuer.apply.email-hint':
    'Byddwn yn anfon dolen atoch. Nid oes dim yn mynd at y ddinas nes i chi ei hagor.',
  'issuer.apply.kept':
    'Mae’r ddinas yn cadw’r hyn a anfonwch nes iddi ddweud ie neu na, a 180 diwrnod yn rhagor.',
  'issuer.apply.send': 'Anfon',
  'issuer.apply.wrong-name': 'Rhowch enw eich coleg, elusen neu glwb.',
  'issuer.apply.wrong-kind': 'Dewiswch beth ydych chi.',
  'issuer.apply.wrong-description': 'Dywedwch mewn llinell neu ddwy beth ydych chi’n ei wneud.',
  'issuer.apply.wrong-website': 'Rhowch ddolen sy’n dechrau â https://, neu ei gadael allan.',
  'issuer.apply.wrong-badges': 'Dywedwch am beth ydych chi am roi bathodynnau.',
  'issuer.apply.wrong-contact': 'Rhowch eich enw chi.',
  'issuer.apply.wrong-email': 'Rhowch e-bost, fel enw@example.org.',
  'issuer.apply.mailed': 'Nawr edrychwch ar eich e-bost',
  'issuer.apply.mailed-text':
    'Anfonom e-bost at {email}. Agorwch y ddolen ynddo. Tan hynny nid yw’r ddinas yn gweld yr hyn a ysgrifennoch.',
  'issuer.apply.mailed-next': 'Dim e-bost? Edrychwch dan sbam, neu anfonwch y ffurflen eto.',
  'issuer.apply.confirm': 'Ai chi oedd hynny?',
  'issuer.apply.confirm-text': 'Gofynnodd rhywun am gael rhoi bathodynnau yma fel {name}.',
  'issuer.apply.confirm-button': 'Ie, ei anfon at y ddinas',
  'issuer.apply.confirm-not':
    'Os nad chi oedd hynny, caewch y dudalen hon. Ni chaiff dim ei anfon.',
  'issuer.apply.sent': 'Mae gan y ddinas eich cais nawr',
  'issuer.apply.sent-text': 'Bydd rhywun yno yn ei ddarllen, ac yn ysgrifennu at eich e-bost.',
  'issuer.apply.decided': 'Mae’r ddinas wedi ateb',
  'issuer.apply.decided-text': 'Edrychwch ar eich e-bost. Mae’r ateb yno.',
  'issuer.apply.old': 'Mae’r ddolen hon wedi’i defnyddio neu’n rhy hen',
  'issuer.apply.old-text': 'Efallai bod e-bost mwy newydd. Os na, llenwch y ffurflen eto.',
  'issuer.apply.form': 'I’r ffurflen',
  'issuer.apply.asked': 'Mae’r ddinas yn gofyn:',
  'issuer.apply.more': 'Eich ateb i’r ddinas',
  'issuer.apply.more-text':
    'Newidiwch yr hyn a ysgrifennoch isod, neu ychwanegwch ato. Wedyn anfonwch ef eto.',
  'issuer.apply.link': 'Gofyn am gael rhoi bathodynnau',
} as const satisfies InWelsh<typeof applicationsEnglish>
