import { randomInt } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'
import { createBitstring, getBit, minimumListLength, setBit } from '../shared/status/bitstring.ts'
import { decodeBitstring, encodeBitstring } from '../shared/status/bitstring-encoding.ts'
import { buildStatusListCredential } from '../shared/status/status-list-credential.ts'
import { asyncRatePerSecond, compare, ratePerSecond } from './compare.ts'
import { openDigitalBazaar } from './digital-bazaar.ts'
import type { Benchmark } from './measure.ts'
import { createIssuer, issueEmbedded } from './proof-world.ts'

const revocations = 1_000
const looks = 10_000

/** A list of 131,072 places: 1,000 of them revoked and the list signed; then read and asked about 10,000 places. */
export const statusListBenchmark: Benchmark = async (report) => {
  const issuer = createIssuer('harbour-youth')
  const reference = await openDigitalBazaar(issuer)
  const url = 'https://city.example/providers/harbour-youth/status/1'
  const revoked = Array.from({ length: revocations }, () => randomInt(minimumListLength))
  const asked = Array.from({ length: looks }, () => randomInt(minimumListLength))
  const credentialOf = (encodedList: string) =>
    buildStatusListCredential({
      ...{ id: url, issuer: issuer.did, purpose: 'revocation', encodedList },
      validFrom: new Date(),
    })

  async function encodeOurs(): Promise<string> {
    const bits = createBitstring()
    for (const index of revoked) setBit(bits, index, true)
    return encodeBitstring(bits)
  }

  async function encodeTheirs(): Promise<string> {
    const list = new BitstringStatusList({ length: minimumListLength })
    for (const index of revoked) list.setStatus(index, true)
    return list.encode()
  }

  const encoded = await encodeOurs()
  const packed = Buffer.from(encoded.slice(1), 'base64url')
  const gunzip = () => ratePerSecond(() => gunzipSync(packed))
  const expected = new Set(revoked)
  const count = asked.filter((index) => expected.has(index)).length
  const assertCount = (found: number) => {
    if (found !== count) throw new Error(`${found} of ${count} revoked places are found`)
  }
  return {
    publish: await compare(
      {
        name: 'publish',
        ours: () =>
          asyncRatePerSecond(async () =>
            issueEmbedded({ ...credentialOf(await encodeOurs()) }, issuer),
          ),
        peer: () =>
          asyncRatePerSecond(async () =>
            reference.issue({ ...credentialOf(await encodeTheirs()) }),
          ),
        limit: gunzip,
        unit: `lists with ${revocations} revocations encoded and signed in a second of processor time; limit: gunzip of one`,
      },
      report,
    ),
    check: await compare(
      {
        name: 'check',
        ours: () =>
          asyncRatePerSecond(async () => {
            const bits = await decodeBitstring(encoded)
            assertCount(asked.filter((index) => getBit(bits, index)).length)
          }),
        peer: () =>
          asyncRatePerSecond(async () => {
            const list = await BitstringStatusList.decode({ encodedList: encoded })
            assertCount(asked.filter((index) => list.getStatus(index)).length)
          }),
        limit: gunzip,
        unit: `lists read and asked about ${looks} places in a second of processor time; limit: gunzip of one`,
      },
      report,
    ),
  }
}
