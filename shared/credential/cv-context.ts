/**
 * The JSON-LD context of a candidate's own words, pinned in Waymark: it is a name and never fetched. What it means
 * never changes; another meaning gets another name. It follows credentials/v2, which defines `id`, `type` and `name`.
 */
export const cvContextUrl = 'urn:waymark:context:cv:1'

const vocabulary = 'urn:waymark:vocabulary:cv:'

const terms = [
  'CurriculumVitaeCredential',
  'Candidate',
  'language',
  'email',
  'phone',
  'place',
  'about',
  'what',
  'where',
  'from',
  'until',
  'more',
]

/** They keep their order: a CV is read from the top. */
const lists = ['work', 'education', 'skills']

export const cvContext: object = {
  '@context': {
    '@protected': true,
    ...Object.fromEntries(terms.map((term) => [term, `${vocabulary}${term}`])),
    ...Object.fromEntries(
      lists.map((list) => [list, { '@id': `${vocabulary}${list}`, '@container': '@list' }]),
    ),
  },
}
