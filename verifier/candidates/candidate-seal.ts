import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey, SealContext } from '../../shared/node/kms/key-encryption.ts'
import { makeOwnKey, openJson, openOwnKey, sealJson } from '../../shared/node/kms/sealed-json.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { candidateKeyEntity } from './candidate-schema.ts'
import { type Kept, zKept } from './kept.ts'

/** What keeping something for a candidate takes. */
export type KeepingPorts = { keyEncryptionKey: KeyEncryptionKey; random: RandomBytes }

type CandidateKey = { organisation: string; candidateId: string }

const keyOf = ({ organisation, candidateId }: CandidateKey): SealContext => ({
  owner: `candidate-key of ${organisation}`,
  keyId: candidateId,
})
const presentedOf = ({ organisation, candidateId }: CandidateKey, evidenceId: string) => ({
  owner: `presented to ${organisation} by ${candidateId}`,
  keyId: evidenceId,
})

/** A random key for a new candidate, sealed under the key-encryption key. */
export async function makeCandidateKey(
  tx: Transaction,
  candidate: CandidateKey,
  ports: KeepingPorts,
): Promise<void> {
  const sealed = makeOwnKey(ports, keyOf(candidate))
  await tx.insert(candidateKeyEntity, { ...candidate, sealed })
}

/** What a candidate's own key opens and closes. */
export type CandidateSeal = {
  seal(evidenceId: string, kept: Kept): string
  /** @throws AppError key_unreadable */
  open(evidenceId: string, sealed: string): Kept
}

/** @throws AppError not_found once the key was deleted, key_unreadable */
export async function openCandidateSeal(
  reader: Reader | Transaction,
  { organisation, candidateId }: CandidateKey,
  keyEncryptionKey: KeyEncryptionKey,
): Promise<CandidateSeal> {
  const candidate = { organisation, candidateId }
  const row = await reader.findOneBy(candidateKeyEntity, candidate)
  if (row === null) throw new AppError('not_found', 'What this candidate sent was deleted')
  const key = openOwnKey(row.sealed, keyEncryptionKey, keyOf(candidate))
  return {
    seal: (evidenceId, kept) => sealJson(kept, key, presentedOf(candidate, evidenceId)),
    open: (evidenceId, sealed) =>
      zKept.parse(openJson(sealed, key, presentedOf(candidate, evidenceId))),
  }
}
