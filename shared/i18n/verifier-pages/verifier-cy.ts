import type { InWelsh } from '../messages.ts'
import type { verifierEnglish } from './verifier-en.ts'

/** What the verifier says, in Welsh; awaiting a translator's review. */
export const verifierWelsh = {
  'verifier.service': 'Gwirio bathodynnau',

  'verifier.api.title': 'Gwiriadau i raglenni',
  'verifier.api.lede': 'Gall eich system chi ofyn am fathodynnau yma a chael yr hyn a ganfuwyd.',
  'verifier.api.key': 'Gofynnwch am allwedd lle rydych yn gweithio. Anfonwch hi gyda phob galwad:',

  'verifier.home.title': 'Gofyn am fathodynnau a’u gwirio',
  'verifier.home.lede':
    'Mae cyflogwr yn gofyn. Chi sy’n dewis pa fathodynnau i’w dangos. Rydym ni’n eu gwirio ac yn dweud beth a welsom.',
  'verifier.home.how-title': 'Sut mae’n gweithio',
  'verifier.home.how-ask': 'Mae’r cyflogwr yn gwneud cais. Dolen yw hwn, a chod i’w sganio.',
  'verifier.home.how-show':
    'Rydych yn ei agor yn eich waled. Fe welwch pwy sy’n gofyn, am beth a pham.',
  'verifier.home.how-send': 'Rydych yn anfon y bathodynnau a ddewiswch, neu ddim o gwbl.',
  'verifier.home.how-report': 'Mae’r cyflogwr yn cael adroddiad mewn geiriau syml.',
  'verifier.home.checks-title': 'Beth rydym yn ei wirio',
  'verifier.home.checks':
    'Pwy roddodd y bathodyn. Nad oes neb wedi’i newid. Ei fod yn dal yn ddilys. Mai i chi y cafodd ei roi.',
  'verifier.home.unknown':
    'Os na allem wirio rhywbeth, rydym yn dweud hynny. Ni fyddwn byth yn dweud bod hynny wedi’i brofi.',
  'verifier.home.kept-title': 'Beth sy’n cael ei gadw',
  'verifier.home.kept':
    'Rydym yn cadw’r adroddiad, a’r hyn a anfonoch dan glo, cyhyd ag y mae’r cais yn ei ddweud. Yna caiff y cyfan ei ddileu.',
  'verifier.home.recruiters': 'Mewngofnodi fel recriwtiwr',
  'verifier.home.identity-title': 'Pwy sy’n rhedeg hwn',
  'verifier.home.identity': 'Sut mae waledi’n adnabod y lle hwn',

  'verifier.request.waiting.title': 'Yn aros am fathodynnau',
  'verifier.request.waiting.text': 'Nid oes neb wedi anfon bathodynnau eto.',
  'verifier.request.received.title': 'Mae bathodynnau wedi dod',
  'verifier.request.received.text': 'Dyma beth a welsom.',
  'verifier.request.declined.title': 'Ni anfonwyd bathodynnau',
  'verifier.request.declined.text':
    'Dywedodd y person na, neu nid oedd ganddo fathodyn addas. Gallwch ofyn eto â chais newydd.',
  'verifier.request.expired.title': 'Mae’r amser ar ben',
  'verifier.request.expired.text': 'Ni ddaeth bathodynnau mewn pryd. Gallwch wneud cais newydd.',
  'verifier.request.asked': 'Beth y gofynnwyd amdano',
  'verifier.request.who': 'Pwy sy’n gofyn',
  'verifier.request.what': 'Pa fathodynnau',
  'verifier.request.any-badge': 'Unrhyw fathodynnau',
  'verifier.request.purpose': 'Ar gyfer beth',
  'verifier.request.no-purpose': 'Heb ei ddweud',
  'verifier.request.how-long': 'Yn cael ei gadw am',
  'verifier.request.retention': {
    zero: '{count} diwrnod',
    one: '{count} diwrnod',
    two: '{count} ddiwrnod',
    few: '{count} diwrnod',
    many: '{count} diwrnod',
    other: '{count} diwrnod',
  },
  'verifier.request.open-until': 'Ar agor tan {time}.',
  'verifier.request.refreshes': 'Bydd y dudalen hon yn newid ohoni’i hun pan ddaw bathodynnau.',
  'verifier.request.look-now': 'Edrych nawr',
  'verifier.request.start': 'Dechrau',
  'verifier.request.start-text': 'Dechreuwch yma, ac yna dangoswch eich bathodynnau o’r porwr hwn.',
  'verifier.request.code': 'Cod sy’n agor y cais yn y waled',
  'verifier.request.scan': 'Sganiwch y cod â ffôn, neu agorwch y waled yma.',
  'verifier.request.too-long': 'Mae’r cais hwn yn rhy hir i god. Agorwch y waled yma.',
  'verifier.request.open': 'Agor y waled',
  'verifier.request.other-wallet': 'Defnyddio ap waled arall',
  'verifier.request.other-text': 'Sganiwch y cod hwn â’r ap, neu gludwch y ddolen ynddo.',
  'verifier.request.other-code': 'Cod ar gyfer apiau waled eraill',
  'verifier.request.other-open': 'Agor mewn ap waled ar y ddyfais hon',
  'verifier.request.kept-title': 'Beth sy’n cael ei gadw o hyn',
  'verifier.request.kept':
    'Rydym yn cadw’r adroddiad hwn. Rydym yn cadw’r hyn a anfonwyd hefyd, dan glo, i’w wirio eto. Caiff ei ddileu ar ôl yr amser hwn:',
  'verifier.request.hash': 'Ôl bys yr hyn a anfonwyd:',
  'verifier.request.receipt': 'Cadw’r dderbynneb',
  'verifier.request.receipt-text':
    'Mae derbynneb yn brawf wedi’i lofnodi o’r hyn a welsom, a phryd. Gallwch ei chadw pan fydd popeth arall wedi mynd. Nid yw’n dweud pwy oedd biau’r bathodynnau.',

  'verifier.report.next-check':
    'Ni chawsom ateb gan rywun y mae’n rhaid i ni ei holi. Byddwn yn rhoi cynnig arall arni ein hunain ar {time}.',
  'verifier.report.pdf': 'Cadw fel PDF',
  'verifier.report.not-again':
    'Ceisiwyd gwirio hyn eto ar {time} ac ni ellid. O’r blaen y daw’r hyn a welwch.',
  'verifier.report.check-receipt': 'Gwirio derbynneb',
  'verifier.report.for': 'Gwnaed ar gyfer {name}.',
  'verifier.report.until': 'Mae’r dudalen hon ar agor tan {time}.',
  'verifier.report.deleted': 'Caiff y cyfan ei ddileu ar {time}.',

  'verifier.receipts.title': 'Gwirio derbynneb neu brawf',
  'verifier.receipts.lede':
    'Mae derbynneb yn dweud beth a ganfuwyd pan wiriwyd bathodynnau. Yma cewch weld a yw’n un go iawn.',
  'verifier.receipts.paste': 'Gludwch y dderbynneb',
  'verifier.receipts.file': 'Neu dewiswch ei ffeil',
  'verifier.receipts.badge': 'Bathodyn, os yw gennych',
  'verifier.receipts.badge-hint': 'Yna dywedwn a yw’r dderbynneb am y bathodyn hwnnw.',
  'verifier.receipts.go': 'Gwirio’r dderbynneb',
  'verifier.receipts.kept': 'Nid ydym yn cadw dim o’r hyn a rowch i ni yma.',
  'verifier.receipts.another': 'Gwirio derbynneb arall',
  'verifier.receipts.none': 'Gludwch dderbynneb neu dewiswch ei ffeil.',

  'verifier.receipt.good': 'Mae’r dderbynneb hon yn ddilys. Fe’i llofnodwyd gan {by}.',
  'verifier.receipt.signed-at': 'Llofnodwyd ar {time}.',
  'verifier.receipt.as-of': 'Ar {time}, dyma a welwyd. Efallai fod pethau wedi newid ers hynny.',
  'verifier.receipt.badge': 'Bathodyn {number} gan {from}: {word}.',
  'verifier.receipt.log': 'Rhif {number} o {size} yng nghofnod dyfarnu {city}.',
  'verifier.receipt.showing': 'Sut y dangoswyd y bathodynnau:',
  'verifier.receipt.named': 'Y bathodyn a roesoch yw rhif {number} yn y dderbynneb hon.',
  'verifier.receipt.not-named': 'Nid yw’r bathodyn a roesoch yn y dderbynneb hon.',
  'verifier.receipt.unreachable':
    'Ni allem ofyn i’r sawl a’i llofnododd am ei allweddi. Felly ni allwn ddweud a yw’r dderbynneb yn ddilys. Rhowch gynnig arall arni wedyn.',
  'verifier.receipt.key-revoked':
    'Cafodd yr allwedd a lofnododd y dderbynneb hon ei dwyn. Gall lleidr ysgrifennu unrhyw ddyddiad. Felly ni allwn ddweud a yw’r dderbynneb yn ddilys. Gofynnwch i’r sawl a’i llofnododd am un newydd.',
  'verifier.receipt.after-revocation':
    'Nid yw’r dderbynneb hon yn ddilys. Cafodd ei llofnodi ag allwedd a gafodd ei dwyn, ar ôl i’r lladrad ddod yn hysbys.',
  'verifier.receipt.refused':
    'Nid yw’r dderbynneb hon yn ddilys, neu fe’i newidiwyd. Nid y sawl y mae’n ei enwi a’i llofnododd.',
  'verifier.bundle.as-of':
    'Gwiriwyd heb ofyn i neb, â bwndel {city}. Ar {time}. Efallai fod pethau wedi newid ers hynny.',
  'verifier.bundle.rests-on':
    'Mae hyn i gyd yn dibynnu ar un o allweddi’r ddinas: {key}. Os ydych yn gwybod yr allwedd, enwch hi â --city-key, ac fe’i gwiriwn.',
  'verifier.bundle.pinned': 'Fe’i llofnodwyd â’r allwedd a enwoch: {key}.',
  'verifier.receipt.malformed': 'Nid derbynneb yw hon, neu mae wedi torri.',
  'verifier.deletion.good': 'Mae’r prawf hwn yn un go iawn. Fe’i llofnodwyd gan {by}.',
  'verifier.deletion.when': 'Maen nhw’n dweud iddyn nhw ddileu hyn ar {time}:',
  'verifier.deletion.why.clock': 'Pam: roedd ei amser ar ben',
  'verifier.deletion.why.asked': 'Pam: gofynnodd rhywun amdano',
  'verifier.deletion.count.candidates': 'Pobl: {count}',
  'verifier.deletion.count.evidence': 'Pethau a anfonwyd: {count}',
  'verifier.deletion.count.reports': 'Adroddiadau: {count}',
  'verifier.deletion.count.batches': 'Sypiau: {count}',
} as const satisfies InWelsh<typeof verifierEnglish>
