import type { checksEnglish } from './checks-en.ts'
import type { InWelsh } from './messages.ts'

const notChecked = 'Ni allem wirio hyn, gan fod gwiriad cynharach yn y ffordd.'

/** The checks in Welsh; awaiting a translator's review. */
export const checksWelsh = {
  'check.shape': 'Ffurf gywir',
  'check.shape.ok': 'Mae wedi’i ysgrifennu fel y mae’r rheolau’n gofyn.',
  'check.shape.too_large': 'Mae’r ffeil yn rhy fawr i’w gwirio.',
  'check.shape.malformed': 'Nid ffeil bathodyn yw hon, neu mae wedi torri.',
  'check.shape.not_a_credential': 'Nid bathodyn yw’r ffeil hon.',
  'check.shape.not_a_presentation': 'Nid yw’r ffeil hon yn dangos unrhyw fathodyn.',
  'check.shape.context_invalid': 'Mae’n defnyddio geiriau mewn ffordd na chaniateir.',
  'check.shape.context_unknown': 'Mae geiriau ychwanegol ynddo na allwn eu darllen eto.',
  'check.shape.model_invalid': 'Mae’n torri rheol ar gyfer prawf wedi’i lofnodi ar y we.',
  'check.shape.badge_invalid':
    'Mae’n dweud mai Bathodyn Agored ydyw ond mae’n torri rheol ar eu cyfer.',
  'check.shape.subject_missing': 'Nid yw’n dweud pwy a’i henillodd.',
  'check.shape.claims_mismatch': 'Mae’n dweud un peth y tu mewn a pheth arall y tu allan.',
  'check.shape.version_unsupported': 'Mae’n dilyn rheolau na allwn eu darllen eto.',
  'check.shape.open_badge_2':
    'Bathodyn o fath hŷn ydyw. Gallwn ei ddangos yma. I’w wirio, defnyddiwch dudalen wirio.',
  'check.shape.no_credentials': 'Ni ddangoswyd unrhyw fathodyn.',
  'check.shape.held_unchecked': 'Mae’n dal bathodynnau eraill, ac ni wnaethom wirio’r rheini.',
  'check.shape.too_many_credentials': 'Anfonwyd gormod o fathodynnau ar unwaith.',
  'check.shape.not_checked': notChecked,

  'check.proof': 'Heb ei newid',
  'check.proof.ok': 'Ni newidiwyd dim ers iddo gael ei lofnodi.',
  'check.proof.missing': 'Nid yw wedi’i lofnodi.',
  'check.proof.malformed': 'Mae’r llofnod wedi torri.',
  'check.proof.signature_invalid': 'Cafodd ei newid, neu rywun arall a’i llofnododd.',
  'check.proof.not_canonical':
    'Mae wedi’i ysgrifennu mewn ffordd a allai guddio rhywbeth, felly nid ydym yn ymddiried ynddo.',
  'check.proof.too_much_work': 'Mae gormod ynddo i’w wirio ar un tro.',
  'check.proof.purpose_wrong': 'Cafodd ei lofnodi at ddefnydd arall.',
  'check.proof.algorithm_refused': 'Cafodd ei lofnodi mewn ffordd nad yw’n ddiogel.',
  'check.proof.header_refused': 'Mae’n gofyn am gael ei wirio mewn ffordd nad yw’n ddiogel.',
  'check.proof.unsupported': 'Cafodd ei lofnodi mewn ffordd na allwn ei darllen eto.',
  'check.proof.not_loaded':
    'Ni lwythodd yr hyn sy’n gwirio hyn y funud hon. Rhowch gynnig arall arni pan fyddwch ar-lein.',
  'check.proof.hosted': 'Mae yn ei gyfeiriad gwe ei hun, ac mae’n dweud yr un peth yno.',
  'check.proof.hosted_differs': 'Yn ei gyfeiriad gwe ei hun mae’n dweud rhywbeth arall.',
  'check.proof.hosted_not_found': 'Nid yw yn ei gyfeiriad gwe ei hun mwyach.',
  'check.proof.hosted_unreachable': 'Ni allem gyrraedd ei gyfeiriad gwe ei hun y funud hon.',
  'check.proof.not_checked': notChecked,

  'check.issuer-key': 'Llofnodwyd gan y dyfarnwr',
  'check.issuer-key.ok': 'Cafodd ei lofnodi ag allwedd y dyfarnwr ei hun.',
  'check.issuer-key.issuer_unreachable': 'Ni allem gyrraedd cyfeiriad gwe’r dyfarnwr y funud hon.',
  'check.issuer-key.issuer_unsupported':
    'Mae’r dyfarnwr wedi’i enwi mewn ffordd na allwn ei darllen.',
  'check.issuer-key.issuer_not_found': 'Nid yw enw’r dyfarnwr yn arwain i unman.',
  'check.issuer-key.issuer_deactivated': 'Mae’r dyfarnwr wedi rhoi’r gorau i’r enw hwn am byth.',
  'check.issuer-key.key_unsupported': 'Mae’r allwedd a’i llofnododd o fath na allwn ei ddarllen.',
  'check.issuer-key.self_asserted':
    'Daeth â’i allwedd ei hun. Dim ond y ffeil ei hun sy’n dweud pwy a’i llofnododd.',
  'check.issuer-key.key_missing': 'Nid yw’r dyfarnwr yn rhestru’r allwedd a’i llofnododd.',
  'check.issuer-key.key_not_for_assertion':
    'Nid yw’r dyfarnwr yn defnyddio’r allwedd hon i lofnodi bathodynnau.',
  'check.issuer-key.key_of_another': 'Nid allwedd y dyfarnwr a’i llofnododd.',
  'check.issuer-key.key_revoked':
    'Nid yw’r dyfarnwr yn ymddiried mwyach yn yr allwedd, ac ni allem weld a gafodd ei lofnodi cyn hynny.',
  'check.issuer-key.revoked_after_award':
    'Rhoddodd y dyfarnwr y gorau i ddefnyddio’r allwedd hon. Roedd y ddinas wedi cofnodi’r bathodyn cyn hynny.',
  'check.issuer-key.escrow_key': 'Cafodd ei lofnodi ag allwedd na chaiff lofnodi bathodynnau.',
  'check.issuer-key.document_from_city':
    'Mae cyfeiriad gwe’r dyfarnwr wedi mynd. Cadwodd y ddinas gopi, sy’n rhestru’r allwedd a’i llofnododd.',
  'check.issuer-key.key_expired': 'Mae dyddiad olaf yr allwedd a’i llofnododd wedi mynd heibio.',
  'check.issuer-key.host_of_issuer': 'Mae yn y man lle mae’r dyfarnwr yn cadw ei fathodynnau.',
  'check.issuer-key.host_of_another': 'Nid yw yn y man lle mae’r dyfarnwr yn cadw ei fathodynnau.',
  'check.issuer-key.not_checked': notChecked,

  'check.dates': 'O fewn ei ddyddiad',
  'check.dates.ok': 'Mae o fewn ei ddyddiad.',
  'check.dates.not_yet_valid': 'Nid yw ei ddyddiad cychwyn wedi dod eto.',
  'check.dates.expired': 'Mae ei ddyddiad olaf wedi mynd heibio.',
  'check.dates.malformed': 'Nid yw dyddiad ynddo wedi’i ysgrifennu’n gywir.',
  'check.dates.proof_from_future': 'Mae’n dweud iddo gael ei lofnodi ar adeg sydd heb ddod eto.',
  'check.dates.proof_expired': 'Mae dyddiad olaf ei lofnod wedi mynd heibio.',
  'check.dates.not_checked': notChecked,

  'check.status': 'Heb ei dynnu’n ôl',
  'check.status.ok': 'Nid yw’r dyfarnwr wedi’i dynnu’n ôl.',
  'check.status.none': 'Nid yw’r dyfarnwr yn cadw rhestr o’r bathodynnau a dynnodd yn ôl.',
  'check.status.revoked': 'Tynnodd y dyfarnwr y bathodyn hwn yn ôl.',
  'check.status.suspended': 'Mae’r dyfarnwr wedi oedi’r bathodyn hwn am y tro.',
  'check.status.entry_malformed': 'Nid yw’n dweud yn glir ble i ofyn a gafodd ei dynnu’n ôl.',
  'check.status.index_out_of_range': 'Nid yw ei le ar restr y dyfarnwr.',
  'check.status.purpose_mismatch': 'Mae’r rhestr y mae’n pwyntio ati at ddefnydd arall.',
  'check.status.type_unsupported': 'Mae’n pwyntio at fath o restr na allwn ei darllen eto.',
  'check.status.purpose_unsupported': 'Mae’n pwyntio at restr â defnydd nad ydym yn ei adnabod.',
  'check.status.list_unreachable':
    'Ni allem gyrraedd y rhestr o fathodynnau a dynnwyd yn ôl y funud hon.',
  'check.status.list_refused': 'Nid yw’r rhestr o fathodynnau a dynnwyd yn ôl lle y dylai fod.',
  'check.status.list_malformed': 'Mae’r rhestr o fathodynnau a dynnwyd yn ôl wedi torri.',
  'check.status.list_too_short':
    'Mae’r rhestr o fathodynnau a dynnwyd yn ôl yn fyrrach nag y mae’r rheolau’n gofyn.',
  'check.status.list_not_verified':
    'Nid yw’r rhestr o fathodynnau a dynnwyd yn ôl wedi’i llofnodi fel y dylai fod.',
  'check.status.list_of_another_issuer':
    'Nid rhestr y dyfarnwr ei hun yw’r rhestr o fathodynnau a dynnwyd yn ôl.',
  'check.status.list_out_of_date':
    'Mae’r rhestr o fathodynnau a dynnwyd yn ôl yn rhy hen i’w defnyddio.',
  'check.status.list_rolled_back':
    'Mae’r rhestr o fathodynnau a dynnwyd yn ôl yn hŷn nag un a welsom o’r blaen.',
  'check.status.not_checked': notChecked,

  'check.accreditation': 'Mae dinas yn tystio drosto',
  'check.accreditation.ok': 'Tystiodd dinas dros y dyfarnwr a’r bathodyn hwn.',
  'check.accreditation.not_asked': 'Ni ofynnwyd i unrhyw ddinas dystio dros y dyfarnwr.',
  'check.accreditation.achievement_of_another':
    'Efallai nad bathodyn y dyfarnwr ei hun yw hwn. Nid oes dinas yn tystio drosto.',
  'check.accreditation.not_accredited':
    'Ni thystiodd unrhyw ddinas yr ydych yn ymddiried ynddi dros y bathodyn hwn bryd hynny.',
  'check.accreditation.accreditation_ended':
    'Roedd y ddinas wedi rhoi’r gorau i dystio dros y bathodyn hwn cyn iddo gael ei gofnodi.',
  'check.accreditation.awarded_before_accreditation':
    'Cafodd ei ddyfarnu cyn i’r ddinas dystio drosto.',
  'check.accreditation.not_in_log': 'Ni allem weld pryd cafodd y bathodyn hwn ei ddyfarnu.',
  'check.accreditation.key_retired':
    'Cafodd ei lofnodi â hen allwedd, ac ni chafodd ei gofnodi mewn pryd.',
  'check.accreditation.key_compromised':
    'Cafodd ei lofnodi ag allwedd wedi’i dwyn, ac ni chafodd ei gofnodi mewn pryd.',
  'check.accreditation.signed_by_escrow':
    'Cafodd ei lofnodi ag allwedd na chaiff lofnodi bathodynnau.',
  'check.accreditation.trust_list_rolled_back':
    'Mae rhestr y ddinas yn hŷn nag un a welsom o’r blaen.',
  'check.accreditation.trust_list_contradicted':
    'Rhoddodd y ddinas ddwy restr nad ydynt yn cytuno. Nid ydym yn ymddiried yn yr un ohonynt.',
  'check.accreditation.trust_list_unavailable':
    'Ni allem gael y rhestr o’r rhai y mae’r ddinas yn tystio drostynt.',
  'check.accreditation.not_checked': notChecked,

  'check.log': 'Yng nghofnod y ddinas',
  'check.log.ok': 'Ysgrifennodd y ddinas y dyfarniad hwn yn ei chofnod mewn pryd.',
  'check.log.not_asked': 'Ni ofynnwyd i unrhyw ddinas am ei chofnod.',
  'check.log.not_logged': 'Nid oedd cofnod y ddinas yn gwybod am y dyfarniad hwn mewn pryd.',
  'check.log.log_forked': 'Nid yw cofnod y ddinas yn cyfateb i’r hyn a ddywedodd o’r blaen.',
  'check.log.log_unavailable': 'Ni allem gael cofnod y ddinas.',
  'check.log.not_checked': notChecked,

  'check.holder-binding': 'Dangoswyd gan ei berchennog',
  'check.holder-binding.ok': 'Yr un a’i henillodd a’i dangosodd i chi.',
  'check.holder-binding.signed_by_holder':
    'Yr un a’i henillodd a’i llofnododd, ond nid i chi yn unig. Gall fod yn gopi.',
  'check.holder-binding.not_asked':
    'Cafodd y bathodyn ei wirio ar ei ben ei hun. Nid oedd rhaid i neb ei ddangos.',
  'check.holder-binding.holder_missing': 'Nid yw’n dweud pwy sy’n ei ddangos.',
  'check.holder-binding.holder_unreachable':
    'Ni allem gyrraedd cyfeiriad gwe’r un sy’n ei ddangos.',
  'check.holder-binding.holder_unsupported':
    'Mae’r un sy’n ei ddangos wedi’i enwi mewn ffordd na allwn ei darllen.',
  'check.holder-binding.holder_not_found': 'Nid yw enw’r un sy’n ei ddangos yn arwain i unman.',
  'check.holder-binding.holder_deactivated':
    'Mae’r un sy’n ei ddangos wedi rhoi’r gorau i’r enw hwnnw.',
  'check.holder-binding.key_missing':
    'Nid yw’r un sy’n ei ddangos yn rhestru’r allwedd a ddefnyddiodd.',
  'check.holder-binding.key_not_for_authentication':
    'Nid allwedd i ddangos bathodynnau yw’r un a ddefnyddiwyd.',
  'check.holder-binding.key_of_another': 'Allwedd rhywun arall a ddefnyddiwyd.',
  'check.holder-binding.key_revoked': 'Ni ddylid ymddiried mwyach yn yr allwedd a ddefnyddiwyd.',
  'check.holder-binding.key_expired':
    'Mae dyddiad olaf yr allwedd a ddefnyddiwyd wedi mynd heibio.',
  'check.holder-binding.nonce_missing': 'Nid yw’n ateb eich cais chi. Gall fod yn gopi.',
  'check.holder-binding.nonce_wrong': 'Cafodd ei wneud ar gyfer cais arall. Gall fod yn gopi.',
  'check.holder-binding.audience_missing': 'Nid yw’n dweud mai i chi y’i bwriadwyd.',
  'check.holder-binding.audience_wrong': 'I rywun arall y’i bwriadwyd, nid i chi.',
  'check.holder-binding.several_audiences': 'Fe’i bwriadwyd i fwy nag un darllenydd.',
  'check.holder-binding.subject_differs':
    'Cafodd ei roi i rywun arall, nid i’r un sy’n ei ddangos.',
  'check.holder-binding.several_holders': 'Cafodd ei roi i fwy na’r un sy’n ei ddangos.',
  'check.holder-binding.hashed_recipient':
    'Cafodd ei roi i e-bost neu enw. Ni all allwedd brofi hynny.',
  'check.holder-binding.subject_unnamed': 'Nid yw’n dweud i bwy y cafodd ei roi.',
  'check.holder-binding.not_checked': notChecked,

  'check.recipient': 'Y person cywir',
  'check.recipient.not_asked': 'Ni ofynnodd neb am berson wrth ei enw.',
  'check.recipient.matches': 'Cafodd ei roi i’r person y gofynnoch amdano.',
  'check.recipient.differs': 'Cafodd ei roi i rywun ag enw neu e-bost arall.',
  'check.recipient.not_stated': 'Nid yw’n dweud yr enw na’r e-bost y gofynnoch amdano.',
  'check.recipient.not_checked': notChecked,

  'check.endorsements': 'Cefnogir gan eraill',
  'check.endorsements.ok': 'Llofnododd pawb sy’n cefnogi’r bathodyn hwn drosto.',
  'check.endorsements.none': 'Nid oes neb arall yn cefnogi’r bathodyn hwn.',
  'check.endorsements.endorsement_invalid':
    'Nid yw nodyn sy’n cefnogi’r bathodyn hwn yn ddilys. Nid yw hyn yn newid dim i’r bathodyn.',
  'check.endorsements.endorsement_unknown':
    'Ni allem wirio nodyn sy’n cefnogi’r bathodyn hwn. Nid yw hyn yn newid dim i’r bathodyn.',
  'check.endorsements.endorsement_of_another':
    'Mae nodyn yn y bathodyn hwn yn sôn am rywbeth arall.',
  'check.endorsements.too_many': 'Mae ganddo fwy o nodiadau o gefnogaeth nag y gallwn eu gwirio.',
  'check.endorsements.not_checked': notChecked,
} as const satisfies InWelsh<typeof checksEnglish>
