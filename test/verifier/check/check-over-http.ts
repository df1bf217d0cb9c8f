import type { TestVerifier } from '../verifier-bench.ts'

export type CheckFields = {
  text?: string
  files?: readonly (readonly [name: string, content: Uint8Array | string])[]
  email?: string
  name?: string
  lang?: 'en' | 'cy'
}

export type CheckedPage = {
  status: number
  headers: Headers
  html: string
  /** What a person reads, tags and blanks left out. */
  text: string
  /** The names of what went wrong. */
  problems: string[]
}

/** Sends the form of the page as a browser without script does. */
export async function check(verifier: TestVerifier, fields: CheckFields): Promise<CheckedPage> {
  const form = new FormData()
  form.set('text', fields.text ?? '')
  for (const [name, content] of fields.files ?? []) {
    const part = typeof content === 'string' ? content : new Uint8Array(content)
    form.append('files[]', new Blob([part]), name)
  }
  form.set('email', fields.email ?? '')
  form.set('name', fields.name ?? '')
  const response = await fetch(`${verifier.url}/check`, {
    method: 'POST',
    body: form,
    headers: { 'Accept-Language': fields.lang ?? 'en' },
  })
  return readPage(response)
}

export async function readPage(response: Response): Promise<CheckedPage> {
  const html = await response.text()
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
  const text = main
    .replace(/<template[\s\S]*?<\/template>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const problems = [...html.matchAll(/data-problem="([\w-]+)"/g)].map(([, name]) => String(name))
  return { status: response.status, headers: response.headers, html, text, problems }
}
