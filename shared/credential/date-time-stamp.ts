/** @see https://www.w3.org/TR/vc-data-model-2.0/#example-regular-expression-to-detect-a-valid-xml-schema-1-1-part-2-datetimestamp */
const pattern =
  /^(-?(?:[1-9]\d{3,}|0\d{3}))-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(\d\d):([0-5]\d):([0-5]\d)(\.\d+)?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/

const maxLength = 64

const usual = /^[1-9]\d{3}-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\dZ$/

/**
 * Reads an XML Schema 1.1 dateTimeStamp: a date and time of the calendar with an offset. Undefined for anything
 * else. Digits after the millisecond are dropped.
 */
export function parseDateTimeStamp(text: unknown): Date | undefined {
  if (typeof text === 'string' && text.length === 20 && usual.test(text)) return readUsual(text)
  const match = typeof text === 'string' && text.length <= maxLength ? pattern.exec(text) : null
  if (match === null) return undefined
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '',
    fraction = '',
    offset = '',
  ] = match
  const isMidnight = hour === '24' && Number(minute) + Number(second) + Number(fraction || 0) === 0
  if (Number(hour) > 23 && !isMidnight) return undefined
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCDate() !== Number(day)) return undefined
  const milliseconds = Number(fraction.slice(1, 4).padEnd(3, '0'))
  date.setUTCHours(
    Number(hour),
    Number(minute) - offsetMinutes(offset),
    Number(second),
    milliseconds,
  )
  return Number.isNaN(date.getTime()) ? undefined : date
}

const withoutOffset = /T[\d:.]+$/

/**
 * The same time with its offset: one that was written without is a time in UTC. Anything else stays what it is.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#representing-time
 * @see https://www.w3.org/TR/vc-data-integrity/#proofs (created, expires)
 */
export function withOffset(time: unknown): unknown {
  return typeof time === 'string' && withoutOffset.test(time) ? `${time}Z` : time
}

/** As parseDateTimeStamp, of what somebody else wrote: without an offset it is a time in UTC. */
export function parseDateTime(text: unknown): Date | undefined {
  return parseDateTimeStamp(withOffset(text))
}

/** As nearly all are written, with the four digits of the year first. */
function readUsual(text: string): Date | undefined {
  const [month, day, hour] = [twoDigits(text, 5), twoDigits(text, 8), twoDigits(text, 11)]
  const [minute, second] = [twoDigits(text, 14), twoDigits(text, 17)]
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const isMidnight = hour === 24 && minute + second === 0
  if (hour > 23 && !isMidnight) return undefined
  if (month < 1 || month > 12 || day < 1) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  if (day > 28 && new Date(midnight).getUTCDate() !== day) return undefined
  return new Date(midnight + ((hour * 60 + minute) * 60 + second) * 1000)
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 0x30 * 11
}

/** A dateTimeStamp in UTC to the second, as proofs and credentials carry it. */
export function formatDateTimeStamp(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))
  return offset.startsWith('-') ? -minutes : minutes
}
