import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { appIcons } from './app-icons.ts'
import { earlyParts } from './early-parts.ts'
import { manifest } from './shell/manifest.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const { version }: { version: string } = JSON.parse(
  readFileSync(here('../../package.json'), 'utf8'),
)

const walletServer = 'http://localhost:3002'

export default defineConfig({
  root: here('.'),
  publicDir: false,
  define: { appVersion: JSON.stringify(version) },
  // what Veramo names and Waymark's keys never need: a third of a megabyte
  resolve: {
    alias: [
      { find: 'ethers', replacement: here('./device/stubs/ethers.ts') },
      { find: 'z-schema', replacement: here('./device/stubs/z-schema.ts') },
      { find: './plugin.schema.js', replacement: here('./device/stubs/veramo-schema.ts') },
      { find: '@noble/curves/nist.js', replacement: here('./device/stubs/nist-curves.ts') },
      { find: '@noble/curves/ed25519', replacement: here('./device/stubs/ed25519.ts') },
      { find: 'dcql', replacement: here('./device/stubs/dcql.ts') },
      { find: 'did-resolver', replacement: here('./device/stubs/did-resolver.ts') },
      { find: 'did-jwt', replacement: here('./device/stubs/did-jwt.ts') },
      { find: 'buffer', replacement: here('./device/stubs/buffer.ts') },
      { find: 'lru-cache', replacement: here('./device/stubs/lru-cache.cjs') },
      { find: /^events$/, replacement: here('./device/stubs/events.ts') },
      {
        find: /^(?:multiformats\/(?:cid|hashes\/digest)|@ipld\/dag-pb|ipfs-unixfs)$/,
        replacement: here('./device/stubs/content-ids.ts'),
      },
      { find: /^uint8arrays$/, replacement: here('./device/stubs/uint8arrays.ts') },
      { find: 'debug', replacement: here('./device/stubs/debug.ts') },
      {
        find: /^@digitalcredentials\/open-badges-context$/,
        replacement: here('./device/stubs/open-badges-context.cjs'),
      },
      {
        find: 'zod-validation-error',
        replacement: here('./device/stubs/zod-validation-error.ts'),
      },
      {
        find: /^\.\.?\/(?:core\/)?(?:json-schema-processors|to-json-schema)\.js$/,
        replacement: here('./device/stubs/zod-json-schema.ts'),
      },
      {
        find: /^\.\.?\/(?:credential\/)?surely-valid\.ts$/,
        replacement: here('./device/stubs/surely-valid.ts'),
      },
      {
        find: /^\.\/(?:compact|frame|fromRdf|RDFC10Sync)$/,
        replacement: here('./device/stubs/jsonld-parts.ts'),
      },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../../dist/wallet/web'),
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // the policy of the page allows no inline style, script or font
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // forty small files cost a badge's first taker more than what is in them: what many screens share is one
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 3 },
            // what the page to make or open a wallet needs comes without the rest
            { name: 'schemas', test: /[\\/]node_modules[\\/]zod[\\/]/, priority: 2 },
            {
              name: 'parts',
              test: /[\\/]wallet[\\/]web[\\/]parts[\\/]|[\\/]shared[\\/]errors[\\/]/,
              minShareCount: 3,
              priority: 1,
            },
            {
              name: 'common',
              test: /[\\/]wallet[\\/](web[\\/](parts|device)|core)[\\/]|[\\/]shared[\\/](?!i18n)/,
              minShareCount: 4,
            },
          ],
        },
      },
    },
    // one small sheet: screens that come later bring no flash of unstyled parts
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    // beside `npm start`
    proxy: { '/api': walletServer, '/relay': walletServer, '/people': walletServer },
  },
  plugins: [
    appIcons(),
    earlyParts({
      modules: ['wallet-app/app-en.ts', 'enter/enter-screen.tsx', 'device/browser-gate.ts'],
      fonts: ['bricolage-grotesque-latin.woff2', 'atkinson-hyperlegible-next-latin.woff2'],
    }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'shell',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'prompt',
      manifest,
      manifestFilename: 'app.webmanifest',
      integration: {
        configureCustomSWViteBuild(config) {
          config.logLevel = 'error'
        },
      },
      injectManifest: {
        globPatterns: ['index.html', '*.{svg,png}', 'assets/*.{js,css,woff2}'],
        // what only other letters or the other language need is kept once it was used
        globIgnores: ['**/*latin-ext*', '**/*-cy-*'],
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 2_000_000,
      },
    }),
  ],
})
