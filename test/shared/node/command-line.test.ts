import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  ask,
  type CommandIo,
  confirm,
  exitCodes,
  notify,
  print,
  readStdinBytes,
  runProgram,
  stateFolder,
} from '../../../shared/node/command-line.ts'
import { createTestIo } from '../../support/command-io.ts'

function programThat(act: (io: CommandIo) => void | Promise<void>, io: CommandIo): Command {
  const group = new Command('city').description('what the city does')
  group.addCommand(
    new Command('award')
      .description('award a badge')
      .requiredOption('--badge <id>', 'which badge')
      .option('--count <n>', 'how many', Number)
      .action(() => act(io)),
  )
  return new Command('waymark').addCommand(group)
}

async function run(
  argv: string[],
  act: (io: CommandIo) => void | Promise<void> = () => undefined,
  env = {},
) {
  const io = createTestIo({ env })
  const exitCode = await runProgram(programThat(act, io), argv, io)
  return { exitCode, output: io.output(), errors: io.errors() }
}

const award = ['city', 'award', '--badge', 'b']

describe('runProgram', () => {
  it('ends with 0 when the command ends well', async () => {
    expect(await run(award)).toEqual({ exitCode: 0, output: '', errors: '' })
  })

  it('ends with what the command says', async () => {
    const result = await run(award, (io) => {
      io.exitCode = exitCodes.unknown
    })
    expect(result).toEqual({ exitCode: 2, output: '', errors: '' })
  })

  it.each([
    ['offer_malformed', exitCodes.refused],
    ['input_unreadable', exitCodes.noInput],
    ['not_found', exitCodes.refused],
    ['fetch_failed', exitCodes.unavailable],
    ['database_unavailable', exitCodes.unavailable],
    ['config_invalid', exitCodes.configuration],
    ['key_encryption_key_missing', exitCodes.configuration],
  ] as const)('prints %s in one line', async (code, exitCode) => {
    const result = await run(award, () => {
      throw new AppError(code, 'what is wrong\n  and what to do', { cause: new Error('secret') })
    })
    expect(result).toEqual({
      exitCode,
      output: '',
      errors: `${code}: what is wrong and what to do\n`,
    })
  })

  it('says little of what nobody expected', async () => {
    const result = await run(award, () => Promise.reject(new TypeError('secret of the input')))
    expect(result).toEqual({
      exitCode: exitCodes.internal,
      output: '',
      errors:
        'internal error: Waymark met something that it did not expect. Run again with WAYMARK_DEBUG=1 and report what it prints.\n',
    })
  })

  it('prints the stack of what nobody expected when asked to', async () => {
    const fail = () => Promise.reject(new TypeError('what happened'))
    const { errors } = await run(award, fail, { WAYMARK_DEBUG: '1' })
    expect(errors).toMatch(/TypeError: what happened\n\s+at /)
  })

  it.each([
    ['an unknown command', ['city', 'dance']],
    ['an unknown option', [...award, '--colour', 'red']],
    ['a missing option', ['city', 'award']],
  ])('refuses %s as usage, also below a subcommand', async (_name, argv) => {
    const { exitCode, output, errors } = await run(argv)
    expect({ exitCode, output }).toEqual({ exitCode: exitCodes.usage, output: '' })
    expect(errors).toMatch(/^error: /)
    expect(errors).not.toMatch(/ at .*:\d+:\d+/)
  })

  it.each([[['--help']], [['city', '--help']], [['city', 'award', '--help']]])(
    'shows help for %j and ends well',
    async (argv) => {
      const { exitCode, output, errors } = await run(argv)
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
      expect(output).toMatch(/^Usage: waymark/)
    },
  )
})

describe('print', () => {
  const result = { json: { a: [1] }, human: 'one thing' }
  it.each([
    ['text for people', undefined, 'one thing\n'],
    ['text for people', false, 'one thing\n'],
    ['JSON for programs', true, '{\n  "a": [\n    1\n  ]\n}\n'],
  ])('writes %s', (_name, asJson, expected) => {
    const io = createTestIo()
    print(io, result, asJson)
    expect(io.output()).toBe(expected)
  })

  it('adds no second line break', () => {
    const io = createTestIo()
    print(io, { json: {}, human: 'a line\n' })
    expect(io.output()).toBe('a line\n')
  })
})

describe('confirm', () => {
  it.each([
    ['y', true],
    ['Yes ', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
  ])('takes %j as %s', async (answer, expected) => {
    const io = createTestIo({ answers: [answer] })
    expect(await confirm(io, 'Show it?')).toBe(expected)
    expect(io.questions).toEqual(['Show it? [y/N] '])
  })

  it('is no without a terminal, and asks nobody', async () => {
    const io = createTestIo()
    expect(await confirm(io, 'Show it?')).toBe(false)
    expect(io.questions).toEqual([])
  })
})

/** Moves the cursor, retitles the window, reorders or hides text: by C0, DEL, C1, bidirectional and zero-width characters. */
const hostile = [
  ['a colour', '\u001b[31m', '[31m'],
  ['a title and a bell', '\u001b]0;x\u0007', ']0;x'],
  ['a carriage return', '\r', ''],
  ['a backspace and a delete', '\b\u007f', ''],
  ['a C1 control sequence', '\u009b31m', '31m'],
  ['a bidirectional override', '\u202e', ''],
  ['an isolate', '\u2066x\u2069', 'x'],
  ['a mark', '\u200f\u061c', ''],
  ['a zero-width space, joiner and byte order mark', '\u200b\u200d\ufeff', ''],
  ['a soft hyphen', '\u00ad', ''],
  ['other line breaks', '\u2028\u2029', ''],
  ['letters of a tag', '\u{e0001}\u{e0041}', ''],
  ['half a character', '\ud83d', ''],
] as const

describe('what reaches a terminal', () => {
  it.each(hostile)('has no %s, printed', (_name, text, left) => {
    const io = createTestIo()
    print(io, { json: {}, human: `a${text}b\tĵ\nŵ` })
    expect(io.output()).toBe(`a${left}b\tĵ\nŵ\n`)
  })

  it.each(hostile)('has no %s as JSON, and means the same', (_name, text) => {
    const io = createTestIo()
    const json = { [`a${text}`]: [`ŵ\n${text}`] }
    print(io, { json, human: '' }, true)
    expect(io.output()).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    expect(JSON.parse(io.output())).toEqual(json)
  })

  it.each(hostile)('has no %s as a notice, a question or a failure', async (_name, text, left) => {
    const io = createTestIo({ answers: ['', 'y'] })
    notify(io, `a${text}b`)
    await confirm(io, `a${text}b`)
    expect(await ask(io, `a${text}b: `)).toBe('y')
    expect(io.errors()).toBe(`a${left}b\n`)
    expect(io.questions).toEqual([`a${left}b [y/N] `, `a${left}b: `])
    const { errors } = await run(award, () => {
      throw new AppError('conflict', `a${text}b`)
    })
    expect(errors).toBe(`conflict: a${left}b\n`)
    expect((await run([`a${text}b`])).errors).toContain(`'a${left}b'`)
  })
})

describe('readStdinBytes', () => {
  it('reads all of it', async () => {
    const bytes = await readStdinBytes(createTestIo({ stdin: 'ŵ and more' }))
    expect(bytes.toString('utf8')).toBe('ŵ and more')
  })

  it('refuses more than ten megabytes', async () => {
    await expect(readStdinBytes(createTestIo({ stdin: 'x'.repeat(10_000_001) }))).rejects.toEqual(
      new AppError('body_too_large', 'Standard input is longer than ten megabytes'),
    )
  })
})

describe('stateFolder', () => {
  it.each([
    ['the package', {}, '/opt/waymark/.waymark'],
    ['the package, when the variable is empty', { WAYMARK_HOME: ' ' }, '/opt/waymark/.waymark'],
    ['where the variable says', { WAYMARK_HOME: '/var/lib/waymark' }, '/var/lib/waymark'],
    ['below where the command runs', { WAYMARK_HOME: 'state' }, `${process.cwd()}/state`],
  ])('is in %s', (_name, env, expected) => {
    expect(stateFolder({ env, packageRoot: '/opt/waymark' })).toBe(expected)
  })
})
