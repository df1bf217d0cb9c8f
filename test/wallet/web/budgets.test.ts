import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const folder = fileURLToPath(new URL('../../../dist/wallet/web/', import.meta.url))

const zManifest = z.record(
  z.string(),
  z.looseObject({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
)

const manifest = zManifest.parse(
  JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')),
)

const kilobytes = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / 1000

/** The script of a part and of all that it cannot begin without. */
function filesOf(key: string, seen = new Set<string>()): string[] {
  const chunk = manifest[key]
  if (chunk === undefined || seen.has(chunk.file)) return []
  seen.add(chunk.file)
  for (const name of chunk.imports) filesOf(name, seen)
  return [...seen]
}

const scripts = readdirSync(join(folder, 'assets'))
  .filter((file) => file.endsWith('.js'))
  .map((file) => `assets/${file}`)

describe('the scripts of the app, packed', () => {
  test('are at most 30 kB before the app shows', () => {
    const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
    expect(kilobytes(filesOf(entry ?? ''))).toBeGreaterThan(1)
    expect(kilobytes(filesOf(entry ?? ''))).toBeLessThanOrEqual(30)
  })

  test('are at most 330 kB in all, in either language', () => {
    const inEnglish = scripts.filter((file) => !file.includes('-cy-'))
    const inWelsh = scripts.filter((file) => !file.includes('-en-'))
    expect(inWelsh.length).toBe(inEnglish.length + 1)
    expect(kilobytes(inEnglish)).toBeLessThanOrEqual(330)
    expect(kilobytes(inWelsh)).toBeLessThanOrEqual(330)
  })
})

describe('what every screen needs beside scripts, packed', () => {
  test('is at most 15 kB of styles', () => {
    const styles = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.css'))
    expect(styles).toHaveLength(1)
    expect(kilobytes(styles.map((file) => `assets/${file}`))).toBeLessThanOrEqual(15)
  })
})
