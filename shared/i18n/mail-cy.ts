import type { mailEnglish } from './mail-en.ts'
import type { InWelsh } from './messages.ts'

/** E-mails, in Welsh; awaiting a translator's review. */
export const mailWelsh = {
  'mail.parts.link': 'Os nad yw’r botwm yn gweithio, copïwch y cyfeiriad hwn:',
  'mail.parts.city-says': 'Dywed y ddinas: {reason}',
  'mail.parts.foot': 'Anfonwyd gan {service}. Does neb yn darllen atebion i’r e-bost hwn.',

  'mail.award-offer.subject': 'Mae eich bathodyn yma: {badge}',
  'mail.award-offer.body':
    'Rhoddodd {provider} fathodyn i chi: {badge}.\nAgorwch y ddolen i’w gadw. Does dim angen cyfrif arnoch.',
  'mail.award-offer.button': 'Cael fy mathodyn',
  'mail.award-offer.after':
    'I chi yn unig y mae’r ddolen, ac mae’n gweithio am fisoedd. Os nad i chi mae’r bathodyn hwn, peidiwch â’i hagor.',

  'mail.award-files.subject': 'Mae eich bathodyn yma: {badge}',
  'mail.award-files.body':
    'Rhoddodd {provider} fathodyn i chi: {badge}.\nAgorwch y ddolen i’w gael fel ffeil neu lun.',
  'mail.award-files.button': 'Gweld fy mathodyn',
  'mail.award-files.after':
    'I chi yn unig y mae’r ddolen. Os nad i chi mae’r bathodyn hwn, peidiwch â’i hagor.',

  'mail.evidence-witness.subject': 'A welsoch chi hyn? Mae ar gyfer bathodyn',
  'mail.evidence-witness.body':
    'Mae rhywun yn dweud i chi weld beth wnaethon nhw ar gyfer y bathodyn {badge}.\nAgorwch y ddolen i ddweud ie neu na.',
  'mail.evidence-witness.button': 'Dweud ie neu na',
  'mail.evidence-witness.after': 'Os na wyddoch am beth mae hyn, peidiwch â gwneud dim.',

  'mail.evidence-more.subject': 'Un peth arall ar gyfer eich bathodyn: {badge}',
  'mail.evidence-more.body':
    'Helo {name},\nedrychodd {provider} ar yr hyn a anfonoch, ac mae’n gofyn am fwy:',
  'mail.evidence-more.button': 'Ychwanegu ato',
  'mail.evidence-more.after': 'Mae’r hyn a anfonoch wedi’i gadw.',

  'mail.evidence-declined.subject': 'Am eich bathodyn: {badge}',
  'mail.evidence-declined.body':
    'Helo {name},\nedrychodd {provider} ar yr hyn a anfonoch. Ni roddon nhw’r bathodyn i chi, a dyma pam:',
  'mail.evidence-declined.after': 'Gallwch anfon rhywbeth arall ar unrhyw adeg.',

  'mail.application-confirm.subject': 'Ydych chi am roi bathodynnau gyda {service}?',
  'mail.application-confirm.body':
    'Gofynnodd rhywun am gael rhoi bathodynnau gyda {service}, a rhoddodd yr e-bost hwn.\nAgorwch y ddolen i ddweud mai chi oedd hynny. Wedyn bydd y ddinas yn ei ddarllen.',
  'mail.application-confirm.button': 'Ie, fi oedd hynny',
  'mail.application-confirm.after':
    'Os nad chi oedd hynny, peidiwch â gwneud dim. Does neb yn ei ddarllen, ac fe fydd wedi mynd ymhen 7 diwrnod.',

  'mail.application-known.subject': 'Mae’r hyn a anfonoch at {service} gennym',
  'mail.application-known.body':
    'Gofynnoch am gael rhoi bathodynnau o’r blaen, dan yr un enw. Mae hwnnw gennym, felly does dim angen ei anfon eto.\nBydd y ddinas yn ysgrifennu atoch yma.',
  'mail.application-known.after': 'Os nad chi oedd hynny, peidiwch â gwneud dim. Ni newidiwyd dim.',

  'mail.application-more.subject': 'Un peth arall am {name}',
  'mail.application-more.body':
    'Helo {contact},\ndarllenodd y ddinas yr hyn a anfonoch dros {name}. Cyn y gall ddweud ie, mae’n gofyn:',
  'mail.application-more.button': 'Ateb',
  'mail.application-more.after': 'Mae’r hyn a anfonoch wedi’i gadw. Gallwch ei newid gyda’ch ateb.',

  'mail.application-accepted.subject': 'Ie: gall {name} roi bathodynnau gyda {service}',
  'mail.application-accepted.body':
    'Helo {contact},\ndywedodd y ddinas ie wrth {name}. Agorwch y ddolen i fewngofnodi am y tro cyntaf a gwneud bathodyn.',
  'mail.application-accepted.button': 'Dechrau',
  'mail.application-accepted.after':
    'I chi yn unig y mae’r ddolen, ac mae’n gweithio am 14 diwrnod.',

  'mail.application-declined.subject': 'Am {name} a {service}',
  'mail.application-declined.body':
    'Helo {contact},\ndarllenodd y ddinas yr hyn a anfonoch dros {name}. Dywedodd na am y tro, a dyma pam:',
  'mail.application-declined.after': 'Gallwch wneud cais eto pan fydd pethau wedi newid.',

  'mail.domain-broken.subject': 'Edrychwch, os gwelwch yn dda: parth {provider}',
  'mail.domain-broken.body':
    'Mae gan {provider} ei barth ei hun. Nid yw’r ffeil sy’n dangos pwy biau’r bathodynnau yn gywir yno mwyach.\nHyd nes y daw yn ôl, ni all rhai pobl wirio’r bathodynnau hyn.',
  'mail.domain-broken.button': 'Gweld beth i’w wneud',

  'mail.provider-suspended.subject': '{provider}: mae {service} wedi’ch atal am y tro',
  'mail.provider-suspended.body':
    'Mae’r ddinas wedi atal {provider} am y tro. Ni allwch roi bathodynnau nes y bydd yn gadael i chi fynd ymlaen.\nMae bathodynnau sydd gan bobl yn dal yn dda. Mae dolenni nad oes neb wedi’u defnyddio eto yn aros.',
  'mail.provider-suspended.button': 'Mynd i’ch ystafell',
  'mail.provider-suspended.after': 'I roi pethau’n iawn, siaradwch â thîm y ddinas.',

  'mail.provider-resumed.subject': '{provider}: gallwch fynd ymlaen gyda {service}',
  'mail.provider-resumed.body':
    'Mae’r ddinas yn gadael i {provider} fynd ymlaen. Gallwch roi bathodynnau eto, a gall pobl gymryd y rhai sy’n aros.',
  'mail.provider-resumed.button': 'Mynd i’ch ystafell',

  'mail.provider-closed.subject': 'Mae {provider} wedi cau gyda {service}',
  'mail.provider-closed.body':
    'Mae’r ddinas wedi cau {provider} am byth. Gallwch fewngofnodi ac edrych, ond heb roi mwy o fathodynnau.\nMae bathodynnau sydd gan bobl yn dal yn dda: mae’r ddinas yn eu cadw’n fyw.',
  'mail.provider-closed.button': 'Mynd i’ch ystafell',
  'mail.provider-closed.after':
    'Os ydych yn meddwl bod hyn yn anghywir, siaradwch â thîm y ddinas.',

  'mail.lost-badge.subject': 'Cymerwch eich bathodynnau eto, gan {service}',
  'mail.lost-badge.body':
    'Dywedodd rhywun eu bod wedi colli bathodyn a roddwyd i’r cyfeiriad hwn.\nAgorwch y ddolen i’w gymryd eto ar ffôn arall. Nid oes dim yn newid cyn i chi ddewis bathodyn yno.',
  'mail.lost-badge.button': 'Dewis bathodyn',
  'mail.lost-badge.after':
    'Mae’r ddolen yn gweithio am awr. Os nad chi oedd hynny, peidiwch â gwneud dim.',

  'mail.staff-invitation.subject': 'Dewch i weithio gyda {where} ar {service}',
  'mail.staff-invitation.body': 'Gallwch ymuno â {where} ar {service}. Eich rôl yno: {role}.',
  'mail.staff-invitation.button': 'Ymuno',
  'mail.staff-invitation.after': 'Os na wyddoch am beth mae hyn, peidiwch â gwneud dim.',

  'mail.webhook-disabled.subject': '{name}: ni ddywedir dim mwy wrth eich system arall',
  'mail.webhook-disabled.body':
    'Mae {where} yn dweud wrth system arall beth sy’n digwydd yno: {name}.\nNi chymerodd ddim am ddiwrnod, felly stopion ni. Ni chollwyd dim yma.',
  'mail.webhook-disabled.button': 'Gweld beth aeth o’i le',
  'mail.webhook-disabled.after': 'Pan fydd yn gweithio, dechreuwch ef eto ar y dudalen honno.',

  'mail.staff-reset.subject': 'Cyfrinair newydd ar gyfer {service}',
  'mail.staff-reset.body':
    'Helo {name},\ngofynnodd rhywun am gyfrinair newydd i chi. Agorwch y ddolen i ddewis un.',
  'mail.staff-reset.button': 'Dewis cyfrinair newydd',
  'mail.staff-reset.after':
    'Os nad chi oedd hynny, peidiwch â gwneud dim. Mae eich hen gyfrinair yn dal i weithio.',
} as const satisfies InWelsh<typeof mailEnglish>
