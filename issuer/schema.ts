import type { Schema } from '../shared/node/database/database.ts'
import { jobsSchema } from '../shared/node/jobs/job-entities.ts'
import { turnSchema } from '../shared/node/jobs/turns.ts'
import { sealedSecretEntity } from '../shared/node/kms/installation-secret.ts'
import { sealedKeySchema } from '../shared/node/kms/sealed-key-store.ts'
import { statusListMemorySchema } from '../shared/node/trust/status-list-memory-store.ts'
import { trustMemorySchema } from '../shared/node/trust/trust-memory-store.ts'
import { apiSchema } from '../shared/server/api/api-schema.ts'
import { mailSchema } from '../shared/server/mail/outbox-schema.ts'
import { staffSchema } from '../shared/server/staff/staff-schema.ts'
import { webhookSchema } from '../shared/server/webhooks/webhook-schema.ts'
import { applicationEntity } from './applications/application-store.ts'
import { ruleEntity, ruleUseEntity, ruleVisitEntity } from './award-rules/rule-schema.ts'
import { awardEntity } from './awards/award-store.ts'
import { awardWordEntity } from './awards/award-words.ts'
import { badgeEventEntity } from './badges/badge-event-store.ts'
import { badgeEntity, badgeSkillEntity } from './badges/badge-store.ts'
import { badgeDraftEntity } from './badges/draft-store.ts'
import { badgePictureEntity } from './badges/picture-store.ts'
import { bulkEntity, bulkPartEntity } from './bulk/bulk-store.ts'
import { claimCodeEntity } from './claim-codes/claim-code-store.ts'
import { endorsementEntity } from './endorsements/endorsement-store.ts'
import { evidenceEntity, evidenceFileEntity } from './evidence/evidence-store.ts'
import { groupEntity, groupMemberEntity } from './groups/group-store.ts'
import { identityKeyEntity } from './identity/key-store.ts'
import { codeUseEntity } from './learner-codes/code-use-store.ts'
import { auditChainEntity } from './log/audit-chain.ts'
import { auditEntity } from './log/audit-entry.ts'
import { logLeafEntity } from './log/award-log.ts'
import { checkpointEntity } from './log/checkpoints.ts'
import { logHeadEntity, logTileEntity } from './log/log-store.ts'
import { AwardMany1795527000888 } from './migrations/award-many.ts'
import { ChooseBulkFormat1795527000777 } from './migrations/choose-bulk-format.ts'
import { CreateCity1772000000000 } from './migrations/create-city.ts'
import { DesignBadges1778150000000 } from './migrations/design-badges.ts'
import { FindAwards1778110000000 } from './migrations/find-awards.ts'
import { FindQuickly1777500000000 } from './migrations/find-quickly.ts'
import { KeepApplications1778511000000 } from './migrations/keep-applications.ts'
import { KeepAwardLog1774000000000 } from './migrations/keep-award-log.ts'
import { KeepAwardRules1779310000000 } from './migrations/keep-award-rules.ts'
import { KeepBadgeSkills1777600000000 } from './migrations/keep-badge-skills.ts'
import { KeepBulkAwards1778400000000 } from './migrations/keep-bulk-awards.ts'
import { KeepCitySettings1778300000000 } from './migrations/keep-city-settings.ts'
import { KeepClaimCodes1795528000000 } from './migrations/keep-claim-codes.ts'
import { KeepEvidence1778410000000 } from './migrations/keep-evidence.ts'
import { KeepLearnerCodes1778510000000 } from './migrations/keep-learner-codes.ts'
import { KeepNamedHolder1779410000000 } from './migrations/keep-named-holder.ts'
import { KeepRegisters1778310000000 } from './migrations/keep-registers.ts'
import { KeepReminders1778521000000 } from './migrations/keep-reminders.ts'
import { KeepTrust1775000000000 } from './migrations/keep-trust.ts'
import { NameConfiguredApiKey1776000000000 } from './migrations/name-configured-api-key.ts'
import { PageAudit1778120000000 } from './migrations/page-audit.ts'
import {
  accessTokenEntity,
  issuedCredentialEntity,
  offerCodeEntity,
} from './oid4vci/claim-store.ts'
import { usedNonceEntity } from './oid4vci/nonces.ts'
import { providerEntity } from './providers/provider-store.ts'
import { counterEntity, publishedDocumentEntity } from './publishing/published-document-store.ts'
import { qualityRuleEntity } from './quality/quality-rule.ts'
import {
  activityEntity,
  activitySessionEntity,
  attendanceEntity,
  registerEntity,
} from './registers/activity-store.ts'
import { reminderEntity, reminderPartEntity } from './reminders/reminder-store.ts'
import { citySettingsEntity } from './settings/settings-store.ts'
import { skillEntity } from './skills/skill-store.ts'
import { badgeStandardEntity } from './standards/badge-standard-store.ts'
import { statusEntryEntity } from './status/status-entry-store.ts'
import { statusListEntity } from './status/status-store.ts'
import { accreditationEntity } from './trust/accreditation-store.ts'
import { recognitionEntity } from './trust/recognition-store.ts'
import { trustListEntity } from './trust/trust-list-store.ts'
import { wallCodeEntity, wallUseEntity } from './wall-codes/wall-store.ts'

/** Everything that the city keeps. Almost every key begins with the provider: the rows of one stay together. */
export const issuerSchema: Schema = {
  entities: [
    ...sealedKeySchema.entities,
    ...apiSchema.entities,
    ...staffSchema.entities,
    ...mailSchema.entities,
    ...jobsSchema.entities,
    ...turnSchema.entities,
    ...webhookSchema.entities,
    providerEntity,
    applicationEntity,
    badgeEntity,
    badgeSkillEntity,
    badgeDraftEntity,
    badgeEventEntity,
    badgePictureEntity,
    badgeStandardEntity,
    skillEntity,
    qualityRuleEntity,
    endorsementEntity,
    awardEntity,
    awardWordEntity,
    groupEntity,
    groupMemberEntity,
    activityEntity,
    activitySessionEntity,
    registerEntity,
    attendanceEntity,
    wallCodeEntity,
    wallUseEntity,
    codeUseEntity,
    ruleEntity,
    ruleUseEntity,
    ruleVisitEntity,
    bulkEntity,
    bulkPartEntity,
    reminderEntity,
    reminderPartEntity,
    evidenceEntity,
    evidenceFileEntity,
    offerCodeEntity,
    claimCodeEntity,
    accessTokenEntity,
    usedNonceEntity,
    issuedCredentialEntity,
    statusListEntity,
    statusEntryEntity,
    logLeafEntity,
    logHeadEntity,
    logTileEntity,
    checkpointEntity,
    auditEntity,
    auditChainEntity,
    identityKeyEntity,
    accreditationEntity,
    recognitionEntity,
    trustListEntity,
    ...trustMemorySchema.entities,
    ...statusListMemorySchema.entities,
    publishedDocumentEntity,
    counterEntity,
    citySettingsEntity,
    sealedSecretEntity,
  ],
  migrations: [
    ...sealedKeySchema.migrations,
    ...apiSchema.migrations,
    CreateCity1772000000000,
    KeepAwardLog1774000000000,
    KeepTrust1775000000000,
    NameConfiguredApiKey1776000000000,
    FindQuickly1777500000000,
    KeepBadgeSkills1777600000000,
    FindAwards1778110000000,
    DesignBadges1778150000000,
    KeepRegisters1778310000000,
    KeepEvidence1778410000000,
    ...staffSchema.migrations,
    PageAudit1778120000000,
    ...mailSchema.migrations,
    ...jobsSchema.migrations,
    KeepBulkAwards1778400000000,
    KeepCitySettings1778300000000,
    KeepLearnerCodes1778510000000,
    ...webhookSchema.migrations,
    KeepApplications1778511000000,
    KeepReminders1778521000000,
    KeepAwardRules1779310000000,
    KeepNamedHolder1779410000000,
    ...turnSchema.migrations,
    ChooseBulkFormat1795527000777,
    AwardMany1795527000888,
    KeepClaimCodes1795528000000,
    ...trustMemorySchema.migrations,
    ...statusListMemorySchema.migrations,
  ],
}
