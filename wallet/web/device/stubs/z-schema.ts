/** Stands in for z-schema: an agent validates its own calls only where that is switched on, which it is not here. */
// biome-ignore lint/style/noDefaultExport: the module that it stands in for has one
export default class ZSchema {
  /** Called once, when the module of the agent is loaded. */
  setRemoteReference(): void {}

  validate(): never {
    throw new Error('calls of the agent are not validated in the browser')
  }
}
