import { itemsOf, type JsonObject } from '../json/json.ts'

/**
 * What came before Bitstring Status List and is read the same way: a bit for each credential, under other names, and
 * encoded without the letter of multibase. Never written.
 * @see https://www.w3.org/TR/2023/WD-vc-status-list-20230427/
 */

export const statusList2021Url = 'https://w3id.org/vc/status-list/2021/v1'

const vocabulary = 'https://w3id.org/vc/status-list#'

/** The JSON-LD context of both, which no package here carries: what it says has been fixed since 2021. */
export const statusList2021Context: object = {
  '@context': {
    '@protected': true,
    StatusList2021Credential: termOf('StatusList2021Credential', {
      description: 'http://schema.org/description',
      name: 'http://schema.org/name',
    }),
    StatusList2021: termOf('StatusList2021', {
      statusPurpose: `${vocabulary}statusPurpose`,
      encodedList: `${vocabulary}encodedList`,
    }),
    StatusList2021Entry: termOf('StatusList2021Entry', {
      statusPurpose: `${vocabulary}statusPurpose`,
      statusListIndex: `${vocabulary}statusListIndex`,
      statusListCredential: { '@id': `${vocabulary}statusListCredential`, '@type': '@id' },
    }),
  },
}

/** An entry in the words of Bitstring Status List; any other as it came. */
export function inWordsOfBitstringEntry(entry: JsonObject): JsonObject {
  const isOlder = itemsOf(entry.type).includes('StatusList2021Entry')
  return isOlder ? { ...entry, type: 'BitstringStatusListEntry' } : entry
}

/** The subject of a list in the same words; any other as it came. */
export function inWordsOfBitstringList(subject: JsonObject): JsonObject {
  const isOlder = itemsOf(subject.type).includes('StatusList2021')
  return isOlder
    ? { ...subject, type: 'BitstringStatusList', encodedList: `u${String(subject.encodedList)}` }
    : subject
}

function termOf(name: string, members: object): object {
  return {
    '@id': vocabulary + name,
    '@context': { '@protected': true, id: '@id', type: '@type', ...members },
  }
}
