/** The browser's Trusted Types, as far as they are used here. @see https://www.w3.org/TR/trusted-types/ */
type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}

/**
 * Address of a script of the app's own, in the form that the page's policy asks for (`trusted-types waymark`).
 * Any other address is a bug, and refused.
 */
export function scriptUrl(path: string): string {
  // sound: where the browser has it, it has this shape
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('waymark', { createScriptURL: ownScript })
  return policy?.createScriptURL(path) ?? ownScript(path)
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

function ownScript(path: string): string {
  const url = new URL(path, location.origin)
  if (url.origin !== location.origin) throw new Error('a script of another place is not run')
  return url.href
}
