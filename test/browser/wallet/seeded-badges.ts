import { buildOpenBadge, type OpenBadgeInput } from '../../../shared/credential/build-open-badge.ts'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import { walletFileType } from '../../../shared/credential/wallet-file.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { howShownAlignment } from '../../../shared/skills/how-shown.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'

/** Badges that need no server to be checked: their awarder is a key. */
export type SeededBadge = {
  name: string
  provider?: string
  validFrom: Date
  validUntil?: Date
  description?: string
  criteria?: string
  skills?: string[]
  evidence?: OpenBadgeInput['evidence']
  image?: string
}

export async function seedBadge(seed: SeededBadge): Promise<string> {
  const { name, provider = 'Quay Youth Club', validFrom, validUntil, evidence, image } = seed
  const key = ed25519TestKey(provider)
  const credential = buildOpenBadge({
    id: `https://city.example/awards/${encodeURIComponent(`${name} ${validFrom.toISOString()}`)}`,
    issuer: { id: key.did, type: ['Profile'], name: provider },
    achievement: {
      id: `https://city.example/badges/${encodeURIComponent(name)}`,
      type: ['Achievement'],
      name,
      description: seed.description ?? 'What it is',
      criteria: { narrative: seed.criteria ?? 'Come and do it.' },
      alignment: [
        howShownAlignment('assessed'),
        ...(seed.skills ?? []).map((skill) => ({
          type: ['Alignment'] as ['Alignment'],
          targetName: skill,
          targetUrl: `https://skills.example/${encodeURIComponent(skill)}`,
        })),
      ],
      ...(image !== undefined && { image: { id: image, type: 'Image' as const } }),
    },
    subject: { id: ed25519TestKey('somebody').did },
    validFrom,
    ...(validUntil !== undefined && { validUntil }),
    ...(evidence !== undefined && { evidence }),
  })
  // sound: an Open Badge is a JSON object
  return signCredentialJwt({ credential: credential as JsonObject, signer: key.signer() })
}

/** A file of many badges, as a wallet exports them. */
export async function walletFile(seeds: readonly SeededBadge[]): Promise<Buffer> {
  const texts = await Promise.all(seeds.map(seedBadge))
  const badges = texts.map((text) => ({ text, source: { kind: 'file' } }))
  return Buffer.from(JSON.stringify({ type: walletFileType, version: 1, badges }))
}
