import { type SharedWords, sentenceOfCheck, titleOfCheck } from '../i18n/check-words.ts'
import { displayText } from '../i18n/display-text.ts'
import type { CheckName } from '../verify/check-names.ts'
import type { Check, CredentialReport } from '../verify/report.ts'

/** What a reader asks of a badge, answered in plain words whatever was found. */
export type BadgeAnswer = { question: string; answer: string }

const badgeQuestions = ['who', 'current', 'allowed', 'whose', 'unchecked'] as const

/** What the answers need of the row that they stand under, made safe to show. */
export type AnswerContext = {
  words: SharedWords
  sentChecks: readonly Check[]
  awarder: { name: string; domain?: string; warning?: string }
  /** Names of the cities that vouch. */
  route?: { city: string; other?: string } | undefined
}

export function badgeAnswers(report: CredentialReport, context: AnswerContext): BadgeAnswer[] {
  const answers: Record<(typeof badgeQuestions)[number], string> = {
    who: whoGave(report, context),
    current: isCurrent(report, context),
    allowed: wereAllowed(report, context),
    whose: whoseIsIt(report, context),
    unchecked: whatIsOpen(report, context),
  }
  return badgeQuestions.map((name) => ({
    question: context.words.say(`report.ask-${name}`),
    answer: answers[name],
  }))
}

function whoGave(report: CredentialReport, { words, awarder }: AnswerContext): string {
  const { name, domain, warning } = awarder
  const deciding = decisiveOf(checksNamed(report, ['shape', 'proof', 'issuer-key']))
  if (deciding.result !== 'pass') {
    const isNamed = displayText(report.credential?.issuer?.name) !== undefined
    const said = isNamed
      ? words.say('report.who-unproven', { name })
      : words.say('report.who-unnamed')
    return joined([said, sentenceOfCheck(deciding, words)])
  }
  return domain === undefined
    ? joined([words.say('report.who-nameless', { name }), warning])
    : joined([words.say('report.who-proven', { name, domain }), warning])
}

function isCurrent(report: CredentialReport, { words }: AnswerContext): string {
  const checks = checksNamed(report, ['dates', 'status'])
  const deciding = decisiveOf(checks)
  if (deciding.result === 'fail' || deciding.result === 'unknown') {
    const answer = deciding.result === 'fail' ? 'report.current-fail' : 'report.not-known'
    return joined([words.say(answer), sentenceOfCheck(deciding, words)])
  }
  const sentences = checks.map((check) => sentenceOfCheck(check, words))
  const isAsked = checks.every(({ result }) => result === 'pass')
  return joined([isAsked ? words.say('report.current-pass') : undefined, ...sentences])
}

function wereAllowed(report: CredentialReport, { words, route }: AnswerContext): string {
  const [accreditation] = checksNamed(report, ['accreditation'])
  const [log] = checksNamed(report, ['log'])
  if (accreditation === undefined) return words.say('report.not-known')
  const said = sentenceOfCheck(accreditation, words)
  if (accreditation.result === 'fail') return joined([words.say('report.allowed-fail'), said])
  if (accreditation.result !== 'pass') return joined([words.say('report.not-known'), said])
  const logged = log?.result === 'not-applicable' ? undefined : log && sentenceOfCheck(log, words)
  return log?.result === 'unknown' || log?.result === 'fail'
    ? joined([words.say('report.not-known'), said, logged])
    : joined([words.say('report.allowed-pass'), vouchedIn(route, words) ?? said, logged])
}

function vouchedIn(route: AnswerContext['route'], words: SharedWords): string | undefined {
  if (route === undefined) return undefined
  const { city, other } = route
  return other === undefined
    ? words.say('report.allowed-by', { city })
    : words.say('report.allowed-through', { city, other })
}

/** What was sent as a whole may be a copy, whatever its badges say. */
function whoseIsIt(report: CredentialReport, { words, sentChecks }: AnswerContext): string {
  const shown = [
    ...checksNamed(report, ['holder-binding']),
    ...sentChecks.filter(({ name }) => name === 'holder-binding'),
  ]
  const [recipient] = checksNamed(report, ['recipient'])
  const isCompared = recipient !== undefined && recipient.result !== 'not-applicable'
  const deciding = decisiveOf(shown)
  const isFile = deciding.code === 'not_asked'
  return joined([
    sentenceOfCheck(deciding, words),
    isFile ? words.say('report.whose-file') : undefined,
    isCompared ? sentenceOfCheck(recipient, words) : undefined,
  ])
}

function whatIsOpen(report: CredentialReport, { words, sentChecks }: AnswerContext): string {
  const all = [...report.checks, ...sentChecks]
  const titlesOf = (checks: readonly Check[]) =>
    [...new Set(checks.map(({ name }) => titleOfCheck(name, words)))]
      .map((title) => words.say('report.quoted', { title }))
      .join(', ')
  const open = all.filter(({ result }) => result === 'unknown')
  const unasked = all.filter(({ code }) => code === 'not_asked' || code === 'none')
  const asked = unasked.filter(({ name }) => leftOpen.includes(name))
  return joined([
    open.length > 0
      ? words.say('report.open-checks', { checks: titlesOf(open) })
      : words.say('report.open-none'),
    asked.length > 0 ? words.say('report.open-unasked', { checks: titlesOf(asked) }) : undefined,
  ])
}

/** Without these something that matters stays open; that nobody backs a badge does not. */
const leftOpen: readonly CheckName[] = ['status', 'accreditation', 'holder-binding']

function checksNamed({ checks }: CredentialReport, names: readonly CheckName[]): Check[] {
  return checks.filter(({ name }) => names.includes(name))
}

/** The one that says most against it; one that was made before one that could not be. */
function decisiveOf(checks: readonly Check[]): Check {
  const missing: Check = { name: 'shape', result: 'unknown', code: 'not_checked', detail: '' }
  const withResult = (result: Check['result']) => checks.filter((each) => each.result === result)
  const unknown = withResult('unknown')
  return (
    withResult('fail')[0] ??
    unknown.find(({ code }) => code !== 'not_checked') ??
    unknown[0] ??
    withResult('not-applicable')[0] ??
    checks[0] ??
    missing
  )
}

/** Nothing is said twice. */
function joined(sentences: readonly (string | undefined)[]): string {
  const said = sentences.filter((sentence) => sentence !== undefined && sentence !== '')
  return [...new Set(said)].join(' ')
}
