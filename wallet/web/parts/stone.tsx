import {
  isStonePicture,
  layerGlyphs,
  type Stone as StoneModel,
  stoneGlyphs,
} from '../../../shared/look/stone.ts'
import type { HowShown } from '../../../shared/skills/how-shown.ts'
import { type Text, useText } from '../shell/words.ts'

type StoneProps = {
  stone: StoneModel
  /** Small: 56 px beside the badge's name, which then says it all. Large: stands alone. */
  size?: 'small' | 'large'
  /** It was just taken: it sets down in one short motion, where motion is welcome. */
  isNew?: boolean
}

/** A badge as a milestone stone, on a field of 96 by 116: arched top, flat foot. */
export function Stone({ stone, size = 'large', isNew = false }: StoneProps) {
  const text = useText()
  const isSmall = size === 'small'
  const word = wordOf(stone, isSmall, text)
  const classes = [
    'stone',
    `stone--${stone.hue}`,
    isSmall && 'stone--small',
    stone.isRevoked && 'stone--revoked',
    isNew && 'stone--sets',
  ]
  const described = isSmall
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': describe(stone, text) } as const)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is hidden, or has its name by aria-label
    <svg
      class={classes.filter(Boolean).join(' ')}
      viewBox="0 0 96 116"
      focusable="false"
      {...described}
    >
      <Rim howShown={stone.howShown} />
      <path class="stone__face" d="M12 106V48a36 36 0 0 1 72 0v58z" />
      <Face stone={stone} hasBand={word !== undefined} />
      {word !== undefined && <Band stone={stone} word={word} isSmall={isSmall} />}
      {stone.isEndorsed && <path class="stone__keystone" d="M38 1h20l-4 20H42z" />}
    </svg>
  )
}

function wordOf(stone: StoneModel, isSmall: boolean, text: Text): string | undefined {
  if (!stone.isRevoked) return stone.layer?.word
  return isSmall ? undefined : text('stone.revoked')
}

function describe(stone: StoneModel, text: Text): string {
  const parts = [
    stone.name,
    !stone.isRevoked && stone.layer?.word,
    stone.howShown && text(`stone.${stone.howShown}`),
    stone.isEndorsed && text('stone.endorsed'),
    stone.isRevoked && text('stone.revoked'),
  ]
  return parts.filter(Boolean).join('. ')
}

const rim = 'M5 113V48a43 43 0 0 1 86 0v65z'

/** How it was shown: dashed, single, double, solid; without a statement the stone has no rim. */
function Rim({ howShown }: { howShown: HowShown | undefined }) {
  if (howShown === undefined) return null
  if (howShown === 'self-stated') {
    return <path class="stone__rim" stroke-width="2.5" stroke-dasharray="6 4.5" d={rim} />
  }
  if (howShown === 'attended') return <path class="stone__rim" stroke-width="2.5" d={rim} />
  if (howShown === 'assessed') return <path class="stone__rim" stroke-width="6" d={rim} />
  return (
    <>
      <path class="stone__rim" stroke-width="2" d="M2.5 115.5V48a45.5 45.5 0 0 1 91 0v67.5z" />
      <path class="stone__rim" stroke-width="2" d="M7.5 110.5V48a40.5 40.5 0 0 1 81 0v62.5z" />
    </>
  )
}

function Face({ stone, hasBand }: { stone: StoneModel; hasBand: boolean }) {
  if (stone.picture !== undefined && isStonePicture(stone.picture)) {
    return (
      <image
        class="stone__picture"
        href={stone.picture}
        x="24"
        y={hasBand ? 30 : 36}
        width="48"
        height="48"
        preserveAspectRatio="xMidYMid meet"
      />
    )
  }
  if (stone.glyph === undefined) return null
  return (
    <path
      class="stone__glyph"
      d={stoneGlyphs[stone.glyph]}
      transform={`translate(28 ${hasBand ? 30 : 40}) scale(1.67)`}
    />
  )
}

type BandProps = { stone: StoneModel; word: string; isSmall: boolean }

/** The layer's sign and word, or the sign alone where the word would be too small to read. */
function Band({ stone, word, isSmall }: BandProps) {
  const sign = stone.isRevoked ? undefined : stone.layer?.glyph
  const isLong = word.length > 11
  return (
    <>
      <path class="stone__band" d="M12 84h72v22H12z" />
      {sign && (
        <path
          class="stone__layer"
          d={layerGlyphs[sign]}
          transform={isSmall ? 'translate(39 86) scale(1.5)' : 'translate(15 89)'}
        />
      )}
      {!isSmall && (
        <text
          class="stone__word"
          x={sign ? 30 : 48}
          y="98"
          {...(!sign && { 'text-anchor': 'middle' as const })}
          {...(isLong && { textLength: sign ? 51 : 66, lengthAdjust: 'spacingAndGlyphs' as const })}
        >
          {word}
        </text>
      )}
    </>
  )
}
