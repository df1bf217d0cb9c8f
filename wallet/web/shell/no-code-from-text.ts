/**
 * The policy of the page makes no code from text. The schema library would try whether it may, and the browser would
 * write that into the console; this tells it before it is loaded.
 * @see https://zod.dev/api, jitless
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

export {}
