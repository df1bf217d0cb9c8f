import { useText } from '../shell/words.ts'

/** Put in at build time. */
declare const appVersion: string

export function AboutApp() {
  const text = useText()
  return (
    <section>
      <h2>{text('you.about')}</h2>
      <p>{text('you.about-keys')}</p>
      <p>{text('you.about-account')}</p>
      <p>{text('you.about-free')}</p>
      <p class="second">{text('you.about-version', { version: appVersion })}</p>
    </section>
  )
}
