import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './support/temp-folder.ts'

const script = fileURLToPath(new URL('../bin/side-by-side.js', import.meta.url))

/** Each waits for what the other writes: one after another would never end. */
const waiting = (own: string, others: string) =>
  `echo ${own} begins; touch ${own}; until test -e ${others}; do sleep 0.02; done; echo ${own} ends`

function runSideBySide(scripts: Record<string, string>) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, ...Object.keys(scripts)],
    { cwd: folder, encoding: 'utf8', timeout: 60_000 },
  )
  const lines = stdout.split('\n').filter((line) => /^\w+ (begins|ends|fails)$/.test(line))
  return { status, lines, stderr }
}

describe('side-by-side', () => {
  it('runs scripts at the same time, and shows what each printed in one piece', () => {
    const { status, lines, stderr } = runSideBySide({
      one: waiting('one', 'two'),
      two: waiting('two', 'one'),
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect([lines.slice(0, 2), lines.slice(2)].toSorted()).toEqual([
      ['one begins', 'one ends'],
      ['two begins', 'two ends'],
    ])
  })

  it('fails when one of them fails, names it, and waits for the others', () => {
    const ran = runSideBySide({
      well: waiting('well', 'badly'),
      badly: 'touch badly; echo badly fails; exit 3',
    })
    expect(ran).toEqual({
      status: 1,
      lines: expect.arrayContaining(['badly fails', 'well begins', 'well ends']),
      stderr: 'Failed: badly\n',
    })
  })
})
