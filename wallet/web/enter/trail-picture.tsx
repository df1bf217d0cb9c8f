const stones = [
  { hue: 'harbour', at: 6, size: 0.62 },
  { hue: 'clay', at: 74, size: 0.86 },
  { hue: 'fern', at: 164, size: 0.68 },
  { hue: 'heather', at: 238, size: 0.78 },
] as const

const foot = 100

/** What a wallet is for, before it holds anything: milestones on a trail. */
export function TrailPicture() {
  return (
    <svg class="trail-picture" viewBox="0 0 320 102" aria-hidden="true" focusable="false">
      <path class="trail-picture__ground" d={`M0 ${foot}h320`} />
      {stones.map(({ hue, at, size }) => (
        <g
          key={hue}
          class={`stone--${hue}`}
          transform={`translate(${at} ${foot - 113 * size}) scale(${size})`}
        >
          <path class="stone__rim" stroke-width="2.5" d="M5 113V48a43 43 0 0 1 86 0v65z" />
          <path class="stone__face" d="M12 106V48a36 36 0 0 1 72 0v58z" />
          <path class="stone__band" d="M12 84h72v22H12z" />
        </g>
      ))}
    </svg>
  )
}
