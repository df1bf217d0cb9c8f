/** Roles of the staff in Welsh: mails name them, whatever language the console speaks; awaiting a translator's review. */
export const rolesWelsh = {
  'console.role.city-admin': 'Gweinyddwr y ddinas',
  'console.role.quality-reviewer': 'Adolygydd ansawdd',
  'console.role.owner': 'Perchennog',
  'console.role.author': 'Awdur',
  'console.role.awarder': 'Dyfarnwr',
  'console.role.assessor': 'Asesydd',
  'console.role.viewer': 'Gwyliwr',
  'employer.role.host-admin': 'Gweinyddwr y safle',
  'employer.role.owner': 'Perchennog',
  'employer.role.recruiter': 'Recriwtiwr',
  'employer.role.viewer': 'Gwyliwr',
} as const
