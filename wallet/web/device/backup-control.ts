import { decodeBase64url } from '../../../shared/did/base-encoding.ts'
import { badgesOfAnother } from '../../core/backup/badges-of-another.ts'
import { type CopyKeeper, type CopyRow, isBehind } from '../../core/backup/copy-keeper.ts'
import { mergeSnapshot } from '../../core/backup/merge-snapshot.ts'
import { parseSnapshot, readSnapshot, type Snapshot } from '../../core/backup/snapshot.ts'
import { keyStore } from '../../core/vault/identity.ts'
import { recoveryCodeOf } from '../../core/vault/recovery-code.ts'
import { moveSealedKey } from '../../core/vault/sealed-key.ts'
import type { SealedRows } from '../../core/vault/sealed-rows.ts'
import { openVaultFile, parseVaultFile, sealVaultFile } from '../../core/vault/vault-file.ts'
import { openDataKey, type Wrap } from '../../core/vault/way-in.ts'
import type { WalletPorts } from '../../core/wallet-ports.ts'
import type { BackupControl, CopyState } from './open-wallet.ts'
import { secretOfWay } from './secret-of-way.ts'
import { webCrypto } from './web-crypto.ts'

export type BackupPorts = {
  rows: SealedRows
  wallet: WalletPorts
  keeper: CopyKeeper
  dataKey: () => CryptoKey
  readWraps: () => Promise<Wrap[]>
  clock: () => Date
  onChange: () => void
}

/** Everything about safety that a page offers: the copy on the server, the file, the code. */
export function createBackupControl(ports: BackupPorts): BackupControl {
  const { rows, keeper, dataKey, readWraps, clock, onChange } = ports
  const told = async (change: Promise<CopyRow>) => {
    const state = stateOf(await change)
    onChange()
    return state
  }
  return {
    copy: async () => stateOf(await keeper.read()),
    saveCopy: () => told(keeper.save()),
    switchCopy: (isOn) => told(keeper.switchTo(isOn).then((row) => (isOn ? keeper.save() : row))),
    async file() {
      const madeAt = clock()
      const { counter } = await keeper.read()
      const payload = await readSnapshot(rows, madeAt)
      const input = { payload, counter, wraps: await readWraps(), dataKey: dataKey() }
      const text = await sealVaultFile(input, webCrypto)
      return { fileName: `waymark-${madeAt.toISOString().slice(0, 10)}.waymark-wallet`, text }
    },
    async mergeFile(text, way) {
      const file = parseVaultFile(text)
      const fileKey = await openDataKey(file.wraps, await secretOfWay(way, file.wraps), webCrypto)
      const snapshot = parseSnapshot(await openVaultFile(file, fileKey, webCrypto))
      const merged = await mergeForeign(snapshot, fileKey, ports)
      onChange()
      return { ...merged, madeAt: snapshot.madeAt }
    },
    async recoveryCode() {
      const { locator } = await keeper.read()
      return recoveryCodeOf(decodeBase64url(locator), webCrypto)
    },
  }
}

async function mergeForeign(snapshot: Snapshot, fileKey: CryptoKey, ports: BackupPorts) {
  const { rows, wallet, dataKey } = ports
  const holders = [
    ...(await wallet.agent.listHolders()).map(({ did }) => did),
    ...snapshot.identity.holders.map(({ did }) => did),
  ]
  const badges = await badgesOfAnother(snapshot.badges, holders, wallet)
  const trusted = { ...snapshot, badges, consentedHosts: [] }
  const curves = new Map(snapshot.identity.keys.map(({ row, curve }) => [row, curve]))
  return mergeSnapshot(
    trusted,
    {
      rows,
      store: wallet.store,
      sealedKey: (row, sealed) => {
        const [place, curve] = [{ store: keyStore, id: row }, curves.get(row) ?? 'Ed25519']
        const from = { curve, place, dataKey: fileKey }
        return moveSealedKey(sealed, from, { place, dataKey: dataKey() }, webCrypto)
      },
    },
    { bringsBack: true },
  )
}

function stateOf(row: CopyRow): CopyState {
  const { isOn, savedAt, byteCount, failure } = row
  const saved = { ...(savedAt && { savedAt }), ...(byteCount !== undefined && { byteCount }) }
  if (!isOn) return { isOn, status: 'none' }
  if (failure !== undefined) return { isOn, status: 'failed', ...saved, failure }
  if (isBehind(row)) return { isOn, status: 'waiting', ...saved }
  return { isOn, status: savedAt === undefined ? 'none' : 'saved', ...saved }
}
