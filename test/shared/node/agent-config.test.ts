import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { findAgentFile, loadAgent } from '../../../shared/node/agent-config.ts'
import { needBuiltApplications } from '../../support/built-applications.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const root = new URL('../../..', import.meta.url).pathname
const parts = './test/shared/node/agent-parts.ts'

/** An agent whose one plugin answers `parts` with the value at `/value` of the file. */
function agentFileWith(value: string): string {
  const file = join(temporaryFolder(), 'agent.yml')
  const agent = `
wallet:
  $require: '@veramo/core#Agent'
  $args:
    - plugins:
        - $require: ${parts}#Plugin
          $args: [{ $ref: /value }]
`
  writeFileSync(file, `${agent}\n${value}`)
  return file
}

type Parts = { parts: () => Promise<unknown> }

async function load(
  value: string,
  options: { env?: Record<string, string>; ports?: Record<string, unknown> } = {},
): Promise<unknown> {
  const agent = await loadAgent<Parts>({
    file: agentFileWith(value),
    name: 'wallet',
    env: options.env ?? {},
    ports: options.ports ?? {},
  })
  return agent.parts()
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (isAppError(error) ? `${error.code}: ${error.message}` : String(error)),
  )
}

describe('loadAgent', () => {
  it.each([
    ['plain values', 'value: { a: 1, b: [true, null, text] }', { a: 1, b: [true, null, 'text'] }],
    [
      'a class, which is the usual',
      `value: { $require: '${parts}#Box', $args: [1, [2]] }`,
      { kind: 'box', args: [1, [2]] },
    ],
    ['a class by name', `value: { $require: '${parts}?t=class#Box' }`, { kind: 'box', args: [] }],
    [
      'a function',
      `value: { $require: '${parts}?t=function#collect', $args: [1, { a: 2 }] }`,
      { kind: 'collected', args: [1, { a: 2 }] },
    ],
    [
      'a function that takes its time',
      `value: { $require: '${parts}?t=function#collectLater', $args: [1] }`,
      { kind: 'collected later', args: [1] },
    ],
    [
      'an object',
      `value: { $require: '${parts}?t=object#settings' }`,
      { deep: { 'a/b': [10, 20] } },
    ],
    ['a part of an object', `value: { $require: '${parts}?t=object&p=/deep/a~1b/1#settings' }`, 20],
    [
      'a part of what a function answers',
      `value: { $require: '${parts}?t=function&p=/args/0#collect', $args: [7] }`,
      7,
    ],
    ['a package', `value: { $require: 'node:path?t=object&p=/sep#posix' }`, '/'],
    [
      'values within arguments',
      `value: { $require: '${parts}#Box', $args: [{ a: { $require: '${parts}#Box' } }] }`,
      { kind: 'box', args: [{ a: { kind: 'box', args: [] } }] },
    ],
    ['another value of the file', 'value: { a: { $ref: /other/b } }\nother: { b: 5 }', { a: 5 }],
    ['a value that the application gives', 'value: { $ref: /ports/clock }', 'a clock'],
    ['a part of one', 'value: { $ref: /ports/nested/a }', 1],
    ['a variable of the environment', 'value: { $env: NAME }', 'from outside'],
    [
      'a variable that is set, over its default',
      'value: { $env: NAME, $default: 3 }',
      'from outside',
    ],
    ['the default of a variable that is not', 'value: { $env: OTHER, $default: 3 }', 3],
    ['the default of a variable that is empty', 'value: { $env: EMPTY, $default: 3 }', 3],
    [
      'YAML anchors and merges',
      'base: &base { a: 1, b: 2 }\nvalue: { <<: *base, b: 3 }',
      { a: 1, b: 3 },
    ],
  ])('builds %s', async (_name, value, expected) => {
    const ports = { clock: 'a clock', nested: { a: 1 } }
    const env = { NAME: 'from outside', EMPTY: '' }
    expect(JSON.parse(JSON.stringify(await load(value, { env, ports })))).toEqual(expected)
  })

  it('builds what is referred to once, and hands the same to all', async () => {
    const value = `value: [{ $ref: /shared }, { $ref: /shared }]\nshared: { $require: '${parts}#Box' }`
    const [first, second] = Object.values(Object(await load(value)))
    expect(first).toBe(second)
  })

  it('hands what the application gives as it is', async () => {
    const clock = () => new Date(0)
    expect(await load('value: { $ref: /ports/clock }', { ports: { clock } })).toBe(clock)
  })

  it.each([
    [
      'a variable that is missing',
      'value: { $env: CITY_NAME }',
      '/value: the environment variable CITY_NAME is not set and has no $default',
    ],
    [
      'an export that is missing',
      `value: { a: { $require: '${parts}#Nothing' } }`,
      `/value/a: ${parts} has no export Nothing`,
    ],
    [
      'a default export that is missing',
      `value: { $require: '${parts}' }`,
      `/value: ${parts} has no export default`,
    ],
    [
      'a module that is missing',
      "value: [1, { $require: './nowhere.ts#X' }]",
      '/value/1: ./nowhere.ts cannot be imported',
    ],
    [
      'a package that is missing',
      "value: { $require: '@nobody/nothing#X' }",
      '/value: @nobody/nothing cannot be imported',
    ],
    [
      'a pointer to nothing',
      'value: { $ref: /other/b }\nother: {}',
      '/other/b: there is nothing at this pointer',
    ],
    [
      'a port that was not given',
      'value: { $ref: /ports/clock }',
      '/ports/clock: there is nothing at this pointer',
    ],
    [
      'an inherited member',
      'value: { $ref: /ports/toString }',
      '/ports/toString: there is nothing at this pointer',
    ],
    [
      'a pointer into what is required',
      `value: { $require: '${parts}?t=object&p=/deep/c#settings' }`,
      '/deep/c: there is nothing at this pointer',
    ],
    [
      'a pointer without its slash',
      'value: { $ref: other }\nother: 1',
      'other: a pointer starts with /',
    ],
    [
      'a circle',
      'value: { $ref: /a }\na: { b: { $ref: /value } }',
      '/value: refers to itself: /wallet → /value → /a → /value',
    ],
    ['itself', 'value: { $ref: /value }', '/value: refers to itself: /wallet → /value → /value'],
    [
      'a directive that it does not know',
      "value: { $requre: 'x' }",
      '/value: $requre does not belong beside $ directives',
    ],
    [
      'a member beside a directive',
      'value: { $ref: /ports/a, more: 1 }',
      '/value: more does not belong beside $ directives',
    ],
    [
      'arguments that are not a list',
      `value: { $require: '${parts}#Box', $args: { a: 1 } }`,
      '/value: $args is a list',
    ],
    ['arguments of nothing', 'value: { $args: [] }', '/value: $args and $default need a directive'],
    [
      'a type that it does not know',
      `value: { $require: '${parts}?t=klass#Box' }`,
      '/value: $require is module?t=class|function|object&p=/pointer#Export',
    ],
    ['a $require that is no text', 'value: { $require: 5 }', '/value: $require is a text'],
    [
      'a function called as a class',
      `value: { $require: '${parts}#arrow' }`,
      '/value: what it requires fails to build as a class',
    ],
    [
      'a class called as a function',
      `value: { $require: '${parts}?t=function#Box' }`,
      '/value: what it requires fails to build as a function',
    ],
    [
      'an object called as a function',
      `value: { $require: '${parts}?t=function#settings' }`,
      '/value: what it requires is not a function',
    ],
    [
      'a constructor that throws',
      `value: { $require: '${parts}#Broken' }`,
      '/value: what it requires fails to build as a class',
    ],
  ])('says where it found %s', async (_name, value, message) => {
    expect(await failureOf(load(value))).toBe(`agent_config_invalid: agent.yml, ${message}`)
  })

  it('lets a coded error of what it builds through', async () => {
    const value = `value: { $require: '${parts}#KeyMissing' }`
    expect(await failureOf(load(value))).toBe('key_encryption_key_missing: say where it is')
  })

  it('refuses a file that is not there', async () => {
    const failure = await failureOf(
      loadAgent({ file: '/nowhere/agent.yml', name: 'wallet', env: {}, ports: {} }),
    )
    expect(failure).toBe('agent_config_invalid: The agent file cannot be read as YAML')
  })

  it('refuses an agent that the file does not declare', async () => {
    const file = agentFileWith('value: 1')
    const failure = await failureOf(loadAgent({ file, name: 'verifier', env: {}, ports: {} }))
    expect(failure).toBe(
      'agent_config_invalid: agent.yml, /verifier: there is nothing at this pointer',
    )
  })

  it.each([
    [
      'what is not YAML',
      '{ wallet: [',
      'agent_config_invalid: The agent file cannot be read as YAML',
    ],
    [
      'an empty file',
      '',
      'agent_config_invalid: agent.yml, /wallet: there is nothing at this pointer',
    ],
    [
      'what is not an agent',
      'wallet: { a: 1 }',
      'agent_config_invalid: /wallet is not a Veramo agent; it requires @veramo/core#Agent',
    ],
  ])('refuses %s as a file', async (_name, text, message) => {
    const file = join(temporaryFolder(), 'agent.yml')
    writeFileSync(file, text)
    const failure = await failureOf(loadAgent({ file, name: 'wallet', env: {}, ports: {} }))
    expect(failure).toBe(message)
  })
})

describe('the compiled loader', () => {
  it('finds agent.yml and requires the compiled modules that it names', async () => {
    await needBuiltApplications()
    const loader = pathToFileURL(join(root, 'dist/shared/node/agent-config.js')).href
    const script = `
      import { findAgentFile, loadAgent } from '${loader}'
      const ports = { agentStores: {}, sealedKeys: {}, keyEncryptionKey: {}, owner: 'x', clock: () => new Date(0), didResolver: { resolve() {} }, verification: {} }
      const names = []
      for (const name of ['issuer', 'wallet', 'verifier']) {
        const agent = await loadAgent({ file: findAgentFile(), name, env: {}, ports })
        names.push(...(await agent.didManagerGetProviders()))
      }
      process.stdout.write(JSON.stringify({ file: findAgentFile(), names: [...new Set(names)] }))`
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual({
      file: findAgentFile(),
      names: ['did:web', 'did:key', 'did:jwk'],
    })
  })
})
