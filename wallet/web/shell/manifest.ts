import type { ManifestOptions } from 'vite-plugin-pwa'

/** What the device shows of the installed app, and which links it hands to it. */
export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Waymark wallet',
  short_name: 'Waymark',
  description: 'Keep your badges in a wallet that only you can open.',
  lang: 'en',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#fbf7f0',
  theme_color: '#fbf7f0',
  categories: ['education', 'productivity'],
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
  // what a link offers or asks stands behind the #, which no server sees
  protocol_handlers: [
    { protocol: 'web+openidcredentialoffer', url: '/receive#link=%s' },
    { protocol: 'web+openid4vp', url: '/present#link=%s' },
  ],
  // the service worker takes the file out of the request; nothing is sent
  share_target: {
    action: '/add',
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      title: 'title',
      text: 'text',
      url: 'url',
      files: [
        {
          name: 'file',
          accept: ['image/png', 'image/svg+xml', 'application/json', 'text/plain', '.jwt', '.json'],
        },
      ],
    },
  },
}
