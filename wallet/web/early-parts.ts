import type { Plugin } from 'vite'

/**
 * Lets the page ask for parts that the app will want in any case while its first script is still under way: on a
 * slow network each step that waits for another costs more than half a second.
 * @param modules ends of the paths of modules that are loaded on demand
 */
export function earlyParts(modules: readonly string[]): Plugin {
  return {
    name: 'waymark-early-parts',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk')
        const wanted = new Set<string>()
        const want = (fileName: string) => {
          if (wanted.has(fileName)) return
          wanted.add(fileName)
          for (const name of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) {
            want(name)
          }
        }
        for (const module of modules) {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module))
          if (bundle !== undefined && chunk === undefined) throw new Error(`${module} is no part`)
          if (chunk !== undefined) want(chunk.fileName)
        }
        const ofPage = chunks.find(({ isEntry }) => isEntry)
        return [...wanted]
          .filter((fileName) => fileName !== ofPage?.fileName)
          .map((fileName) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
            injectTo: 'head',
          }))
      },
    },
  }
}
