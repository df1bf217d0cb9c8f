import { Readable } from 'node:stream'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { createTestClock } from './clock.ts'

export type TestIo = CommandIo & {
  /** What was written so far. */
  output(): string
  errors(): string
  questions: string[]
}

export type TestIoOptions = {
  stdin?: string | Uint8Array
  /** What a person at the terminal types, one answer after the other; without it there is no terminal. */
  answers?: string[]
  env?: Record<string, string>
  packageRoot?: string
  clock?: () => Date
}

/** A terminal, or none, for tests of commands. */
export function createTestIo(options: TestIoOptions = {}): TestIo {
  const written: string[] = []
  const complaints: string[] = []
  const questions: string[] = []
  const answers = [...(options.answers ?? [])]
  return {
    stdout: { write: (text) => written.push(text) },
    stderr: { write: (text) => complaints.push(text) },
    stdin: Readable.from(options.stdin === undefined ? [] : [options.stdin]),
    isTerminal: options.answers !== undefined,
    async ask(question) {
      questions.push(question)
      const answer = answers.shift()
      if (answer === undefined) throw new Error(`nobody answers: ${question}`)
      return answer
    },
    env: options.env ?? {},
    packageRoot: options.packageRoot ?? '/nowhere',
    clock: options.clock ?? createTestClock(),
    exitCode: 0,
    output: () => written.join(''),
    errors: () => complaints.join(''),
    questions,
  }
}
