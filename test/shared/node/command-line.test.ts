import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  type CommandIo,
  confirm,
  exitCodes,
  print,
  readStdin,
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

describe('readStdin', () => {
  it('reads all of it', async () => {
    expect(await readStdin(createTestIo({ stdin: 'ŵ and more' }))).toBe('ŵ and more')
  })

  it('refuses more than ten megabytes', async () => {
    await expect(readStdin(createTestIo({ stdin: 'x'.repeat(10_000_001) }))).rejects.toEqual(
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
