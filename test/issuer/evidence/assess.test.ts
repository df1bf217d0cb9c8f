import { expect, it } from 'vitest'
import { acceptEvidence, askForMore, declineEvidence } from '../../../issuer/evidence/assess.ts'
import { createEvidenceSecrets, zSentEvidence } from '../../../issuer/evidence/evidence.ts'
import type { EvidencePorts } from '../../../issuer/evidence/evidence-ports.ts'
import {
  findEvidenceFile,
  forgetEvidenceOf,
  getEvidence,
  listEvidence,
  listEvidenceOf,
} from '../../../issuer/evidence/evidence-store.ts'
import { addEvidence, sendEvidence } from '../../../issuer/evidence/send-evidence.ts'
import { witnessEvidence } from '../../../issuer/evidence/witness-evidence.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const provider = 'harbour-youth'
const actor = { name: 'staff:gwen', provider }
const file = { name: 'evidence.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }

forEachDatabase('evidence', (bench) => {
  it('is asked about, witnessed and accepted once; the file goes with the decision', async () => {
    const city = await storeCity(bench)
    const { database } = city
    const mails: unknown[] = []
    const ports: EvidencePorts = {
      ...city,
      walletUrl: 'https://wallet.example',
      evidenceSecrets: createEvidenceSecrets((...words) => Buffer.from(words.join(' '))),
      enqueueMail: async (_tx: unknown, { to, template }: { to: string; template: string }) => {
        mails.push([to, template])
      },
    }
    const send = (changes: object) =>
      database.transact((tx) =>
        sendEvidence(
          tx,
          {
            provider,
            badge: 'young-leader',
            sent: zSentEvidence.parse({
              name: 'Sam',
              email: 'sam@mail.example',
              text: 'I led four sessions.',
              ...changes,
            }),
            file,
            language: 'cy',
          },
          ports,
        ),
      )
    const row = await send({ witness: 'wyn@mail.example', isShown: '1' })
    const key = { provider, id: row.id }
    const reason = 'When was it?'
    await database.transact((tx) => askForMore(tx, { key, reason, actor }, ports))
    // nothing is decided while the learner is asked
    await expect(
      database.transact((tx) => acceptEvidence(tx, { key, actor }, ports)),
    ).rejects.toMatchObject({ code: 'conflict' })
    await database.transact((tx) => addEvidence(tx, { key, text: 'In May.' }, ports))
    await database.transact((tx) => witnessEvidence(tx, { key, saw: true }, ports))
    await expect(
      database.transact((tx) => witnessEvidence(tx, { key, saw: false }, ports)),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect(await findEvidenceFile(database.reader, key)).toEqual(file)

    const accept = () => database.transact((tx) => acceptEvidence(tx, { key, actor }, ports))
    const settled = await Promise.allSettled([accept(), accept(), accept()])
    const awards = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(awards.map(({ language, evidence }) => [language, JSON.parse(evidence ?? '')])).toEqual([
      [
        'cy',
        [
          {
            type: ['Evidence'],
            name: 'Edrychwyd ar yr hyn a anfonodd y dysgwr',
            description: 'Mae rhywun a oedd yno yn dweud hynny hefyd.',
            narrative: 'I led four sessions.\n\nIn May.',
          },
        ],
      ],
    ])
    expect(await getEvidence(database.reader, key)).toMatchObject({
      state: 'accepted',
      awardId: awards[0]?.id,
      hasFile: false,
    })
    expect(await findEvidenceFile(database.reader, key)).toBeUndefined()

    const other = await send({ isShown: undefined })
    const otherKey = { provider, id: other.id }
    expect(
      (await listEvidence(database.reader, { provider, state: 'waiting', limit: 5 })).map(
        ({ id }) => id,
      ),
    ).toEqual([other.id])
    await database.transact((tx) => declineEvidence(tx, { key: otherKey, reason, actor }, ports))
    expect(mails).toEqual([
      ['wyn@mail.example', 'evidence-witness'],
      ['sam@mail.example', 'evidence-more'],
      ['sam@mail.example', 'award-offer'],
      ['sam@mail.example', 'evidence-declined'],
    ])

    await database.transact((tx) => forgetEvidenceOf(tx, 'WYN@mail.example'))
    expect((await getEvidence(database.reader, key)).witness).toBeNull()
    await database.transact((tx) => forgetEvidenceOf(tx, 'sam@mail.example'))
    expect(await listEvidenceOf(database.reader, 'sam@mail.example')).toEqual([])
  })
})
