import { RadioGroup } from '../parts/radio-group.tsx'
import { setLanguage } from '../shell/settings.ts'
import { useLanguage, useText } from '../shell/words.ts'

export function ChooseLanguage() {
  const text = useText()
  return (
    <RadioGroup
      isHeading
      legend={text('you.language')}
      value={useLanguage()}
      onChoose={setLanguage}
      options={[
        { value: 'en', label: 'English', lang: 'en' },
        { value: 'cy', label: 'Cymraeg', lang: 'cy' },
      ]}
    />
  )
}
