/** What steers a terminal or hides from a reader: controls, format characters (bidirectional, zero-width), half characters. */
const steering = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** Text for a terminal. Words of others should be one line by displayText already: line breaks stay here. */
export function terminalText(text: string): string {
  return text.replace(steering, '')
}

/** JSON that means the same and steers no terminal: in JSON such characters stand within strings only. */
export function terminalJson(json: string): string {
  return json.replace(steering, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
