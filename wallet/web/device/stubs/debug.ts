/** Stands in for debug, to which Veramo writes what it does: nothing of a wallet is written to a console. */
// biome-ignore lint/style/noDefaultExport: the module that it stands in for has one
export default function createDebug() {
  return () => undefined
}
