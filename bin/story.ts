import { z } from 'zod'

/** The main job as a story: each step is a command that a person could type, and says what should come of it. */

export type StoryOptions = {
  format: 'ldp_vc' | 'vc+jwt'
  response: 'direct_post' | 'direct_post.jwt'
  holder: 'did:key' | 'did:jwk' | 'did:web'
}

export type StoryPorts = {
  run(argv: readonly string[]): Promise<{ exitCode: number; output: unknown; complaint: string }>
  tell(line: string): void
  /** Lets verifiers' copies of a status list grow out of date. */
  outliveStatusLists(): Promise<void>
}

export type StoryStep = { step: string; command: string; isAsExpected: boolean; outcome: string }

export type Story = { isAsExpected: boolean; steps: StoryStep[] }

const zAwarded = z.object({ awardId: z.string(), offerUri: z.string() })
const zHolder = z.object({ did: z.string() })
const zRequest = z.object({ requestId: z.string(), requestUri: z.string() })
const zResult = z.object({
  state: z.string(),
  report: z.object({
    verdict: z.enum(['valid', 'invalid', 'unknown']),
    credentials: z
      .array(z.object({ checks: z.array(z.object({ name: z.string(), code: z.string() })) }))
      .min(1),
  }),
})
const zAnything = z.unknown()

const badge = 'harbour-youth/first-aid'

/** Tells the whole story and stops at the first step that differs from what it should be. */
export async function tellStory(options: StoryOptions, ports: StoryPorts): Promise<Story> {
  const steps: StoryStep[] = []
  const act = createAct(steps, ports)
  try {
    await playStory(options, act, ports)
    return { isAsExpected: true, steps }
  } catch (error) {
    if (!(error instanceof StoryDiffers)) throw error
    return { isAsExpected: false, steps }
  }
}

class StoryDiffers extends Error {}

type Act = <Output>(
  step: string,
  argv: readonly string[],
  schema: z.ZodType<Output>,
  expectation: (output: Output) => { isMet: boolean; outcome: string },
) => Promise<Output>

async function playStory(options: StoryOptions, act: Act, ports: StoryPorts): Promise<void> {
  const award = await act(
    'A youth club awards a badge.',
    ['city', 'award', '--badge', badge, '--to', 'sam@learner.example'],
    zAwarded,
    ({ offerUri }) => ({
      isMet: offerUri.startsWith('openid-credential-offer://'),
      outcome: 'an offer, and a link for the e-mail',
    }),
  )
  await act(
    'The learner makes an identity whose key never leaves the wallet.',
    ['wallet', 'create', '--method', options.holder],
    zHolder,
    ({ did }) => ({ isMet: did.startsWith(options.holder), outcome: did }),
  )
  const format = options.format === 'ldp_vc' ? 'ldp_vc' : 'jwt_vc_json'
  await act(
    'The learner takes the badge.',
    ['wallet', 'receive', award.offerUri, '--format', format],
    zAnything,
    () => ({ isMet: true, outcome: 'checked, and kept' }),
  )
  await askAndShow('An employer asks, and the learner shows the badge.', options, act, {
    verdict: 'valid',
    status: 'ok',
  })
  await act(
    'The club made a mistake and revokes the badge.',
    ['city', 'revoke', award.awardId, '--reason', 'Awarded to the wrong person'],
    zAnything,
    () => ({ isMet: true, outcome: 'the status list says so' }),
  )
  ports.tell('\nA verifier may use its copy of the status list a little longer; then:')
  await ports.outliveStatusLists()
  await askAndShow('The employer asks again.', options, act, {
    verdict: 'invalid',
    status: 'revoked',
  })
}

async function askAndShow(
  step: string,
  options: StoryOptions,
  act: Act,
  expected: { verdict: string; status: string },
): Promise<void> {
  const { requestId, requestUri } = await act(
    step,
    ['employer', 'request', '--badge', badge, '--response', options.response],
    zRequest,
    () => ({ isMet: true, outcome: 'a request, as link and QR' }),
  )
  await act(
    'The wallet shows who asks for what; the learner agrees.',
    ['wallet', 'present', requestUri],
    zAnything,
    () => ({ isMet: true, outcome: 'sent' }),
  )
  await act(
    'The employer reads the report.',
    ['employer', 'result', requestId],
    zResult,
    (result) => {
      const { verdict, credentials } = result.report
      const status = credentials[0]?.checks.find(({ name }) => name === 'status')?.code
      return {
        isMet: verdict === expected.verdict && status === expected.status,
        outcome: `verdict ${verdict}, status ${status} (should be ${expected.verdict}, ${expected.status})`,
      }
    },
  )
}

function createAct(steps: StoryStep[], { run, tell }: StoryPorts): Act {
  return async (step, argv, schema, expectation) => {
    const command = `waymark ${argv.map(quote).join(' ')}`
    tell(`\n${step}\n  $ ${command}`)
    const { exitCode, output, complaint } = await run(argv)
    const parsed = schema.safeParse(output)
    const { isMet, outcome } =
      exitCode === 0 && parsed.success
        ? expectation(parsed.data)
        : { isMet: false, outcome: `exit code ${exitCode} ${complaint.trim()}` }
    tell(`  ${isMet ? '✓' : '✗'} ${outcome}`)
    steps.push({ step, command, isAsExpected: isMet, outcome })
    if (!isMet || !parsed.success) throw new StoryDiffers()
    return parsed.data
  }
}

function quote(argument: string): string {
  return /^[\w@./:+-]+$/.test(argument) ? argument : `'${argument}'`
}
