import { useState } from 'preact/hooks'
import type { WalletLink } from '../../../shared/given/read-link.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import { appPlace } from '../../core/import/app-place.ts'
import type { ImportInput } from '../../core/import/import-anything.ts'
import type { KeptBadge } from '../../core/import/import-badges.ts'
import { badgeRow } from '../../core/record/badge-row.ts'
import { useTask } from '../parts/use-task.ts'
import { navigate } from '../shell/place.ts'
import { useWallet } from '../shell/wallet-context.ts'

/** One thing to take in, and what it is called by. */
export type Source = { name: string; input: ImportInput | { file: Blob } }

export type ImportResult =
  | { kind: 'kept'; name: string; badge: KeptBadge }
  | { kind: 'failed'; name: string; error: unknown }
  | { kind: 'sealed-wallet'; name: string }

/** An address that waits for its owner's yes. */
export type Asked = { url: string; host: string }

export function useImport() {
  const wallet = useWallet()
  const task = useTask()
  const [results, setResults] = useState<ImportResult[]>()
  const [asked, setAsked] = useState<Asked>()

  async function take(sources: readonly Source[]): Promise<void> {
    await task.run(async (signal) => {
      const found: ImportResult[] = []
      for (const source of sources) {
        if (signal.aborted) return
        const more = await takeOne(source, signal)
        if (more === undefined) return
        found.push(...more)
      }
      setAsked(undefined)
      setResults((before = []) => [...before, ...found])
    })
  }

  /** Undefined where the person goes on elsewhere, or is asked first. */
  async function takeOne(
    { name, input }: Source,
    signal: AbortSignal,
  ): Promise<ImportResult[] | undefined> {
    try {
      // what reads files comes when the first one does
      const { importAnything } = await import('../../core/import/import-anything.ts')
      const given = 'file' in input ? { bytes: await bytesOf(input.file) } : input
      const outcomes = await importAnything(given, wallet.ports)
      // whoever went elsewhere meanwhile is not called away from there
      if (signal.aborted) return undefined
      for (const outcome of outcomes) {
        if (outcome.outcome === 'link') return follow(outcome.link)
      }
      return outcomes.flatMap((outcome): ImportResult[] => {
        if (outcome.outcome === 'link') return []
        if (outcome.outcome !== 'sealed-wallet' && 'url' in given) void keepPicture(outcome.badge)
        return outcome.outcome === 'sealed-wallet'
          ? [{ kind: 'sealed-wallet', name }]
          : [{ kind: 'kept', name, badge: outcome }]
      })
    } catch (error) {
      return [{ kind: 'failed', name, error }]
    }
  }

  /** Its host was agreed to; the badge is there already. */
  function keepPicture(badge: HeldBadge): Promise<void> {
    return wallet.pictures.keep(badgeRow(badge).picture).catch(() => undefined)
  }

  function follow(link: WalletLink): undefined {
    const place = appPlace(link)
    if (place === undefined) setAsked({ url: link.text, host: new URL(link.text).host })
    else navigate(place)
  }

  async function ask({ url }: Asked): Promise<void> {
    await wallet.consentToHost(url)
    await take([{ name: url, input: { url } }])
  }

  return {
    task,
    results,
    asked,
    take,
    ask,
    doNotAsk: () => setAsked(undefined),
    clear: () => setResults(undefined),
  }
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}
