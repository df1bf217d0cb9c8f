import { describe, expect, test } from 'vitest'
import { appPaths as servedPaths } from '../../../../wallet/server/app-files/app-pages.ts'
import { appPaths, matchPath } from '../../../../wallet/web/shell/app-paths.ts'

describe('matchPath', () => {
  test.each([
    ['/', { pattern: '/' }],
    ['', { pattern: '/' }],
    ['/cv', { pattern: '/cv' }],
    ['/cv/', { pattern: '/cv' }],
    ['/cv/a1', { pattern: '/cv/:id', id: 'a1' }],
    ['/badges/a%2Fb', { pattern: '/badges/:id', id: 'a/b' }],
    ['/badges/%zz', { pattern: '/badges/:id', id: '%zz' }],
    ['/badges/:id', { pattern: '/badges/:id', id: ':id' }],
    ['/you/safety', { pattern: '/you/safety' }],
  ])('%s', (path, match) => {
    expect(matchPath(path)).toEqual(match)
  })

  test.each(['/badges', '/badges/a/b', '/you/other', '/CV', '/api/vaults/a', '/index.html', '/.'])(
    '%s is no place of the app',
    (path) => {
      expect(matchPath(path)).toBeUndefined()
    },
  )
})

describe('appPaths', () => {
  test('are all served with the app', () => {
    const served = (path: string) =>
      servedPaths.some((pattern) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path))
    expect(appPaths.filter((path) => !served(path))).toEqual([])
  })
})
