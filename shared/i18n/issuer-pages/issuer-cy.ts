import type { InWelsh } from '../messages.ts'
import type { issuerEnglish } from './issuer-en.ts'

/** What the issuer says, in Welsh; awaiting a translator's review. */
export const issuerWelsh = {
  'issuer.home.title': 'Bathodynnau y gallwch eu hennill yma',
  'issuer.home.lede':
    'Dysgwch drwy wneud, mewn clwb, yn y gwaith neu yn y dosbarth. Cadwch yr hyn a enilloch.',
  'issuer.home.badges': 'Bathodynnau',
  'issuer.home.no-badges': 'Does dim bathodynnau yma eto. Dewch yn ôl yn fuan.',
  'issuer.home.more': 'Mwy o fathodynnau',
  'issuer.home.providers': 'Pwy sy’n rhoi bathodynnau',
  'issuer.home.no-providers': 'Does neb yn rhoi bathodynnau yma eto.',
  'issuer.home.wallet-title': 'Eich waled',
  'issuer.home.wallet':
    'Mae’n cadw eich bathodynnau ar eich ffôn. Mae am ddim, ac nid oes angen cyfrif.',
  'issuer.home.wallet-link': 'Agor eich waled',
  'issuer.home.proof-title': 'Bathodynnau y gellir eu gwirio',
  'issuer.home.proof':
    'Mae pob bathodyn wedi’i lofnodi. Rydych yn ei gadw yn eich waled eich hun. Gall unrhyw un a’i gwêl ei wirio, heb ein help ni.',

  'issuer.api.title': 'Bathodynnau i raglenni',
  'issuer.api.lede': 'Gall eich system chi roi bathodynnau yma a gweld beth ddaeth ohonyn nhw.',
  'issuer.api.key': 'Gofynnwch i’r ddinas am allwedd. Anfonwch hi gyda phob cais:',

  'issuer.provider.suspended':
    'Dydyn nhw ddim yn rhoi bathodynnau am y tro. Mae’r bathodynnau sydd gennych yn dal yn dda.',
  'issuer.provider.closed': 'Maen nhw wedi cau. Mae’r bathodynnau sydd gennych yn dal yn dda.',
  'issuer.provider.badges': 'Bathodynnau gan {name}',
  'issuer.provider.no-badges': 'Does dim bathodynnau oddi yma eto.',

  'issuer.badge.criteria': 'Beth i’w wneud i’w ennill',
  'issuer.badge.skills': 'Y sgiliau mae’n eu dangos',
  'issuer.badge.about': 'Am y bathodyn hwn',
  'issuer.badge.by': 'Rhoddir gan',
  'issuer.badge.layer': 'Math o ddysgu',
  'issuer.badge.how-shown': 'Sut mae’n cael ei ddangos',
  'issuer.badge.how-shown.self-stated': 'Y dysgwr sy’n dweud hynny.',
  'issuer.badge.how-shown.attended': 'Roedd y dysgwr yno.',
  'issuer.badge.how-shown.peer-reviewed': 'Gwelodd pobl eraill hyn a chytuno.',
  'issuer.badge.how-shown.assessed': 'Cafodd ei wirio a’i basio.',
  'issuer.badge.lasts': 'Am faint mae’n para',
  'issuer.badge.lasts-months': {
    zero: '{count} mis',
    one: '{count} mis',
    two: '{count} fis',
    few: '{count} mis',
    many: '{count} mis',
    other: '{count} mis',
  },
  'issuer.badge.lasts-for-good': 'Nid yw’n dod i ben.',
  'issuer.badge.suspendable': 'Trwydded yw hon. Gellir ei hatal am gyfnod.',
  'issuer.badge.version': 'Fersiwn',
  'issuer.badge.older': 'Mae fersiwn mwy newydd o’r bathodyn hwn.',
  'issuer.badge.newest': 'Gweld y fersiwn diweddaraf',
  'issuer.badge.retired': 'Ni roddir y bathodyn hwn mwyach. Mae pawb sydd ganddo yn ei gadw.',
  'issuer.badge.renewal': 'Sut i’w adnewyddu',
  'issuer.badge.leads-to': 'At beth mae’n arwain',
  'issuer.badge.checked': 'Gwiriwyd ei ansawdd gan {city} ar {date}.',
  'issuer.badge.endorsed': 'Pwy sy’n ei gefnogi',
  'issuer.badge.shown-one': 'A oes rhywun wedi dangos y bathodyn hwn i chi?',
  'issuer.badge.id': 'Ei gyfeiriad parhaol',
  'issuer.badge.data': 'Y dudalen hon fel data',
  'issuer.badge.in-english': 'Y bathodyn hwn yn Saesneg',
  'issuer.badge.in-welsh': 'Y bathodyn hwn yn Gymraeg',

  'issuer.skill.title': 'Bathodynnau sy’n dangos: {name}',

  'issuer.card.for': 'I {name}',
  'issuer.card.scan': 'Sganiwch hwn â ffôn i gadw eich bathodyn. I chi yn unig y mae.',
  'issuer.card.no-phone': 'Dim ffôn? Gofynnwch i ni, neu teipiwch y ddolen ar unrhyw gyfrifiadur.',
  'issuer.card.qr': 'Cod i’w sganio',
  'issuer.claim-code.title': 'Cymryd eich bathodyn',
  'issuer.claim-code.lede': 'Teipiwch y cod ar eich cerdyn. I chi yn unig y mae.',
  'issuer.claim-code.code': 'Y cod ar eich cerdyn',
  'issuer.claim-code.hint': 'Deuddeg llythyren a rhif, fel 7K2M-09QX-TRD4',
  'issuer.claim-code.open': 'Ymlaen',
  'issuer.claim-code.wrong':
    'Nid oes bathodyn â’r cod hwn. Edrychwch ar eich cerdyn eto, neu gofynnwch am un newydd i bwy bynnag a’i rhoddodd i chi.',
  'issuer.files.title': 'Eich bathodyn',
  'issuer.files.lede': 'Rhoddodd {provider} y bathodyn hwn i chi: {badge}. Cadwch gopi.',
  'issuer.files.picture': 'Llun gyda’r bathodyn ynddo (PNG)',
  'issuer.files.drawing': 'Darlun gyda’r bathodyn ynddo (SVG)',
  'issuer.files.data': 'Y bathodyn fel data (JSON)',
  'issuer.files.token': 'Y bathodyn fel tocyn (JWT)',
  'issuer.files.check': 'Gall unrhyw un sy’n cael un o’r rhain ei wirio.',
  'issuer.files.email':
    'Mae’n gysylltiedig â’ch e-bost. Ni all neb ddarllen yr e-bost ynddo, ond gall rhywun sy’n ei wybod ei wirio.',
  'issuer.files.revoked': 'Cafodd y bathodyn hwn ei dynnu’n ôl. Holwch {provider} amdano.',
  'issuer.files.expired-link': 'Os yw’r ddolen yn stopio, gofynnwch i {provider} am un newydd.',
} as const satisfies InWelsh<typeof issuerEnglish>
