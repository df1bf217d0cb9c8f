import type { ContentSecurity } from '../../../shared/server/http/security-headers.ts'

export type AppPolicyOptions = { allowLoopbackHttp: boolean }

/**
 * What the app may do in a browser. Only its own files run. It talks to any https host, since issuers and employers
 * are anywhere; pictures come out of badges and never from another host. Argon2 is WebAssembly.
 */
export function appDirectives({ allowLoopbackHttp }: AppPolicyOptions) {
  const loopback = allowLoopbackHttp ? ['http://localhost:*', 'http://127.0.0.1:*'] : []
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", 'https:', ...loopback],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    // no text of anybody becomes a script: the one policy lets the service worker's own address through
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['waymark'],
  } as const satisfies ContentSecurity['directives']
}

export function appContentSecurityPolicy(options: AppPolicyOptions): string {
  return Object.entries(appDirectives(options))
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ')
}

/** The camera reads QR codes; passkeys open the wallet. */
export const appPermissions = [
  'camera=(self)',
  'publickey-credentials-get=(self)',
  'publickey-credentials-create=(self)',
  'microphone=()',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'browsing-topics=()',
].join(', ')
