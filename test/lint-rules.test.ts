import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sharedTemporaryFolder } from './support/temp-folder.ts'

const root = new URL('..', import.meta.url).pathname

/** A file that breaks one rule of the house, and the rule that has to see it. */
const violations: [path: string, code: string, rule: string][] = [
  // platform-free shared code
  ['shared/did/a.ts', importOf('../node/kms/node-kms.ts'), 'noRestrictedImports'],
  ['shared/verify/a.ts', importOf('../server/http-app.ts'), 'noRestrictedImports'],
  ['shared/status/deep/a.ts', importOf('../../../issuer/awards/award.ts'), 'noRestrictedImports'],
  ['shared/oid4vc/a.ts', importOf('../../verifier/app.ts'), 'noRestrictedImports'],
  ['shared/trust/a.ts', importOf('../../wallet/core/receive.ts'), 'noRestrictedImports'],
  ['shared/skills/a.ts', importOf('../../bin/cli.ts'), 'noRestrictedImports'],
  ['shared/sealed/a.ts', importOf('../server/listen.ts'), 'noRestrictedImports'],
  ['shared/agent/a.ts', importOf('../../test/support/clock.ts'), 'noRestrictedImports'],
  ['shared/agent/b.ts', importOf('typeorm'), 'noRestrictedImports'],
  ['shared/credential/a.ts', importOf('node:crypto'), 'noNodejsModules'],
  ['shared/i18n/a.ts', importOf('fs'), 'noNodejsModules'],
  ['shared/look/a.ts', importOf('../node/stone-png.ts'), 'noRestrictedImports'],
  ['shared/errors/a.ts', 'export const bytes = Buffer.from("x")', 'noRestrictedGlobals'],
  // shared/node and shared/server
  ['shared/node/a.ts', importOf('../server/http-app.ts'), 'noRestrictedImports'],
  ['shared/node/database/a.ts', importOf('../../../issuer/app.ts'), 'noRestrictedImports'],
  ['shared/server/a.ts', importOf('../../verifier/app.ts'), 'noRestrictedImports'],
  ['shared/server/views/a.ts', importOf('../../../wallet/server/app.ts'), 'noRestrictedImports'],
  // applications
  ['issuer/a.ts', importOf('../verifier/app.ts'), 'noRestrictedImports'],
  ['issuer/awards/a.ts', importOf('../../wallet/core/receive.ts'), 'noRestrictedImports'],
  ['verifier/a.ts', importOf('../issuer/app.ts'), 'noRestrictedImports'],
  ['verifier/requests/a.ts', importOf('../../wallet/node/commands.ts'), 'noRestrictedImports'],
  ['wallet/core/a.ts', importOf('../../shared/node/logger.ts'), 'noRestrictedImports'],
  ['wallet/core/b.ts', importOf('../node/open-wallet.ts'), 'noRestrictedImports'],
  ['wallet/core/c.ts', importOf('../../issuer/app.ts'), 'noRestrictedImports'],
  ['wallet/core/d.ts', importOf('node:fs'), 'noNodejsModules'],
  ['wallet/node/a.ts', importOf('../server/app.ts'), 'noRestrictedImports'],
  ['wallet/node/b.ts', importOf('../../verifier/app.ts'), 'noRestrictedImports'],
  ['wallet/server/a.ts', importOf('../core/receive.ts'), 'noRestrictedImports'],
  ['wallet/server/people/a.ts', importOf('../../node/open-wallet.ts'), 'noRestrictedImports'],
  ['wallet/web/a.ts', importOf('../../shared/node/logger.ts'), 'noRestrictedImports'],
  ['wallet/web/b.tsx', importOf('../server/app.ts'), 'noRestrictedImports'],
  ['wallet/web/shell/a.tsx', 'export const answer = fetch("/api")', 'noRestrictedGlobals'],
  ['wallet/web/shell/b.tsx', 'export const now = Date.now()', 'plugin'],
  ['bin/a.ts', importOf('../test/support/clock.ts'), 'noRestrictedImports'],
  // the environment, the network, time and chance come in as parameters
  ['shared/node/b.ts', 'export const port = process.env.PORT', 'noProcessEnv'],
  ['issuer/b.ts', 'export const port = process.env.PORT', 'noProcessEnv'],
  ['verifier/b.ts', 'export const answer = fetch("https://example.org")', 'noRestrictedGlobals'],
  [
    'shared/server/b.ts',
    'export const answer = fetch("https://example.org")',
    'noRestrictedGlobals',
  ],
  ['issuer/c.ts', 'export const now = Date.now()', 'plugin'],
  ['wallet/core/e.ts', 'export const now = new Date()', 'plugin'],
  ['shared/node/c.ts', 'export const dice = Math.random()', 'plugin'],
  ['wallet/core/g.ts', 'export const isUrl = URL.canParse("a:")', 'plugin'],
  ['shared/did/d.ts', 'export const url = URL.parse("a:")', 'plugin'],
  // what is shown at a terminal is filtered
  ['issuer/l.ts', onIo('io.stdout.write("a")'), 'plugin'],
  ['wallet/node/j.ts', onIo('io.stderr.write("a")'), 'plugin'],
  ['verifier/j.ts', onIo('io.ask("a")'), 'plugin'],
  // writes go through transact()
  ['issuer/d.ts', onDatabase('database.transaction(async () => 1)'), 'plugin'],
  [
    'issuer/e.ts',
    onDatabase('database.manager.transaction("SERIALIZABLE", async () => 1)'),
    'plugin',
  ],
  ['verifier/d.ts', onDatabase('database.createQueryRunner().startTransaction()'), 'plugin'],
  ['wallet/node/c.ts', onDatabase('database.manager.save({ id: 1 })'), 'plugin'],
  ['wallet/server/b.ts', onDatabase('database.repository.save(entity, { id: 1 })'), 'plugin'],
  ['shared/server/c.ts', onDatabase('database.getRepository(entity)'), 'plugin'],
  ['shared/node/d.ts', onDatabase('database.manager.save(entity, { id: 1 })'), 'plugin'],
  // style
  ['issuer/f.ts', 'export default 1', 'noDefaultExport'],
  ['issuer/g.ts', 'export const value: any = 1', 'noExplicitAny'],
  [
    'issuer/h.ts',
    'export function first(list: string[]) {\n  return list[0]!\n}',
    'noNonNullAssertion',
  ],
  ['issuer/i.ts', 'console.log(1)', 'noConsole'],
  ['issuer/Award.ts', 'export const award = 1', 'useFilenamingConvention'],
  ['issuer/j.ts', "export * from './k.ts'", 'noReExportAll'],
]

/** The same acts where they belong. */
const permitted: [path: string, code: string][] = [
  ['shared/node/kms/ok.ts', importOf('node:crypto')],
  ['shared/node/database/ok.ts', onDatabase('database.save(entity).startTransaction()')],
  ['shared/server/ok.ts', importOf('../node/logger.ts')],
  ['issuer/ok.ts', importOf('../shared/server/http-app.ts')],
  ['wallet/core/ok.ts', importOf('../../shared/verify/report.ts')],
  ['wallet/node/ok.ts', importOf('../core/receive.ts')],
  ['wallet/node/also-ok.ts', importOf('../../shared/node/logger.ts')],
  ['wallet/server/ok.ts', importOf('../../shared/server/http-app.ts')],
  ['wallet/web/ok.tsx', importOf('../core/receive.ts')],
  ['wallet/web/look/ok.ts', "import '../../../shared/server/styles/base.css'"],
  ['wallet/web/device/ok.ts', 'export const [answer, now] = [fetch("/api"), Date.now()]'],
  ['verifier/main.ts', 'export const port = process.env.PORT'],
  ['issuer/start.ts', 'export const now = new Date()'],
  ['issuer/dates.ts', 'export const epoch = new Date(0)'],
  [
    'bin/ok.ts',
    `${importOf('../issuer/start.ts')}\nexport const answer = fetch('https://example.org')`,
  ],
]

function importOf(module: string): string {
  return `import { thing } from '${module}'\nexport const value = thing()`
}

function onDatabase(expression: string): string {
  return `export function act(database: Thing, entity: Thing) {\n  return ${expression}\n}`
}

function onIo(expression: string): string {
  return `export function act(io: Thing) {\n  return ${expression}\n}`
}

const zReport = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), location: z.object({ path: z.string() }).loose() }).loose(),
  ),
})

describe('biome.json', () => {
  const folder = sharedTemporaryFolder()
  const seen = new Map<string, Set<string>>()

  beforeAll(() => {
    cpSync(join(root, '.biome'), join(folder, '.biome'), { recursive: true })
    const configuration = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...configuration, vcs: {} }))
    for (const [path, code] of [...violations, ...permitted]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${code}\n`)
    }
    for (const { category, location } of zReport.parse(JSON.parse(lint(folder))).diagnostics) {
      const path = location.path.replace(`${folder}/`, '')
      const rule = category.split('/').at(-1) ?? category
      seen.set(path, (seen.get(path) ?? new Set()).add(rule))
    }
  })

  it.each(violations)('refuses %s', (path, _code, rule) => {
    expect([...(seen.get(path) ?? [])]).toContain(rule)
  })

  it.each(permitted)('lets %s pass', (path) => {
    expect([...(seen.get(path) ?? [])]).toEqual([])
  })
})

function lint(folder: string): string {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const flags = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
  try {
    return execFileSync(process.execPath, [biome, ...flags], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    // it ends with 1 when it finds something, which is what it is here for
    return z.object({ stdout: z.string() }).parse(error).stdout
  }
}
