/** Characters that are invisible or steer the text around them, beyond the categories C (other) and Z (separators). */
const invisible = /\u034f|[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]|[\ufe00-\ufe0f]/gu

/**
 * Words of others, made safe to show on one line: no control, bidirectional or zero-width characters, no piles of
 * combining marks, white space collapsed, bounded. They are still only what somebody says of themselves.
 * @returns undefined where nothing readable is left, or the value is not text
 */
export function displayText(value: unknown, maxCharacters = 120): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, maxCharacters * 20)
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replace(invisible, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim()
  if (text === '') return undefined
  const characters = [...text]
  return characters.length <= maxCharacters
    ? text
    : `${characters.slice(0, maxCharacters - 1).join('')}…`
}
