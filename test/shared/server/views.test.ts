import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createViews, type PageContext } from '../../../shared/server/views.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { demoStones, demoViews, hostileText } from './demo/demo-app.ts'
import { startDemo } from './demo/start-demo.ts'

const context: PageContext = { language: 'en', cspNonce: 'bm9uY2U=', url: '/parts?page=2&lang=en' }
const model = { stones: demoStones, hostile: hostileText }

const render = (changes: Partial<PageContext> = {}, viewModel: object = model) =>
  demoViews.renderPage('parts-page.njk', viewModel, { ...context, ...changes })

describe('createViews', () => {
  test('escapes what it is given, in every part', () => {
    const page = render()
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('" onload="')
    expect(page.match(/&lt;script&gt;alert\(1\)/g)?.length).toBe(3)
  })

  test('does not let a view model replace what the layout speaks with', () => {
    const page = render(
      {},
      { ...model, t: () => 'forged', service: { name: 'forged' }, lang: 'xx' },
    )
    expect(page).not.toMatch(/forged|lang="xx"/)
  })

  test('lets scripts run by the nonce alone, and has no inline style or handler', () => {
    const page = render()
    expect(page.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(
        /^<script type="module" nonce="bm9uY2U=" src="\/assets\/demo\.[0-9a-f]{12}\.js">$/,
      ),
    ])
    expect(page).not.toMatch(/\sstyle="|<style|\son\w+="/)
  })

  test('links to the same page in the other language, by a relative reference', () => {
    expect(render()).toContain('href="?page=2&amp;lang=cy"')
    expect(render({ language: 'cy' })).toContain('href="?page=2&amp;lang=en"')
    expect(render({ language: 'cy' })).toMatch(
      /<span[^>]*aria-current="true"\s+lang="cy"[^>]*>Cymraeg/,
    )
  })

  test('throws on a template, an asset or a sentence that is not there', () => {
    expect(() => demoViews.renderPage('missing.njk', {}, context)).toThrow('template not found')
    const { renderPage } = createViews({
      folders: [new URL('./demo/broken-views/', import.meta.url)],
      service: { name: () => 'X' },
    })
    expect(() => renderPage('no-asset.njk', {}, context)).toThrow('no asset has the name gone.js')
    expect(() => renderPage('no-sentence.njk', {}, context)).toThrow('no sentence has the key')
  })
})

describe('createViews of a folder that is built anew', () => {
  test('goes on with the templates and files that it has read', () => {
    const folder = temporaryFolder()
    const page = join(folder, 'page.njk')
    writeFileSync(join(folder, 'old.js'), '1')
    writeFileSync(page, '{% include "part.njk" %} {{ asset("old.js") }}')
    writeFileSync(join(folder, 'part.njk'), 'before')
    const views = createViews({
      ...{ folders: [folder], assetFolders: [folder] },
      service: { name: () => 'X' },
    })
    writeFileSync(page, '{{ asset("new.js") }}')
    writeFileSync(join(folder, 'new.js'), '2')
    rmSync(join(folder, 'part.njk'))
    expect(views.renderPage('page.njk', {}, context)).toMatch(
      /^before \/assets\/old\.[0-9a-f]+\.js$/,
    )
  })
})

describe('renderErrorPage', () => {
  test.each([
    ['/nowhere', 404, 'There is no page here', 'Nid oes tudalen yma'],
    ['/errors/malformed', 400, 'We could not read that', 'Ni allem ddarllen hynny'],
    ['/errors/limited', 429, 'Too many tries', 'Gormod o geisiadau'],
    ['/errors/bug', 500, 'Something went wrong here', 'Aeth rhywbeth o’i le yma'],
  ])('%s', async (path, status, english, welsh) => {
    const { url } = await startDemo()
    const read = async (language: string) => {
      const headers = { Accept: 'text/html', 'Accept-Language': language }
      const response = await fetch(`${url}${path}`, { headers })
      const page = await response.text()
      return [
        response.status,
        page.match(/<h1>(.*)<\/h1>/)?.[1],
        page.match(/<html lang="(..)">/)?.[1],
      ]
    }
    expect(await read('en-GB')).toEqual([status, english, 'en'])
    expect(await read('cy-GB,en;q=0.5')).toEqual([status, welsh, 'cy'])
  })
})

describe('negotiateLanguage', () => {
  const languageFor = async (query: string, headers: Record<string, string>) => {
    const { url } = await startDemo()
    const response = await fetch(`${url}/parts${query}`, {
      headers: { Accept: 'text/html', ...headers },
    })
    const page = await response.text()
    return [page.match(/<html lang="(..)">/)?.[1], response.headers.get('set-cookie')]
  }

  test.each<[string, Record<string, string>, string]>([
    ['', {}, 'en'],
    ['', { 'Accept-Language': 'fr, cy;q=0.3' }, 'cy'],
    ['', { 'Accept-Language': 'en, cy;q=0.3' }, 'en'],
    ['', { 'Accept-Language': 'fr' }, 'en'],
    ['', { 'Accept-Language': 'en', Cookie: 'a=b; lang=cy' }, 'cy'],
    ['', { 'Accept-Language': 'cy', Cookie: 'lang=xx; xlang=en' }, 'cy'],
  ])('%s with %j is %s', async (query, headers, language) => {
    expect(await languageFor(query, headers)).toEqual([language, null])
  })

  test('takes ?lang= before all else and remembers it', async () => {
    const [language, cookie] = await languageFor('?lang=cy', {
      'Accept-Language': 'en',
      Cookie: 'lang=en',
    })
    expect([language, cookie]).toEqual(['cy', expect.stringMatching(/^lang=cy; .*SameSite=Lax/)])
  })
})
