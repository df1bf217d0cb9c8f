/** Alphabets with letters that look alike. */
const alphabets = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'].map(
  (name) => new RegExp(`\\p{Script=${name}}`, 'u'),
)

/** Letters of other alphabets that read as Latin ones: a word of them alone passes for another. */
const passingForLatin = /^[асеоріјѕһԁԛԝухАВСЕНІЈКМОРЅТХУοινΑΒΕΖΗΙΚΜΝΟΡΤΥΧհոսցօՕՏ]+$/u

/** What turns the order of letters around, or stands between them unseen. */
const hidden =
  /\u034f|[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad\u115f\u1160\u3164\uffa0]|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]\p{Join_Control}/u

/** Full-width and mathematical letters, which stand for plain ones. */
const fancy = /[\uff10-\uff5a\u{1d400}-\u{1d7ff}]/u

/**
 * Could this be written to pass for something else: letters of two alphabets in one word, a word of letters that only
 * look like Latin ones, letters in fancy dress, characters that are not seen, or the `xn--` of an address? It is asked
 * of text as it came, before displayText() makes it safe. A Welsh, Greek or Russian name is no disguise.
 */
export function isDisguised(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const text = value.slice(0, 2_000)
  if (hidden.test(text) || fancy.test(text) || /\bxn--/i.test(text)) return true
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.some(
    (word) =>
      passingForLatin.test(word) || alphabets.filter((letter) => letter.test(word)).length > 1,
  )
}
