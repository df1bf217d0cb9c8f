// A thread of a worker pool: answers each message {id, task} with what `work` of its module answers, and hands over the
// buffers that it names. Under a test runner the module is TypeScript, for which a loader has to be asked first.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'

const { work } = await load(workerData.module)

parentPort?.on('message', async ({ id, task }) => {
  try {
    const { answer, buffers = [] } = await work(task)
    parentPort?.postMessage({ id, answer }, buffers)
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : 'unknown' })
  }
})

async function load(module) {
  if (!module.startsWith('file:') || existsSync(fileURLToPath(module))) return import(module)
  const { register } = await import('tsx/esm/api')
  register()
  return import(module.replace(/\.js$/, '.ts'))
}
