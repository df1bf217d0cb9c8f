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
  return {
    types: listOf(document.type).filter((type) => typeof type === 'string'),
    issuer: { id: idOf(document.issuer) ?? '', ...optional('name', issuerName) },
    ...optional('id', idOf(document.id)),
    ...optional('subjectId', idOf(subject.id)),
    ...optional('achievement', achievement),
    ...(!achievement && optional('name', textOf(document.name))),
    ...optional('validFrom', textOf(validity.from)),
    ...optional('validUntil', textOf(validity.until)),
  }
}

/** Of the achievement that summarise speaks of. */
export function achievementIdOf({ credentialSubject }: JsonObject): string | undefined {
  const [subject = {}] = objectsOf(credentialSubject)
  return isJsonObject(subject.achievement) ? (idOf(subject.achievement.id) ?? '') : undefined
}

function summariseAchievement(achievement: JsonObject): CredentialSummary['achievement'] {
  const criteria = isJsonObject(achievement.criteria) ? achievement.criteria : {}
  const skills = skillsIn(achievement.alignment)
  return {
    id: idOf(achievement.id) ?? '',
    name: textOf(achievement.name) ?? '',
    ...optional('description', textOf(achievement.description)),
    ...optional('criteria', textOf(criteria.narrative) ?? idOf(criteria.id)),
    ...optional('image', idOf(achievement.image)),
    ...optional('howShown', findHowShown(achievement.alignment)),
    ...optional('layer', findAlignedLayer(achievement.alignment)),
    ...(skills.length > 0 && { skills }),
  }
}

/** A string, or the first of a list of language values. */
function textOf(value: unknown): string | undefined {
  const [first] = listOf(value)
  const text = isJsonObject(first) ? first['@value'] : first
  return typeof text === 'string' ? text : undefined
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [member in Name]?: Value } {
  // sound: a computed member of a generic name is typed as an index signature
  return (value === undefined ? {} : { [name]: value }) as { [member in Name]?: Value }
}
