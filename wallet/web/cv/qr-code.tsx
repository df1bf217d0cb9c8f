import { loadPart } from '../shell/load-part.ts'
import { useLoaded } from '../shell/use-loaded.ts'

/** A text as a code that a phone reads from this screen: always dark on light, with its quiet zone. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const loaded = useLoaded(content, async () => {
    const { drawQrCode } = await loadPart(() => import('../../../shared/look/qr-code.ts'))
    return { code: drawQrCode(content) }
  })
  const code = loaded?.code
  if (code === undefined) return null
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shape-rendering="crispEdges"
    >
      <path class="qr-code__ground" d={`M0 0h${code.size}v${code.size}H0z`} />
      <path class="qr-code__modules" d={code.path} />
    </svg>
  )
}
