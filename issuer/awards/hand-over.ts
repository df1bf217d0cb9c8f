import type { StatusLists } from '../status/status-lists.ts'
import type { AwardRow } from './award-store.ts'
import { type IssueFilesPorts, issueFiles } from './issue-files.ts'

export type HandOverPorts = IssueFilesPorts & { statusLists: StatusLists }

/** What must be out before anybody is given an award: its status list, and its files where it is made at once. */
export async function makeReady(award: AwardRow, ports: HandOverPorts): Promise<void> {
  await ports.statusLists.makeReady({ provider: award.provider, id: award.statusList })
  if (award.delivery === 'download') await issueFiles(award, ports)
}
