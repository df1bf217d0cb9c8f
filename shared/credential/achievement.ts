import { z } from 'zod'
import { zExtensibleEnum, zLanguageTag, zTypesWith, zUrl } from './model-parts.ts'
import { zEndorsements, zIdentifierEntry, zImage, zProfile } from './profile.ts'

/** Open Badges 3.0: what is achieved, and with what result.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievement
 */

/** @see https://www.imsglobal.org/spec/ob/v3p0/#achievementtype-enumeration */
const achievementTypes = [
  'Achievement',
  'ApprenticeshipCertificate',
  'Assessment',
  'Assignment',
  'AssociateDegree',
  'Award',
  'Badge',
  'BachelorDegree',
  'Certificate',
  'CertificateOfCompletion',
  'Certification',
  'CommunityService',
  'Competency',
  'Course',
  'CoCurricular',
  'Degree',
  'Diploma',
  'DoctoralDegree',
  'Fieldwork',
  'GeneralEducationDevelopment',
  'JourneymanCertificate',
  'LearningProgram',
  'License',
  'Membership',
  'ProfessionalDoctorate',
  'QualityAssuranceCredential',
  'MasterCertificate',
  'MasterDegree',
  'MicroCredential',
  'ResearchDoctorate',
  'SecondarySchoolDiploma',
] as const

export const zAlignment = z.looseObject({
  type: zTypesWith('Alignment'),
  targetCode: z.string().optional(),
  targetDescription: z.string().optional(),
  targetName: z.string(),
  targetFramework: z.string().optional(),
  targetType: zExtensibleEnum([
    'ceasn:Competency',
    'ceterms:Credential',
    'CFItem',
    'CFRubric',
    'CFRubricCriterion',
    'CFRubricCriterionLevel',
    'CTDL',
  ]).optional(),
  targetUrl: zUrl,
})

const zRubricCriterionLevel = z.looseObject({
  id: zUrl,
  type: zTypesWith('RubricCriterionLevel'),
  alignment: z.array(zAlignment).optional(),
  description: z.string().optional(),
  level: z.string().optional(),
  name: z.string(),
  points: z.string().optional(),
})

const zResultDescription = z.looseObject({
  id: zUrl,
  type: zTypesWith('ResultDescription'),
  alignment: z.array(zAlignment).optional(),
  allowedValue: z.array(z.string()).optional(),
  name: z.string(),
  requiredLevel: zUrl.optional(),
  requiredValue: z.string().optional(),
  resultType: zExtensibleEnum([
    'GradePointAverage',
    'LetterGrade',
    'Percent',
    'PerformanceLevel',
    'PredictedScore',
    'RawScore',
    'Result',
    'RubricCriterion',
    'RubricCriterionLevel',
    'RubricScore',
    'ScaledScore',
    'Status',
  ]),
  rubricCriterionLevel: z.array(zRubricCriterionLevel).optional(),
  valueMax: z.string().optional(),
  valueMin: z.string().optional(),
})

export const zResult = z.looseObject({
  type: zTypesWith('Result'),
  achievedLevel: zUrl.optional(),
  alignment: z.array(zAlignment).optional(),
  resultDescription: zUrl.optional(),
  status: z
    .enum(['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'])
    .optional(),
  value: z.string().optional(),
})

const zRelated = z.looseObject({
  id: zUrl,
  type: zTypesWith('Related'),
  inLanguage: zLanguageTag.optional(),
  version: z.string().optional(),
})

export const zAchievement = z.looseObject({
  id: zUrl,
  type: zTypesWith('Achievement'),
  alignment: z.array(zAlignment).optional(),
  achievementType: zExtensibleEnum(achievementTypes).optional(),
  creator: zProfile.optional(),
  creditsAvailable: z.number().optional(),
  criteria: z.looseObject({ id: zUrl.optional(), narrative: z.string().optional() }),
  description: z.string(),
  ...zEndorsements,
  fieldOfStudy: z.string().optional(),
  humanCode: z.string().optional(),
  image: zImage.optional(),
  inLanguage: zLanguageTag.optional(),
  name: z.string(),
  otherIdentifier: z.array(zIdentifierEntry).optional(),
  related: z.array(zRelated).optional(),
  resultDescription: z.array(zResultDescription).optional(),
  specialization: z.string().optional(),
  tag: z.array(z.string()).optional(),
  version: z.string().optional(),
})
