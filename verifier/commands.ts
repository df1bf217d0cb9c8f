import type { Command } from 'commander'
import type { CommandIo } from '../shared/node/command-line.ts'

export function employerCommands(_program: Command, _io: CommandIo): void {
  throw new Error('being written')
}

export function checkCommands(_program: Command, _io: CommandIo): void {
  throw new Error('being written')
}
