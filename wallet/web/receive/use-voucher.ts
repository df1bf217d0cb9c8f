import { useEffect, useState } from 'preact/hooks'
import type { Did } from '../../../shared/did/did.ts'
import { findVoucher, type Voucher } from '../../core/record/find-voucher.ts'
import { useWallet } from '../shell/wallet-context.ts'

export type KnownVoucher = Voucher & { isNewCity?: boolean }

/** Which city vouches for who offers a badge; nothing until that is known. */
export function useVoucher(issuer: Did | undefined): KnownVoucher | undefined {
  const { ports } = useWallet()
  const [voucher, setVoucher] = useState<KnownVoucher>()
  useEffect(() => {
    let isWanted = true
    async function ask(): Promise<KnownVoucher> {
      const [found, rows] = await Promise.all([findVoucher(issuer, ports), ports.store.listRows()])
      if (found.outcome !== 'listed') return found
      return { ...found, isNewCity: !rows.some(({ city }) => city?.did === found.city.did) }
    }
    ask().then(
      (found) => isWanted && setVoucher(found),
      // who vouches is then not known, which says so itself
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [issuer, ports])
  return voucher
}
