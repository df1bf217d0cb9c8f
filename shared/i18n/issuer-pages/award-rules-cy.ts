import type { InWelsh } from '../messages.ts'
import type { awardRulesEnglish } from './award-rules-en.ts'

/** What learners read who show badges to get another, in Welsh; awaiting a translator. */
export const awardRulesWelsh = {
  'issuer.rule.title': 'Cael y bathodyn: {badge}',
  'issuer.rule.from': 'Gan {provider}. Mae {city} yn tystio drosto.',
  'issuer.rule.needs-all': {
    zero: 'Mae angen pob un o’r bathodynnau hyn arnoch',
    one: 'Mae angen y bathodyn hwn arnoch',
    two: 'Mae angen y ddau fathodyn hyn arnoch',
    few: 'Mae angen pob un o’r bathodynnau hyn arnoch',
    many: 'Mae angen pob un o’r bathodynnau hyn arnoch',
    other: 'Mae angen pob un o’r bathodynnau hyn arnoch',
  },
  'issuer.rule.needs-some': {
    zero: 'Mae angen {count} o’r bathodynnau hyn arnoch',
    one: 'Mae angen un o’r bathodynnau hyn arnoch',
    two: 'Mae angen dau o’r bathodynnau hyn arnoch',
    few: 'Mae angen {count} o’r bathodynnau hyn arnoch',
    many: 'Mae angen {count} o’r bathodynnau hyn arnoch',
    other: 'Mae angen {count} o’r bathodynnau hyn arnoch',
  },
  'issuer.rule.needs-choice': 'Yn eich waled, ticiwch {count} neu fwy sydd gennych.',
  'issuer.rule.how':
    'Dangoswch nhw o’ch waled. Os yw popeth yn iawn, chi piau’r bathodyn newydd ar unwaith.',
  'issuer.rule.who': 'Pwy sy’n gofyn',
  'issuer.rule.why': 'Ar gyfer beth',
  'issuer.rule.purpose': 'I roi’r bathodyn {badge} i chi',
  'issuer.rule.kept': 'Pa mor hir y’i cedwir',
  'issuer.rule.retention':
    'Ni chedwir y bathodynnau a ddangoswch. Cadwn olion bysedd ohonynt, allwedd eich waled a’ch bathodyn newydd.',
  'issuer.rule.unseen': 'Beth na fyddant yn ei weld',
  'issuer.rule.unseen-text': 'Eich bathodynnau eraill, a phopeth arall yn eich waled.',
  'issuer.rule.begin': 'Dangos fy mathodynnau',
  'issuer.rule.other-device': 'Mae fy waled ar ffôn arall',
  'issuer.rule.other-device-text': 'Sganiwch hwn â’r ffôn hwnnw. Yna ewch ymlaen yno.',
  'issuer.rule.code': 'Cod y dudalen hon',
  'issuer.rule.state-paused':
    'Mae hyn wedi’i oedi am y tro. Gofynnwch i {provider} pryd y bydd yn dechrau eto.',
  'issuer.rule.state-early': 'Nid yw hyn wedi dechrau eto. Mae’n dechrau ar {at}.',
  'issuer.rule.state-over': 'Mae hyn wedi dod i ben. Gofynnwch i {provider} a oes ffordd arall.',
  'issuer.rule.state-full':
    'Mae’r bathodynnau hyn i gyd wedi mynd. Gofynnwch i {provider} a fydd rhagor.',
  'issuer.rule.state-open': 'Mae’r dudalen hon ar agor.',
  'issuer.rule.state-closed':
    'Nid yw {provider} yn rhoi’r bathodyn hwn nawr. Ni chollwyd dim o’ch eiddo chi.',

  'issuer.rule.waiting-title': 'Nawr agorwch eich waled',
  'issuer.rule.waiting-text':
    'Mae’n dangos pwy sy’n gofyn ac ar gyfer beth. Chi sy’n dewis, ac yna dewch yn ôl.',
  'issuer.rule.open': 'Agor fy waled',
  'issuer.rule.other-wallet': 'Ap waled arall',
  'issuer.rule.open-other': 'Ei agor yn fy ap waled fy hun',
  'issuer.rule.until': 'Mae gennych tan {time}.',
  'issuer.rule.returning-title': 'Mae eich waled wedi anfon ei hateb',
  'issuer.rule.returning-text':
    'Ewch yn ôl i’ch waled a dilynwch ei dolen i’r dudalen hon. Neu dechreuwch eto: ni chollir dim.',
  'issuer.rule.late-title': 'Mae’r amser ar ben',
  'issuer.rule.late-text': 'Nid anfonwyd dim. Gallwch ddechrau eto.',
  'issuer.rule.again': 'Dechrau eto',

  'issuer.rule.met': 'Mae eich bathodyn yn barod',
  'issuer.rule.met-text':
    'Profwyd popeth a ddangosoch. Mae’r bathodyn newydd i’ch waled chi yn unig.',
  'issuer.rule.to-wallet': 'Ei roi yn fy waled',
  'issuer.rule.in-wallet': 'Mae gennych chi ef eisoes. Edrychwch yn eich waled.',
  'issuer.rule.withdrawn': 'Cymerwyd y bathodyn hwn yn ôl. Gofynnwch i {provider} amdano.',
  'issuer.rule.unmet': 'Mae rhywbeth ar goll',
  'issuer.rule.unmet-text': 'Ni roddwyd bathodyn, ac ni chadwyd yr hyn a ddangosoch.',
  'issuer.rule.unknown': 'Ni allem wirio hyn nawr',
  'issuer.rule.unknown-text':
    'Ni roddwyd bathodyn, ac ni chadwyd yr hyn a ddangosoch. Rhowch gynnig arall arni yn y man.',
  'issuer.rule.gap-missing': 'heb ei ddangos',
  'issuer.rule.gap-invalid':
    'nid yw’n cyfrif: daeth i ben, fe’i cymerwyd yn ôl neu nid yw wedi’i brofi',
  'issuer.rule.gap-unknown': 'ni ellid ei wirio',
  'issuer.rule.gap-issuer': 'gan rywun nad yw eu bathodynnau’n cyfrif yma',
  'issuer.rule.holders': 'Mae gan eich bathodynnau fwy nag un allwedd',
  'issuer.rule.holders-text':
    'Ni allwn ddweud ai chi piau pob un. Dangoswch fathodynnau sydd mewn un waled, ag un allwedd.',
  'issuer.rule.declined': 'Nid anfonoch ddim',
  'issuer.rule.declined-text': 'Mae hynny’n iawn. Ni welodd neb eich bathodynnau.',
  'issuer.rule.closed': 'Daethoch ychydig yn rhy hwyr',
  'issuer.rule.elsewhere': 'Dim ond y porwr lle dechreuoch all ddangos hyn. Agorwch hwnnw.',
  'issuer.rule.evidence': 'Dangosodd y bathodynnau y mae hyn yn gofyn amdanynt, ar {day}.',
} as const satisfies InWelsh<typeof awardRulesEnglish>
