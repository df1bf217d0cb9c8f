import { RadioGroup } from '../parts/radio-group.tsx'
import { appearance, appearances, setAppearance } from '../shell/settings.ts'
import { useStore } from '../shell/store.ts'
import { useText } from '../shell/words.ts'

export function ChooseAppearance() {
  const text = useText()
  return (
    <RadioGroup
      isHeading
      legend={text('you.appearance')}
      value={useStore(appearance)}
      onChoose={setAppearance}
      options={appearances.map((value) => ({ value, label: text(`you.appearance-${value}`) }))}
    />
  )
}
