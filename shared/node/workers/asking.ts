import type { MessagePort } from 'node:worker_threads'

/** Functions that a thread may call though another one has them. What goes in and out is copied. */
export type Answers = { [name: string]: (...args: never[]) => Promise<unknown> }

type Question = { number: number; name: string; args: unknown[] }
type Reply = { number: number } & ({ answer: unknown } | { isUnanswered: true })

/** Answers whatever is asked at the other end of the channel. */
export function answerAt(port: MessagePort, answers: Answers): void {
  const reply = sendTogether<Reply>(port, ({ number }) => ({ number, isUnanswered: true }))
  const answerTo = async ({ number, name, args }: Question): Promise<Reply> => {
    // sound: whoever asks has the same type of these functions
    const answer = answers[name] as ((...args: unknown[]) => Promise<unknown>) | undefined
    return answer ? { number, answer: await answer(...args) } : { number, isUnanswered: true }
  }
  port.on('message', (questions: Question[]) => {
    for (const question of questions) {
      const { number } = question
      answerTo(question).then(reply, () => reply({ number, isUnanswered: true }))
    }
  })
}

/** @returns a function that asks; what was asked before is not asked again. It rejects where there was no answer. */
export function askAt(port: MessagePort): (name: string, args: unknown[]) => Promise<unknown> {
  const send = sendTogether<Question>(port)
  const waiting: ((reply: Reply) => void)[] = []
  const known = new Map<string, Promise<unknown>>()
  port.on('message', (replies: Reply[]) => {
    for (const reply of replies) waiting[reply.number]?.(reply)
  })
  return (name, args) => {
    const key = JSON.stringify([name, args])
    const earlier = known.get(key)
    if (earlier) return earlier
    const asked = new Promise((resolve, reject) => {
      const take = (reply: Reply) =>
        'answer' in reply ? resolve(reply.answer) : reject(new Error(`${name} was not answered`))
      send({ number: waiting.push(take) - 1, name, args })
    })
    known.set(key, asked)
    return asked
  }
}

/**
 * One message for all that comes up before the thread waits: each costs more than what is in it.
 * @param instead of what cannot be copied
 */
function sendTogether<Item>(
  port: MessagePort,
  instead?: (item: Item) => Item,
): (item: Item) => void {
  let items: Item[] = []
  const send = () => {
    const sent = items
    items = []
    try {
      port.postMessage(sent)
    } catch (error) {
      if (instead === undefined) throw error
      port.postMessage(sent.map(instead))
    }
  }
  return (item) => {
    items.push(item)
    if (items.length === 1) setImmediate(send)
  }
}
