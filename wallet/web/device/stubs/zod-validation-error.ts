/**
 * Stands in for zod-validation-error, with which @openid4vc/utils words what does not fit. Its words repeat offers and
 * answers, so the wallet never shows nor keeps them: it says what happened in sentences of its own.
 */
export function createErrorMap() {
  return () => undefined
}

export function fromError(): { toString(): string } {
  return { toString: () => 'it does not fit' }
}
