import { Worker } from 'node:worker_threads'

/** Threads that do one kind of work; a task goes to the one with the fewest. */
export type WorkerPool<Task, Answer> = {
  /** @throws Error with the message of what the worker threw, or that its thread died */
  run(task: Task): Promise<Answer>
  close(): Promise<void>
}

type Waiting<Answer> = { resolve(answer: Answer): void; reject(error: Error): void }

type Thread<Answer> = { worker: Worker; waiting: Map<number, Waiting<Answer>> }

type WorkerReply<Answer> = { id: number } & ({ answer: Answer } | { error: string })

/** What `work(task)` of a thread's module answers, at once or later. */
export type Worked<Answer> = {
  answer: Answer
  /** Of what it answers, these are handed over and not copied: the thread has them no more. */
  buffers?: ArrayBuffer[]
}

const entry = new URL('./thread.js', import.meta.url)

/** A thread keeps nothing between tasks: without bounds it would collect what is done with much later. */
const defaultYoungMb = 8
const maxOldGenerationSizeMb = 128

/** Threads begin with their first task, and one that dies is replaced by the next task. */
export function createWorkerPool<Task, Answer>(options: {
  /** Exports `work(task: Task): Worked<Answer> | Promise<Worked<Answer>>`, and is named as it is called when it is compiled: `.js`. */
  module: URL
  threads: number
  /** For what one task makes before it ends: with less, the collector copies what is still at work. */
  youngGenerationMb?: number
  /** A thread that is at a task for longer is ended, with whatever else it has: its callers are told that it died. */
  longestMs?: number
}): WorkerPool<Task, Answer> {
  const { youngGenerationMb: maxYoungGenerationSizeMb = defaultYoungMb, longestMs } = options
  const threads: (Thread<Answer> | undefined)[] = Array.from({ length: options.threads })
  let tasks = 0
  let isClosed = false

  function begin(place: number): Thread<Answer> {
    const worker = new Worker(entry, {
      resourceLimits: { maxYoungGenerationSizeMb, maxOldGenerationSizeMb },
      workerData: { module: options.module.href },
    })
    const thread: Thread<Answer> = { worker, waiting: new Map() }
    worker.unref()
    worker.on('message', (reply: WorkerReply<Answer>) => {
      const waiting = thread.waiting.get(reply.id)
      thread.waiting.delete(reply.id)
      if (thread.waiting.size === 0) worker.unref()
      if ('error' in reply) waiting?.reject(new Error(reply.error))
      else waiting?.resolve(reply.answer)
    })
    const fail = (error: Error) => {
      if (threads[place] === thread) threads[place] = undefined
      for (const { reject } of thread.waiting.values()) reject(error)
      thread.waiting.clear()
    }
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('a worker thread ended in the middle of its work')))
    threads[place] = thread
    return thread
  }

  function leastBusy(): Thread<Answer> {
    const loads = threads.map((thread) => thread?.waiting.size ?? 0)
    const place = loads.indexOf(Math.min(...loads))
    return threads[place] ?? begin(place)
  }

  return {
    run(task) {
      if (isClosed) return Promise.reject(new TypeError('The worker pool is closed'))
      const thread = leastBusy()
      tasks += 1
      const id = tasks
      const answer = new Promise<Answer>((resolve, reject) => {
        thread.waiting.set(id, { resolve, reject })
        thread.worker.ref()
        thread.worker.postMessage({ id, task })
      })
      if (longestMs === undefined) return answer
      const limit = setTimeout(() => void thread.worker.terminate(), longestMs)
      return answer.finally(() => clearTimeout(limit))
    },
    async close() {
      isClosed = true
      await Promise.all(threads.map((thread) => thread?.worker.terminate()))
    },
  }
}
