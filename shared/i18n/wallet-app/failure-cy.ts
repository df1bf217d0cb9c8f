import type { InWelsh } from '../messages.ts'
import type { failureEnglish } from './failure-en.ts'

/** Awaiting a translator's review. */
export const failureWelsh = {
  'failure.other':
    'Aeth rhywbeth o’i le yn yr ap hwn. Mae eich bathodynnau’n dal wedi’u cadw. Ewch yn ôl a rhowch gynnig arall arni.',

  'failure.offer_malformed':
    'Nid oes bathodyn yn y ddolen hon. Ni newidiwyd dim. Gofynnwch am y ddolen eto.',
  'failure.offer_unsupported':
    'Ni all y waled hon gymryd bathodynnau fel hyn eto. Ni newidiwyd dim. Gofynnwch i’r dyfarnwr am ffeil.',
  'failure.offer_not_redeemable':
    'Mae’r ddolen hon wedi’i defnyddio, neu mae ei hamser ar ben. Ni newidiwyd dim. Gofynnwch i’r dyfarnwr am un newydd.',
  'failure.offer_claimed':
    'Cymerwyd y bathodyn hwn o’r blaen. Os nad chi wnaeth, dywedwch wrth y dyfarnwr. Ni newidiwyd dim.',
  'failure.offer_withdrawn': 'Mae’r dyfarnwr wedi tynnu’r cynnig hwn yn ôl. Ni newidiwyd dim.',
  'failure.offer_locked':
    'Roedd y cod yn anghywir ormod o weithiau. Ni newidiwyd dim. Gofynnwch i’r dyfarnwr am ddolen newydd.',
  'failure.invalid_grant':
    'Mae’r ddolen hon wedi’i defnyddio, neu mae ei hamser ar ben. Ni newidiwyd dim. Gofynnwch i’r dyfarnwr am un newydd.',
  'failure.tx_code_required':
    'Anfonodd y dyfarnwr god atoch mewn ffordd arall. Teipiwch ef i fynd ymlaen. Ni newidiwyd dim.',
  'failure.issuer_metadata_refused':
    'Nid yw’r hyn a ddywed y dyfarnwr amdano’i hun yn gwneud synnwyr, felly stopion ni. Ni newidiwyd dim.',
  'failure.issuer_refused':
    'Gwrthododd y dyfarnwr. Ni newidiwyd dim. Rhowch gynnig arall arni wedyn, neu gofynnwch i’r dyfarnwr.',
  'failure.issuer_answer_malformed':
    'Ni allem ddarllen yr hyn a anfonodd y dyfarnwr. Ni newidiwyd dim. Rhowch gynnig arall arni wedyn.',
  'failure.holder_unsuitable':
    'Ni all y dyfarnwr roi bathodynnau i allwedd y waled hon. Ni newidiwyd dim.',

  'failure.authorization_request_malformed':
    'Ni allem ddarllen yr hyn maen nhw’n gofyn amdano. Ni anfonwyd dim. Gofynnwch iddynt am y ddolen eto.',
  'failure.authorization_request_untrusted':
    'Ni allem weld pwy sy’n gofyn, felly stopion ni. Ni anfonwyd dim.',
  'failure.authorization_request_unsupported':
    'Maen nhw’n gofyn mewn ffordd na all y waled hon ei hateb eto. Ni anfonwyd dim.',
  'failure.badge_missing':
    'Nid oes gennych fathodyn sydd ei angen arnynt. Ni anfonwyd dim. Chwiliwch amdano dan Chwilio.',
  'failure.consent_required': 'Ni ddywedoch ie, felly ni anfonwyd dim.',
  'failure.verifier_refused':
    'Ni chymeron nhw yr hyn a anfonoch. Chi biau eich bathodynnau o hyd. Gofynnwch iddynt beth oedd o’i le.',
  'failure.request_expired':
    'Mae’r amser i ateb ar ben. Ni anfonwyd dim. Gofynnwch iddynt am ddolen newydd.',
  'failure.request_answered':
    'Atebwyd hyn o’r blaen. Ni anfonwyd dim mwy. Gofynnwch iddynt am ddolen newydd.',

  'failure.credential_malformed': 'Nid bathodyn yw hwn, neu mae wedi torri. Ni chadwyd dim.',
  'failure.json_malformed': 'Nid ffeil bathodyn yw hon, neu mae wedi torri. Ni chadwyd dim.',
  'failure.wallet_file_malformed': 'Nid ffeil waled yw hon, neu mae wedi torri. Ni newidiwyd dim.',
  'failure.badge_file_malformed':
    'Ni allem ddarllen bathodyn yn hwn, neu mae wedi torri. Ni chadwyd dim. Gofynnwch am y ffeil eto.',
  'failure.badge_file_compressed':
    'Ni allwn ddarllen y bathodyn yn y llun hwn. Gwasgodd rhyw ap ef, ac ni chaniateir hynny. Ni chadwyd dim. Gofynnwch am y bathodyn fel ffeil JSON.',
  'failure.badge_file_empty':
    'Nid oes bathodyn yn hwn. Gall fod yn gopi plaen o’r llun. Chwiliwch am ffordd o lawrlwytho’r bathodyn ei hun.',
  'failure.presentation_given':
    'Gwnaed hwn i ddangos bathodynnau i rywun. Nid bathodyn i’w gadw ydyw. Gofynnwch am y bathodyn ei hun.',
  'failure.vcdm1_unsupported':
    'Mae’r bathodyn hwn yn dilyn hen reolau na allwn eu darllen eto. Ni chadwyd dim. Cadwch y ffeil.',
  'failure.body_too_large': 'Mae’r ffeil hon yn rhy fawr. Ni newidiwyd dim. Dewiswch un lai.',
  'failure.unsupported_media_type': 'Ni allwn ddarllen y math hwn o ffeil. Ni newidiwyd dim.',
  'failure.input_unreadable': 'Ni allem ddod o hyd i fathodyn yn hwn. Ni newidiwyd dim.',

  'failure.fetch_failed':
    'Ni allem gyrraedd yr ochr arall. Mae’r hyn sydd gennych wedi’i gadw. Gwiriwch eich bod ar-lein, yna rhowch gynnig arall arni.',
  'failure.fetch_redirected':
    'Anfonodd yr ochr arall ni i rywle arall, felly stopion ni. Mae’r hyn sydd gennych wedi’i gadw.',
  'failure.fetch_too_large':
    'Anfonodd yr ochr arall ormod, felly stopion ni. Mae’r hyn sydd gennych wedi’i gadw.',
  'failure.address_forbidden':
    'Nid yw’r cyfeiriad gwe hwn yn ddiogel i’w holi. Mae’r hyn sydd gennych wedi’i gadw.',
  'failure.rate_limited':
    'Bu gormod o geisiadau. Mae’r hyn sydd gennych wedi’i gadw. Arhoswch funud, yna rhowch gynnig arall arni.',
  'failure.way_refused': 'Nid yw hyn yn agor y waled. Ni newidiwyd dim. Rhowch gynnig arall arni.',
  'failure.passkey_unsuitable':
    'Ni all y gyfrinallwedd hon selio waled. Ni newidiwyd dim. Defnyddiwch gyfrinymadrodd yn lle hynny.',
  'failure.passkey_cancelled':
    'Ni ddefnyddiwyd y gyfrinallwedd. Ni newidiwyd dim. Rhowch gynnig arall arni.',
  'failure.passphrase_weak':
    'Mae hyn yn rhy hawdd ei ddyfalu. Defnyddiwch o leiaf 12 llythyren, fel pedwar neu bum gair.',
  'failure.vault_file_malformed':
    'Nid ffeil wrth gefn o waled yw hon, neu mae wedi torri. Ni newidiwyd dim.',
  'failure.vault_copy_missing':
    'Ni chafwyd hyd i gopi dan sêl. Ni newidiwyd dim. Rhowch gynnig ar ffordd arall, neu ffeil wrth gefn.',
  'failure.vault_copy_changed':
    'Newidiodd dyfais arall y copi dan sêl nawr. Mae’r hyn sydd gennych wedi’i gadw. Rhowch gynnig arall arni.',
  'failure.vault_locked':
    'Mae’r waled dan glo. Mae’r hyn sydd gennych wedi’i gadw. Agorwch hi a rhowch gynnig arall arni.',
  'failure.device_full':
    'Nid oes lle ar ôl ar y ddyfais hon. Mae’r hyn oedd gennych wedi’i gadw, ond nid y peth newydd. Gwnewch le, yna rhowch gynnig arall arni.',
  'failure.storage_damaged':
    'Ni ellir darllen rhywfaint o’r hyn mae’r ddyfais hon yn ei gadw mwyach. Dewch â’ch waled yn ôl o gopi neu ffeil.',
  'failure.storage_full':
    'Nid oes lle gan y wefan i’ch copi dan sêl nawr. Mae popeth ar y ddyfais hon o hyd. Gwnewch ffeil wrth gefn.',
  'failure.forbidden': 'Ni chaniatawyd hyn. Ni newidiwyd dim.',
  'failure.conflict': 'Mae hyn yno’n barod, neu mae’n rhaid iddo aros. Ni newidiwyd dim.',

  'failure.not_found': 'Nid yw yma, neu nid mwyach. Mae’r hyn sydd gennych wedi’i gadw.',
} as const satisfies InWelsh<typeof failureEnglish>
