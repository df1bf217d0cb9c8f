import type { InWelsh } from '../messages.ts'
import type { verifierProblemsEnglish } from './problems-en.ts'

/** Why something could not be checked, in Welsh; awaiting a translator's review. */
export const verifierProblemsWelsh = {
  'verifier.problem.empty.title': 'Nid oedd dim i’w wirio.',
  'verifier.problem.empty.next': 'Gludwch fathodyn neu dewiswch ffeil. Yna pwyswch Gwirio.',
  'verifier.problem.words.title': 'Nid bathodyn yw hwnnw.',
  'verifier.problem.words.next':
    'Testun plaen ydyw. Ffeil, cod hir, neu gyfeiriad gwe sy’n dechrau â https yw bathodyn.',
  'verifier.problem.too-large.title': 'Mae hwnnw’n rhy fawr.',
  'verifier.problem.too-large.next': 'Ffeil fach yw bathodyn. Rydym yn darllen hyd at 8 MB.',
  'verifier.problem.too-many-files.title': 'Mae gormod o ffeiliau ar unwaith.',
  'verifier.problem.too-many-files.next': 'Rydym yn gwirio hyd at 10 ffeil ar y tro.',
  'verifier.problem.too-slow.title': 'Cymerodd hyn ormod o amser.',
  'verifier.problem.too-slow.next':
    'Ni atebodd rhai lleoedd. Nid yw hyn yn dweud dim am y bathodyn. Rhowch gynnig arall arni yn nes ymlaen.',
  'verifier.problem.binary.title': 'Nid ydym yn adnabod y math hwn o ffeil.',
  'verifier.problem.binary.next':
    'Gofynnwch am y bathodyn fel llun PNG neu SVG, neu fel ffeil JSON.',
  'verifier.problem.json-damaged.title': 'Mae’r ffeil bathodyn hon wedi torri.',
  'verifier.problem.json-damaged.next':
    'Efallai fod rhan ar goll. Cewch y ffeil eto o’r lle y daeth ohono.',
  'verifier.problem.token-damaged.title': 'Nid yw’r bathodyn hwn yn gyflawn.',
  'verifier.problem.token-damaged.next':
    'Mae’r diwedd ar goll, neu mae llythyren yn anghywir. Copïwch y cyfan eto.',
  'verifier.problem.unreadable.title': 'Nid yw hwnnw’n fathodyn yr ydym yn ei adnabod.',
  'verifier.problem.unreadable.next':
    'Data ydyw, ond nid bathodyn, neu mae wedi torri. Rydym yn darllen Open Badges 3.0 a 2.0.',
  'verifier.problem.paper-code.title': 'Mae hwn yn edrych fel cod o bapur.',
  'verifier.problem.paper-code.next':
    'Ni allwn ddarllen codau o’r fath yma. Gofynnwch am ffeil y bathodyn.',
  'verifier.problem.web-page.title': 'Tudalen we yw honno, nid bathodyn.',
  'verifier.problem.web-page.next':
    'Agorwch y dudalen, a chadw’r bathodyn fel llun neu ffeil. Ar gyfer CV a rannwyd, copïwch y ddolen gyfan, gyda phopeth ar ôl y #.',
  'verifier.problem.pdf.title': 'PDF yw hwnnw. Nid oes ynddo fathodyn y gellir ei wirio.',
  'verifier.problem.pdf.next':
    'Os yw’n dangos cod sgwâr, sganiwch y cod. Neu gofynnwch am ffeil y bathodyn.',
  'verifier.problem.office.title': 'Ffeil swyddfa yw honno. Nid oes bathodyn ynddi.',
  'verifier.problem.office.next':
    'Dim ond sôn am fathodynnau y mae ffeiliau Word a’u tebyg. Gofynnwch am ffeil y bathodyn.',
  'verifier.problem.zip.title': 'Mae’r ffeil honno wedi’i phacio.',
  'verifier.problem.zip.next': 'Dadbaciwch hi yn gyntaf. Yna gwiriwch yr hyn sydd ynddi.',
  'verifier.problem.gzip.title': 'Mae’r ffeil honno wedi’i phacio.',
  'verifier.problem.gzip.next':
    'Efallai mai bwndel dinas gyfan ydyw. Defnyddiwch hi ar y llinell orchymyn: waymark verify badge.json --bundle FILE',
  'verifier.problem.picture-kind.title': 'Nid yw’r math hwn o lun yn dal bathodyn.',
  'verifier.problem.picture-kind.next':
    'Dim ond lluniau PNG ac SVG all ddal un. Os yw’n dangos cod sgwâr, sganiwch y cod.',
  'verifier.problem.picture-without-badge.title': 'Nid oes bathodyn yn y llun hwn.',
  'verifier.problem.picture-without-badge.next':
    'Efallai mai copi neu ffotograff ohono ydyw. Gofynnwch am y ffeil fel y’i rhoddwyd. Os yw’n dangos cod sgwâr, sganiwch y cod.',
  'verifier.problem.picture-of-another.title': 'Mae’r llun hwn yn dal rhywbeth arall.',
  'verifier.problem.picture-of-another.next': 'Gofynnwch am lun sy’n dal bathodyn.',
  'verifier.problem.picture-damaged.title': 'Mae’r llun hwn wedi torri.',
  'verifier.problem.picture-damaged.next': 'Cewch ef eto o’r lle y daeth ohono.',
  'verifier.problem.picture-compressed.title': 'Ni allwn ddarllen y bathodyn yn y llun hwn.',
  'verifier.problem.picture-compressed.next':
    'Gwasgodd rhyw ap ef, ac ni chaniateir hynny. Gofynnwch am y bathodyn fel ffeil JSON, neu am y llun fel y’i gwnaed.',
  'verifier.problem.picture-address.title': 'Dim ond cyfeiriad gwe sydd yn y ffeil hon.',
  'verifier.problem.picture-address.next':
    'Mae’r bathodyn yn y cyfeiriad hwnnw. A ddylem fynd yno?',

  'verifier.problem.offer.title': 'Dolen i gymryd bathodyn yw hon.',
  'verifier.problem.offer.next':
    'Mae ar gyfer un person. Maent yn ei hagor yn eu waled ac yn cymryd y bathodyn. Yna gellir gwirio’r bathodyn yma. Nid agorwyd y ddolen gennym.',
  'verifier.problem.request.title': 'Mae’r ddolen hon yn gofyn i rywun am fathodynnau.',
  'verifier.problem.request.next':
    'Nid oes bathodyn ynddi. Agorwch hi mewn waled i weld pwy sy’n gofyn. Nid agorwyd y ddolen gennym.',
  'verifier.problem.restore.title': 'Arhoswch: mae’r ddolen hon yn dod â waled yn ôl.',
  'verifier.problem.restore.next':
    'Mae’n gyfrinach. Peidiwch â’i rhoi i neb. Ni wnaethom ei hagor na’i chadw.',
  'verifier.problem.leads-on.title': 'Dim ond arwain ymlaen y mae’r cyfeiriad hwn.',
  'verifier.problem.leads-on.next':
    'Un ddolen arall sydd yno. Agorwch hi yn eich porwr, a chadw’r bathodyn.',
  'verifier.problem.wallet-file.title': 'Arhoswch: waled gyfan yw hon.',
  'verifier.problem.wallet-file.next':
    'Mae’n dal holl fathodynnau person. Peidiwch byth â’i hanfon at neb. Ni chadwyd hi gennym. Yn eich waled, cadwch yr un bathodyn, a gwiriwch hwnnw.',
  'verifier.problem.sealed-wallet.title': 'Arhoswch: copi o waled gyfan yw hwn.',
  'verifier.problem.sealed-wallet.next':
    'Mae wedi’i gloi, ond i’w berchennog yn unig y mae. Peidiwch byth â’i anfon at neb. Ni chadwyd ef gennym.',

  'verifier.problem.share-malformed.title': 'Nid yw’r ddolen hon yn gyflawn.',
  'verifier.problem.share-malformed.next': 'Copïwch y cyfan eto, gyda phopeth ar ôl y #.',
  'verifier.problem.share-expired.title': 'Mae amser y ddolen hon ar ben.',
  'verifier.problem.share-expired.next': 'Gofynnwch i’r person am ddolen newydd.',
  'verifier.problem.share-withdrawn.title': 'Cymerwyd y ddolen hon yn ôl.',
  'verifier.problem.share-withdrawn.next':
    'Nid yw’r person yn ei dangos mwyach. Gofynnwch iddynt am ddolen newydd.',
  'verifier.problem.share-damaged.title': 'Ni allem agor yr hyn a rannwyd.',
  'verifier.problem.share-damaged.next':
    'Mae’r ddolen yn anghywir, neu newidiwyd yr hyn y mae’n ei agor. Gofynnwch i’r person am ddolen newydd.',

  'verifier.problem.address-forbidden.title': 'Nid ydym yn mynd i’r cyfeiriad hwn.',
  'verifier.problem.address-forbidden.next':
    'Dim ond i leoedd cyhoeddus ar y we yr awn, a dim ond drwy https.',
  'verifier.problem.not-found.title': 'Nid oes dim yn y cyfeiriad hwn.',
  'verifier.problem.not-found.next':
    'Efallai fod y ddolen yn hen, neu fod llythyren yn anghywir. Gofynnwch am ffeil y bathodyn.',
  'verifier.problem.fetch-failed.title': 'Ni allem gyrraedd y cyfeiriad hwn.',
  'verifier.problem.fetch-failed.next':
    'Nid atebodd fel y dylai. Nid yw hyn yn dweud dim am y bathodyn. Rhowch gynnig arall arni yn nes ymlaen, neu gofynnwch am ffeil y bathodyn.',
  'verifier.problem.fetch-redirected.title': 'Mae’r cyfeiriad hwn yn ein hanfon i un arall.',
  'verifier.problem.fetch-redirected.next':
    'Agorwch ef yn eich porwr. Yna gludwch y cyfeiriad lle mae’n gorffen.',
  'verifier.problem.fetch-too-large.title': 'Mae’r hyn sydd yn y cyfeiriad hwn yn rhy fawr.',
  'verifier.problem.fetch-too-large.next': 'Ffeil fach yw bathodyn. Gofynnwch am ffeil y bathodyn.',
} as const satisfies InWelsh<typeof verifierProblemsEnglish>
