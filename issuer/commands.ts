import type { Command } from 'commander'
import type { CommandIo } from '../shared/node/command-line.ts'

/** `waymark city …` */
export function issuerCommands(_program: Command, _io: CommandIo): void {
  throw new Error('being written')
}
