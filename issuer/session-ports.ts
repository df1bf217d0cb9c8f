import { parseDid } from '../shared/did/did.ts'
import type { CheckCodePorts } from './learner-codes/check-code.ts'
import type { RegisterPorts } from './registers/register-ports.ts'
import type { WallPorts } from './wall-codes/take-badge.ts'
import { createWallSecrets } from './wall-codes/wall-code.ts'
import { wallsOnDay } from './wall-codes/walls-on-day.ts'

/** What giving badges in a room stands on: registers, codes on the wall, learners' codes. */
export type SessionPorts = RegisterPorts & WallPorts & CheckCodePorts

type Given = Omit<SessionPorts, 'walletUrl' | 'wallSecrets' | 'wallsOn' | 'cityDid'> & {
  cityDid: string
  config: { walletUrl: string }
}

export function sessionPorts<Services extends Given>(services: Services) {
  const { database, clock, config } = services
  return {
    ...services,
    cityDid: parseDid(services.cityDid),
    walletUrl: config.walletUrl,
    wallSecrets: createWallSecrets(services.derive),
    wallsOn: ((key, day) =>
      wallsOnDay(key, day, { reader: database.reader, clock })) satisfies RegisterPorts['wallsOn'],
  }
}
