import { validityOf } from '../credential/data-model-version.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { findAlignedLayer } from '../skills/badge-standard.ts'
import { findHowShown } from '../skills/how-shown.ts'
import { skillsIn } from '../skills/skill-alignments.ts'
import type { CredentialSummary } from './report.ts'
import { idOf, listOf, objectsOf } from './values.ts'

/** What a credential says of itself, as it says it. Long texts are for the page to shorten. */
export function summarise(document: JsonObject): CredentialSummary {
  const [subject = {}] = objectsOf(document.credentialSubject)
  const issuerName = isJsonObject(document.issuer) ? textOf(document.issuer.name) : undefined
  const achievement = isJsonObject(subject.achievement)
    ? summariseAchievement(subject.achievement)
    : undefined
  const validity = validityOf(document)
  const id = idOf(document.id)
  const subjectId = idOf(subject.id)
  const name = achievement ? undefined : textOf(document.name)
  const validFrom = textOf(validity.from)
  const validUntil = textOf(validity.until)
  return {
    types: listOf(document.type).filter((type) => typeof type === 'string'),
    issuer: {
      id: idOf(document.issuer) ?? '',
      ...(issuerName !== undefined && { name: issuerName }),
    },
    ...(id !== undefined && { id }),
    ...(subjectId !== undefined && { subjectId }),
    ...(achievement && { achievement }),
    ...(name !== undefined && { name }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
  }
}

/** Of the achievement that summarise speaks of. */
export function achievementIdOf({ credentialSubject }: JsonObject): string | undefined {
  const [subject = {}] = objectsOf(credentialSubject)
  return isJsonObject(subject.achievement) ? (idOf(subject.achievement.id) ?? '') : undefined
}

function summariseAchievement(achievement: JsonObject): CredentialSummary['achievement'] {
  const { alignment } = achievement
  const description = textOf(achievement.description)
  const told = isJsonObject(achievement.criteria) ? achievement.criteria : {}
  const criteria = textOf(told.narrative) ?? idOf(told.id)
  const image = idOf(achievement.image)
  const howShown = findHowShown(alignment)
  const layer = findAlignedLayer(alignment)
  const skills = skillsIn(alignment)
  return {
    id: idOf(achievement.id) ?? '',
    name: textOf(achievement.name) ?? '',
    ...(description !== undefined && { description }),
    ...(criteria !== undefined && { criteria }),
    ...(image !== undefined && { image }),
    ...(howShown && { howShown }),
    ...(layer && { layer }),
    ...(skills.length > 0 && { skills }),
  }
}

/** A string, or the first of a list of language values. */
function textOf(value: unknown): string | undefined {
  const [first] = listOf(value)
  const text = isJsonObject(first) ? first['@value'] : first
  return typeof text === 'string' ? text : undefined
}
