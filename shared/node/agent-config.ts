import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { IPluginMethodMap, TAgent } from '@veramo/core-types'
import { parse } from 'yaml'
import { AppError } from '../errors/app-error.ts'
import { buildValue, type Declarations } from './agent-values.ts'
import type { Environment } from './config-reading.ts'

export type AgentName = 'issuer' | 'wallet' | 'verifier'

/** What the application has built and the declaration refers to as `/ports/<name>`. */
export type AgentPorts = Readonly<Record<string, unknown>>

/** The folder that holds shared/: the sources, or dist/ where they are compiled. */
const codeRoot = new URL('../../', import.meta.url)

/** Where agent.yml stands: in the package root, which is the code root or the folder above dist/. */
export function findAgentFile(): string {
  const beside = new URL('agent.yml', codeRoot)
  return fileURLToPath(existsSync(beside) ? beside : new URL('../agent.yml', codeRoot))
}

/**
 * Builds one of the agents that agent.yml declares, in Veramo's grammar:
 *
 * - `$require: module?t=class|function|object&p=/pointer#Export` with `$args: [ … ]`: an import, then `new`, a
 *   call, or the export itself; `./` starts at the folder that holds shared/;
 * - `$ref: /pointer`: another value of the file, built once; `/ports/…` is what the application gives;
 * - `$env: NAME`, with `$default` where it may be missing.
 *
 * The file is code, which the operator owns: never read it from anywhere else.
 * @throws AppError agent_config_invalid naming the place in the file
 */
export async function loadAgent<T extends IPluginMethodMap>(options: {
  file: string | URL
  name: AgentName
  env: Environment
  ports: AgentPorts
}): Promise<TAgent<T>> {
  const declarations: Declarations = {
    document: await readDocument(options.file),
    env: options.env,
    ports: options.ports,
    codeRoot,
  }
  const agent = await buildValue(declarations, `/${options.name}`)
  if (!isAgent(agent)) {
    throw new AppError(
      'agent_config_invalid',
      `/${options.name} is not a Veramo agent; it requires @veramo/core#Agent`,
    )
  }
  // which methods it has is decided by the plugins that the file names; T says what the caller relies on
  return agent as unknown as TAgent<T>
}

async function readDocument(file: string | URL): Promise<unknown> {
  const url = file instanceof URL ? file : pathToFileURL(file)
  try {
    return parse(await readFile(url, 'utf8'), { merge: true })
  } catch (cause) {
    throw new AppError('agent_config_invalid', 'The agent file cannot be read as YAML', { cause })
  }
}

function isAgent(value: unknown): value is { execute: (...args: never[]) => unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'execute' in value &&
    typeof value.execute === 'function'
  )
}
