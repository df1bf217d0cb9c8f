import type { HtmlTagDescriptor, Plugin } from 'vite'

export type EarlyParts = {
  /** Ends of the paths of modules that are loaded on demand. */
  modules: readonly string[]
  /** Names of fonts, as their files are called. */
  fonts: readonly string[]
}

/**
 * Lets the page ask for parts that the app will want in any case while its first script is still under way: on a
 * slow network each step that waits for another costs more than half a second.
 */
export function earlyParts({ modules, fonts }: EarlyParts): Plugin {
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
        const ofPage = chunks.find(({ isEntry }) => isEntry)?.fileName
        const files = Object.values(bundle ?? {})
        return [
          ...files
            .filter(
              (file) => file.type === 'asset' && fonts.some((name) => file.names.includes(name)),
            )
            .map(({ fileName }) => link({ rel: 'preload', as: 'font' }, fileName)),
          ...[...wanted]
            .filter((fileName) => fileName !== ofPage)
            .map((fileName) => link({ rel: 'modulepreload' }, fileName)),
        ]
      },
    },
  }
}

function link(attrs: Record<string, string>, fileName: string): HtmlTagDescriptor {
  const shared = { crossorigin: true, href: `/${fileName}` }
  return { tag: 'link', attrs: { ...attrs, ...shared }, injectTo: 'head' }
}
